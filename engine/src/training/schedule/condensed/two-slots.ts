import { dualpipe } from '../orders/dualpipe.ts';
import { chunkOf, isPaired, kindOf, type Segment } from '../orders/segments.ts';
import { zbV } from '../orders/zb-v.ts';
import { type Program, programOf } from '../program.ts';
import type { PipelineSpec } from '../spec.ts';
import { TASK } from '../timeline.ts';
import { collectMarks, type Mark, marksSeconds } from './marks.ts';

/** Which micro-batch of a slot is marked, counted from 1, of `n`. Those outside 1 .. n are left out. */
type Nth = (n: number) => number;

/** Seconds of ZB-V from the first and last micro-batch of each pass on each stage; at least two stages. O(stages) work. */
export function zbVSeconds(spec: PipelineSpec): number {
  const { stages: p, microBatches: m } = spec;
  return twoSlotSeconds(spec, (s) => zbV(p, m, s), [m, m], new Float64Array(p), [
    () => 1,
    (n) => n,
    () => p,
    (n) => n - p + 1,
    () => 2 * p - 1,
    (n) => n - 2 * p + 2,
    (n) => n >> 1,
  ]);
}

/**
 * Seconds of DualPipe (as zbVSeconds). A pair's results leave when both are done, so a cycle over stages s..u of the main phase, which moves
 * u - s + 1 pairs of pairs, takes all their times and 2 (u - s) hops: the hops are not hidden.
 */
export function dualpipeSeconds(spec: PipelineSpec): number {
  const { stages: p, microBatches: m, hop } = spec;
  const half = Math.ceil(m / 2);
  const program = programOf(spec);
  const busy = Float64Array.from({ length: p }, (_, s) => {
    let sum = 0;
    for (let slot = 2 * s; slot < 2 * s + 2; slot++)
      sum += program.forward[slot]! + program.input[slot]! + program.weight[slot]!;
    return sum;
  });
  const rounds = Math.max(0, Math.floor(m / 2) - p);
  const waits = Float64Array.from(busy, (own, s) => {
    let slowest = own;
    for (const way of [1, -1]) {
      let round = own;
      for (let u = s + way, n = 1; hop > 0 && u >= 0 && u < p; u += way, n++) {
        round += busy[u]!;
        slowest = Math.max(slowest, (round + 2 * hop * n) / (n + 1));
      }
    }
    return rounds * (slowest - own);
  });
  return twoSlotSeconds(spec, (s) => dualpipe(p, half, s), [half, m - half], waits, [() => 1, (n) => n]);
}

/** `limit`: micro-batches of slot 0 and 1 of each stage; `waits`: seconds each stage waits between the first micro-batches and the last. */
function twoSlotSeconds(
  spec: PipelineSpec,
  order: (stage: number) => readonly Segment[],
  limit: readonly number[],
  waits: Float64Array,
  nth: readonly Nth[],
): number {
  const program = programOf(spec);
  const all = new Float64Array(spec.stages);
  const perStage: Mark[][] = [];
  for (let s = 0; s < spec.stages; s++) {
    const marks = markStage(s, nth, program, order(s), limit);
    // the wait lies in the longest stretch between two marks
    marks.list.sort((x, y) => x.at - y.at);
    let longest = 1;
    marks.list.forEach((mark, q) => {
      if (q > 0 && mark.at - marks.list[q - 1]!.at > marks.list[longest]!.at - marks.list[longest - 1]!.at) longest = q;
    });
    perStage.push(marks.list.map((mark, q) => (q === longest ? { ...mark, wait: waits[s]! } : mark)));
    all[s] = marks.all;
  }
  return marksSeconds(spec.stages, collectMarks(perStage, all, spec.stages * 4 * nth.length), spec.hop);
}

/** Places in a stage's counts: forward, input, weight gradient, each of chunk 0 and 1. */
const placesOf = (code: number): readonly number[] => PLACES[kindOf(code) * 2 + chunkOf(code)]!;
const PLACES: readonly (readonly number[])[] = [[0], [1], [2], [3], [4], [5], [2, 4], [3, 5]];

/** First and last forward and backward of each slot of a stage, and the seconds of all its work. Key: slot x 4 + (forward 0, backward 2) + last. */
function markStage(
  s: number,
  nth: readonly Nth[],
  program: Program,
  segments: readonly Segment[],
  limit: readonly number[],
): { list: Mark[]; all: number } {
  const costs = [program.forward, program.input, program.weight].flatMap((list) => [list[2 * s]!, list[2 * s + 1]!]);
  const done = [0, 0, 0, 0, 0, 0];
  const work = (place: number, n: number): number => Math.min(n, limit[place & 1]!) * costs[place]!;
  const list: Mark[] = [];
  for (const { times, tasks } of segments) {
    if (times <= 0) continue;
    const per = [0, 0, 0, 0, 0, 0];
    for (const code of tasks) for (const place of placesOf(code)) per[place]!++;
    const within = [0, 0, 0, 0, 0, 0];
    tasks.forEach((code, j) => {
      for (const place of placesOf(code)) within[place]!++;
      const c = chunkOf(code);
      if (kindOf(code) === TASK.weight || limit[c] === 0) return;
      const own = placesOf(code)[0]!;
      for (let which = 0; which < nth.length; which++) {
        const n = nth[which]!(limit[c]!);
        const round = (n - done[own]! - within[own]!) / per[own]!;
        if (n < 1 || n > limit[c]! || round < 0 || round >= times || !Number.isInteger(round)) continue;
        const counts = done.map((n, place) => n + round * per[place]! + within[place]!);
        let takes = placesOf(code).reduce((sum, place) => sum + costs[place]!, 0);
        let at = counts.reduce((sum, n, place) => sum + work(place, n), 0);
        if (isPaired(code)) {
          // the forward of a pair is out when the backward is
          for (const place of placesOf(tasks[j + 1]!)) {
            const more = work(place, counts[place]! + 1) - work(place, counts[place]!);
            at += more;
            takes += more;
          }
        } else if (j > 0 && isPaired(tasks[j - 1]!)) {
          const place = chunkOf(tasks[j - 1]!);
          takes += work(place, counts[place]!) - work(place, counts[place]! - 1);
        }
        const slot = 2 * s + c;
        const isForward = kindOf(code) === TASK.forward;
        const other = isForward ? program.before[slot]! : program.after[slot]!;
        list.push({
          key: (slot * 2 + (isForward ? 0 : 1)) * nth.length + which,
          at,
          takes,
          from: other < 0 ? -1 : (other * 2 + (isForward ? 0 : 1)) * nth.length + which,
          own: isForward ? -1 : slot * 2 * nth.length + which,
          wait: 0,
        });
      }
    });
    for (let place = 0; place < 6; place++) done[place]! += times * per[place]!;
  }
  return { list, all: done.reduce((sum, n, place) => sum + work(place, n), 0) };
}
