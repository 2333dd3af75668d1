import type { PipelineSpec } from '../spec.ts';
import { type Marks, marksSeconds } from './marks.ts';

/** Groups that are worked out; further ones repeat the last one's pace. */
const WORKED_OUT = 6;

/**
 * Seconds of depth-first interleaved 1F1B (at least two chunks and two stages) from the first and last micro-batch of each pass of each group
 * of `stages`; from the seventh group on, each adds what the sixth added. Work grows with stages x chunks, not with micro-batches.
 */
export function interleavedSeconds(spec: PipelineSpec): number {
  const groups = Math.ceil(spec.microBatches / spec.stages);
  if (groups <= WORKED_OUT) return groupsSeconds(spec);
  const more = groups - WORKED_OUT;
  const m = spec.microBatches - more * spec.stages;
  const seconds = groupsSeconds({ ...spec, microBatches: m });
  const pace = seconds - groupsSeconds({ ...spec, microBatches: m - spec.stages });
  return seconds + more * pace;
}

function groupsSeconds(spec: PipelineSpec): number {
  const { stages: p, chunks: v, microBatches: m, hop } = spec;
  const groups = Math.ceil(m / p);
  const rest = m - (groups - 1) * p; // micro-batches of the last group
  const padded = groups * p * v;
  const F = spec.forward;
  const B = spec.backwardInput.map((b, c) => b + spec.backwardWeight[c]!);
  const places = [...new Set([0, rest - 1, rest, p - 1].filter((i) => i < p))];
  const key = (isForward: boolean, g: number, which: number, chunk: number, s: number): number =>
    (((isForward ? 0 : places.length) + which) * groups + g) * v * p + chunk * p + s;
  const marked = markedPasses(p, v, groups, rest, places);

  const n = 2 * marked.length * p;
  const marks: Marks = {
    first: new Int32Array(p + 1),
    at: new Float64Array(n),
    takes: new Float64Array(n),
    from: new Int32Array(n),
    own: new Int32Array(n).fill(-1),
    all: new Float64Array(p),
    waits: new Float64Array(n),
  };
  const index = new Int32Array(2 * places.length * groups * v * p).fill(-1);
  let q = 0;
  for (let s = 0; s < p; s++) {
    const full = 2 * (p - 1 - s) + (v - 1) * p; // warm-up forwards
    // seconds of the first x forwards (backwards) of the padded order; sums[turn] = those of one micro-batch up to that turn
    const forwards = prefix(v, (turn) => F[turn * p + s]!);
    const backwards = prefix(v, (turn) => B[(v - 1 - turn) * p + s]!);
    const seconds = (sums: Float64Array, x: number): number => {
      const g = Math.min(groups - 1, Math.floor(x / (p * v)));
      const inGroup = x - g * p * v;
      const size = g === groups - 1 ? rest : p;
      const turn = Math.floor(inGroup / p);
      const more = turn < v ? Math.min(inGroup - turn * p, size) * (sums[turn + 1]! - sums[turn]!) : 0;
      return g * p * sums[v]! + size * sums[turn]! + more;
    };
    const forwardAt = ({ k }: MarkedPass): number =>
      seconds(forwards, k + 1) + seconds(backwards, Math.max(0, k - full));
    const backwardAt = ({ k }: MarkedPass): number =>
      seconds(forwards, Math.min(padded, k + full + 1)) + seconds(backwards, k + 1);
    marks.all[s] = m * (forwards[v]! + backwards[v]!);
    // Forwards come in their order and backwards in theirs: the stage's order is the two merged.
    let [i, up] = [0, forwardAt(marked[0]!)];
    let [j, down] = [0, backwardAt(marked[0]!)];
    for (; i < marked.length || j < marked.length; q++) {
      const isForward = up < down || (up === down && i <= j);
      const { g, which, turn } = marked[isForward ? i : j]!;
      const chunk = isForward ? turn : v - 1 - turn;
      const slot = chunk * p + s;
      index[key(isForward, g, which, chunk, s)] = q;
      marks.at[q] = isForward ? up : down;
      marks.takes[q] = isForward ? F[slot]! : B[slot]!;
      if (isForward) {
        marks.from[q] = slot === 0 ? -1 : key(true, g, which, s === 0 ? chunk - 1 : chunk, (s + p - 1) % p);
        up = ++i < marked.length ? forwardAt(marked[i]!) : Number.POSITIVE_INFINITY;
      } else {
        const lastSlot = slot === p * v - 1;
        marks.from[q] = lastSlot ? -1 : key(false, g, which, s === p - 1 ? chunk + 1 : chunk, (s + 1) % p);
        marks.own[q] = key(true, g, which, chunk, s);
        down = ++j < marked.length ? backwardAt(marked[j]!) : Number.POSITIVE_INFINITY;
      }
    }
    marks.first[s + 1] = q;
  }
  for (let mark = 0; mark < n; mark++) {
    if (marks.from[mark]! >= 0) marks.from[mark] = index[marks.from[mark]!]!;
    if (marks.own[mark]! >= 0) marks.own[mark] = index[marks.own[mark]!]!;
  }
  return marksSeconds(p, marks, hop);
}

/** A pass that is marked on every stage: `k` is its place in the padded order, `which` its place among those of its group. */
interface MarkedPass {
  readonly g: number;
  readonly turn: number;
  readonly which: number;
  readonly k: number;
}

/** The first and last micro-batches of each turn of each group, in the order in which a stage runs them. */
function markedPasses(p: number, v: number, groups: number, rest: number, places: readonly number[]): MarkedPass[] {
  const list: MarkedPass[] = [];
  for (let g = 0; g < groups; g++) {
    const size = g === groups - 1 ? rest : p;
    for (let turn = 0; turn < v; turn++)
      for (let which = 0; which < places.length; which++)
        if (places[which]! < size) list.push({ g, turn, which, k: g * p * v + turn * p + places[which]! });
  }
  return list;
}

function prefix(v: number, time: (turn: number) => number): Float64Array {
  const sums = new Float64Array(v + 1);
  for (let turn = 0; turn < v; turn++) sums[turn + 1] = sums[turn]! + time(turn);
  return sums;
}
