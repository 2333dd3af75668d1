import { defineTerm } from '../../../because/index.ts';
import { SYMBOLS } from './symbols.ts';

const { p, v, m, F, B, f, b, s, hop } = SYMBOLS;

/** Depth-first interleaved 1F1B, at least two chunks; a stage's chunks are taken as alike, and the stages other than the slowest. */
export const interleavedSeconds = defineTerm(
  {
    term: 'pipeline_interleaved',
    formula:
      'max over x in {s, p-1} of the path that comes down to x, fills its first group, works or goes round (F/v + p hop, B/v + p hop for each of (v-1) turns of a group), drains; even stages, whole groups: m (f + b) + (p-1)(f + b)/v',
    unit: 's',
    symbols: { p, v, m, F, B, f, b, s, hop },
    source: 'longest path (Ridgepoint); even stages: Narayanan et al. 2021 (arXiv:2104.04473) section 2.2.2',
  },
  (p: number, v: number, m: number, F: number, B: number, f: number, b: number, s: number, hop: number): number => {
    if (m === 1) return F + B + 2 * (p * v - 1) * hop;
    const last = pathThrough(p - 1, p, v, m, F, B, f, b, s, hop);
    return s === p - 1 ? last : Math.max(last, pathThrough(s, p, v, m, F, B, f, b, s, hop));
  },
);

function pathThrough(
  x: number,
  p: number,
  v: number,
  m: number,
  F: number,
  B: number,
  f: number,
  b: number,
  s: number,
  hop: number,
): number {
  const others = p > 1 ? p - 1 : 1;
  const fo = (F - f) / others / v;
  const bo = (B - b) / others / v;
  const fx = x === s ? f / v : fo;
  const bx = x === s ? b / v : bo;
  const n = m * v;
  const groups = Math.ceil(m / p);
  const rest = m - (groups - 1) * p;
  const warmUp = 2 * (p - 1 - x) + (v - 1) * p;
  // forwards before the first backward, and backwards after the last forward, those left out of groups that are not full not counted
  const ahead = Math.min(n, firstOf(warmUp, p, v, m));
  const behind = Math.min(n, lastOf(p - rest + warmUp, p, v, rest));
  const pass = fo + bo;
  const slower = (f + b) / v - pass;
  const above = x * (pass + 2 * hop) + (s < x ? slower : 0);
  const deep = p - 1 - x;
  const below = deep * (pass + 2 * hop) + (s > x ? slower : 0);
  const up = x * fo + (s < x ? f / v - fo : 0);
  const upB = x * bo + (s < x ? b / v - bo : 0);
  const downB = deep * bo + (s > x ? b / v - bo : 0);
  const downF = deep * fo + (s > x ? f / v - fo : 0);
  // first backward of x: after the forward chain through all chunks and the way back up, or after x's own warm-up
  const warm = Math.max((ahead + 1) * fx + bx, F - up + downB + bx + (p * v - 1 - x + deep) * hop);
  const drain = Math.max((behind + 1) * bx + fx, B - upB + downF + fx + (p * v - 1 - x + deep) * hop);
  if (ahead >= n - 1) {
    return above + Math.max(warm + (n - 1) * bx, (n - 1) * fx + drain, fx + bx + below);
  }
  const turns = (groups - 1) * (v - 1) * Math.max(0, F / v + p * hop - p * (fx + bx), B / v + p * hop - p * (fx + bx));
  return above + warm + (n - 2 - ahead) * fx + Math.max(0, n - 2 - behind) * bx + drain + turns;
}

/** How many of the first x forwards of an order of full groups exist. */
function firstOf(x: number, p: number, v: number, m: number): number {
  if (m >= p) return x <= v * p ? x : v * p + Math.min(x - v * p, m - p);
  return Math.floor(x / p) * m + Math.min(x % p, m);
}

/** How many of the last x backwards of an order of full groups exist; the last group has `rest` micro-batches. */
function lastOf(x: number, p: number, v: number, rest: number): number {
  if (x > v * p) return v * rest + x - v * p;
  return Math.floor(x / p) * rest + Math.max(0, (x % p) - (p - rest));
}
