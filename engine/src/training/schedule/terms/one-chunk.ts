import { defineTerm } from '../../../because/index.ts';
import { SYMBOLS } from './symbols.ts';

const { p, m, F, B, W, f, b, w, s, hop } = SYMBOLS;

/** 1F1B (PipeDream-flush) with one chunk a stage; the stages other than the slowest are taken as alike. */
export const oneForwardOneBackwardSeconds = defineTerm(
  {
    term: 'pipeline_1f1b',
    formula:
      'max over x in {max(0, p-m+1), s, p-1} of x (u + 2 hop) + warm(x) + (m - 2 - a) cycle(x) + drain(x); a = min(p-1-x, m-1); warm = max((a+1) f + b, round(x)); drain = max((a+1) b + f, round(x)); cycle = max(f + b, round(x)/(p-x)); round = pass of stages x..p-1 + 2 (p-1-x) hop',
    unit: 's',
    symbols: { p, m, F, B, f, b, s, hop },
    source:
      'longest path (Ridgepoint); even stages: (m + p - 1)(f + b), Narayanan et al. 2021 (arXiv:2104.04473) section 2.2.1',
  },
  (p: number, m: number, F: number, B: number, f: number, b: number, s: number, hop: number): number =>
    Math.max(
      pathThrough(p - 1, p, m, F, B, 0, f, b, 0, s, hop),
      s === p - 1 ? 0 : pathThrough(s, p, m, F, B, 0, f, b, 0, s, hop),
      hop === 0 ? 0 : pathThrough(Math.max(0, Math.min(p - 1, p - m + 1)), p, m, F, B, 0, f, b, 0, s, hop),
    ),
);

/** ZB-H1: as 1F1B, its weight gradients put off by as many micro-batches as the stage is deep. */
export const zeroBubbleSeconds = defineTerm(
  {
    term: 'pipeline_zero_bubble',
    formula:
      'as pipeline_1f1b with the weight gradients that fall between; even stages: m (f + b + w) + (p-1) max(f, f + b - w)',
    unit: 's',
    symbols: { p, m, F, B, W, f, b, w, s, hop },
    source: 'longest path (Ridgepoint); even stages: Qi et al. 2024 (arXiv:2401.10241) table 1, ZB-H1',
  },
  (
    p: number,
    m: number,
    F: number,
    B: number,
    W: number,
    f: number,
    b: number,
    w: number,
    s: number,
    hop: number,
  ): number =>
    Math.max(
      pathThrough(p - 1, p, m, F, B, W, f, b, w, s, hop),
      s === p - 1 ? 0 : pathThrough(s, p, m, F, B, W, f, b, w, s, hop),
      pathThrough(Math.max(0, Math.min(p - 1, p - m + 1)), p, m, F, B, W, f, b, w, s, hop),
    ),
);

/** Longest path whose middle turns at stage x: see condensed/one-chunk.ts, of which this is the case of equal stages and one slower. */
function pathThrough(
  x: number,
  p: number,
  m: number,
  F: number,
  B: number,
  W: number,
  f: number,
  b: number,
  w: number,
  s: number,
  hop: number,
): number {
  const others = p > 1 ? p - 1 : 1;
  const pass = (F + B - f - b) / others;
  const fx = x === s ? f : (F - f) / others;
  const bx = x === s ? b : (B - b) / others;
  const wx = x === s ? w : (W - w) / others;
  const w0 = s === 0 ? w : (W - w) / others;
  const deep = p - 1 - x;
  const ahead = deep < m - 1 ? deep : m - 1;
  const above = x * (pass + 2 * hop) + (s < x ? f + b - pass : 0);
  const round = fx + bx + deep * (pass + 2 * hop) + (s > x ? f + b - pass : 0);
  const warm = Math.max((ahead + 1) * fx + bx, round);
  const lagging = m - 1 - x > 0 ? m - 1 - x : 0;
  const inDrain = ahead < lagging ? ahead : lagging;
  const drain = Math.max((ahead + 1) * bx + fx + inDrain * wx, round);
  let stay: number;
  if (m - 1 > ahead) {
    const between = m - 2 - ahead;
    const late = lagging - ahead > 0 ? lagging - ahead : 0;
    const own = fx + bx;
    const rate = round / (deep + 1);
    const cycle = Math.max(
      between * own + late * wx,
      (between - late) * Math.max(own, rate) + late * Math.max(own + wx, rate + wx / (deep + 1)),
    );
    // a deep stage whose weight gradients lag may meanwhile wait for the whole round
    const whole = own + x * (pass + 2 * hop);
    const early = wx > 0 && x < between - late + 1 ? (between - late) * (whole / (x + 1)) + late * (own + wx) : 0;
    stay = warm + drain + Math.max(cycle, hop > 0 ? early : 0);
  } else {
    const early = x < m - 1 ? x : m - 1;
    const backwards = wx > 0 ? early * Math.max(bx, p - 1 < m ? 0 : pass) + (m - 1 - early) * (bx + wx) : (m - 1) * bx;
    stay = Math.max(warm + (x === p - 1 || m > 1 ? backwards : 0), (m - 1) * fx + drain);
  }
  // stages begin the next step when they end this one: the end on stage 0, or on x from its own start
  return Math.max(above + stay + w0, stay + ((x < m - 1 ? x : m - 1) + 1) * wx);
}
