import type { PipelineSpec } from '../spec.ts';
import { collectMarks, type Mark, marksSeconds } from './marks.ts';

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

  const all = new Float64Array(p);
  const perStage: Mark[][] = [];
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
    all[s] = m * (forwards[v]! + backwards[v]!);
    const list: Mark[] = [];
    for (let g = 0; g < groups; g++) {
      const size = g === groups - 1 ? rest : p;
      for (let turn = 0; turn < v; turn++) {
        for (let which = 0; which < places.length; which++) {
          if (places[which]! >= size) continue;
          const k = g * p * v + turn * p + places[which]!;
          const up = turn * p + s;
          list.push({
            key: key(true, g, which, turn, s),
            at: seconds(forwards, k + 1) + seconds(backwards, Math.max(0, k - full)),
            takes: F[up]!,
            from: up === 0 ? -1 : key(true, g, which, s === 0 ? turn - 1 : turn, (s + p - 1) % p),
            own: -1,
            wait: 0,
          });
          const chunk = v - 1 - turn;
          const down = chunk * p + s;
          list.push({
            key: key(false, g, which, chunk, s),
            at: seconds(forwards, Math.min(padded, k + full + 1)) + seconds(backwards, k + 1),
            takes: B[down]!,
            from: down === p * v - 1 ? -1 : key(false, g, which, s === p - 1 ? chunk + 1 : chunk, (s + 1) % p),
            own: key(true, g, which, chunk, s),
            wait: 0,
          });
        }
      }
    }
    perStage.push(list);
  }
  return marksSeconds(p, collectMarks(perStage, all, 2 * places.length * groups * v * p), hop);
}

function prefix(v: number, time: (turn: number) => number): Float64Array {
  const sums = new Float64Array(v + 1);
  for (let turn = 0; turn < v; turn++) sums[turn + 1] = sums[turn]! + time(turn);
  return sums;
}
