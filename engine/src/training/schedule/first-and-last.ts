import { TASK } from './timeline.ts';
import type { Program } from './program.ts';
import { chunkOf, isPaired, kindOf, type Segment } from './orders/segments.ts';

/**
 * Seconds of a schedule written in segments, without running every micro-batch: the longest path through the first and the last
 * micro-batch of each pass on each stage. Between those of one stage lies that stage's own work, counted from its segments; between
 * stages lie the hops. Exact where the path's middle stays on one stage; O(stages) work. `limit` is micro-batches of chunk 0 and 1.
 */
export function firstAndLastSeconds(stages: number, program: Program, orders: readonly (readonly Segment[])[], limit: readonly number[], hop: number, slack?: Float64Array): number {
  const marks = stages * 8;
  const at = new Float64Array(marks); // serial seconds of its stage when a mark ends
  const takes = new Float64Array(marks); // the part of them that is the marked task
  const ends = new Float64Array(marks).fill(-Infinity);
  const all = new Float64Array(stages);
  const firstTakes = new Float64Array(stages);
  for (let s = 0; s < stages; s++) {
    all[s] = markStage(s, program, orders[s]!, limit, at, takes);
  }
  // relax until nothing moves; a few rounds, since a path changes its direction a few times
  const start = new Float64Array(stages);
  for (let round = 0, moved = true; moved && round < 64; round++) {
    moved = false;
    for (let q = 0; q < marks; q++) {
      const up = round % 2 === 0;
      const mark = up ? q : marks - 1 - q;
      if (at[mark]! < 0) continue;
      const s = mark >> 3;
      const base = s << 3;
      let begin = 0;
      // what the stage did before
      let bestEnd = -Infinity;
      for (let o = base; o < base + 8; o++) {
        if (at[o]! < 0 || at[o]! >= at[mark]! || ends[o]! === -Infinity) continue;
        bestEnd = Math.max(bestEnd, ends[o]! + at[mark]! - at[o]! + ((mark & 1) > (o & 1) ? (slack?.[s] ?? 0) : 0));
      }
      begin = arrives(mark, program, ends, hop);
      const end = Math.max(bestEnd, begin + takes[mark]!);
      if (end > ends[mark]! + 1e-15 * Math.abs(end)) {
        ends[mark] = end;
        moved = true;
      }
    }
  }
  let seconds = 0;
  for (let s = 0; s < stages; s++) {
    let first = -1;
    let last = 0;
    for (let o = s << 3; o < (s << 3) + 8; o++) {
      if (at[o]! < 0) continue;
      if (first < 0 || at[o]! < at[first]!) first = o;
      last = Math.max(last, ends[o]! + all[s]! - at[o]!);
    }
    if (first < 0) continue;
    start[s] = ends[first]! - at[first]!;
    firstTakes[s] = takes[first]!;
    seconds = Math.max(seconds, last - start[s]!);
  }
  return seconds;
}

/** Marks of a stage: 4 chunk + (forward 0, input gradient 2) + (first 0, last 1). */
function arrives(mark: number, program: Program, ends: Float64Array, hop: number): number {
  const s = mark >> 3;
  const chunk = (mark >> 2) & 1;
  const slot = s * 2 + chunk;
  const isForward = (mark & 2) === 0;
  const which = mark & 1;
  const from = isForward ? program.before[slot]! : program.after[slot]!;
  const own = isForward ? 0 : ends[mark - 2]!;
  if (from < 0) return own;
  const other = from * 4 + (isForward ? 0 : 2) + which;
  return Math.max(own, ends[other]! + (from >> 1 === s ? 0 : hop));
}

/** Fills a stage's marks (at = -1 where a chunk has no micro-batch) and returns all of its work, in seconds. */
function markStage(s: number, program: Program, segments: readonly Segment[], limit: readonly number[], at: Float64Array, takes: Float64Array): number {
  at.fill(-1, s << 3, (s << 3) + 8);
  const done = [0, 0, 0, 0, 0, 0]; // forward, input, weight of chunk 0 and 1, padded counts
  const per = [0, 0, 0, 0, 0, 0];
  const cost = (k: number): number => {
    const slot = s * 2 + (k & 1);
    return k < 2 ? program.forward[slot]! : k < 4 ? program.input[slot]! : program.weight[slot]!;
  };
  const worth = (k: number, n: number): number => Math.min(n, limit[k & 1]!) * cost(k);
  const step = (code: number): readonly number[] => {
    const c = chunkOf(code);
    const kind = kindOf(code);
    return kind === TASK.forward ? [c] : kind === TASK.input ? [2 + c] : kind === TASK.weight ? [4 + c] : [2 + c, 4 + c];
  };
  for (const { times, tasks } of segments) {
    if (times <= 0) continue;
    per.fill(0);
    for (const code of tasks) for (const k of step(code)) per[k]!++;
    const within = [0, 0, 0, 0, 0, 0];
    for (let j = 0; j < tasks.length; j++) {
      const code = tasks[j]!;
      const counted = step(code);
      for (const k of counted) within[k]!++;
      const kind = kindOf(code);
      if (kind === TASK.weight) continue;
      const k = counted[0]!;
      const c = chunkOf(code);
      for (let which = 0; which < 2; which++) {
        const target = which === 0 ? 1 : limit[c]!;
        if (limit[c]! === 0) continue;
        const r = (target - done[k]! - within[k]!) / per[k]!;
        if (r < 0 || r >= times || !Number.isInteger(r)) continue;
        let seconds = 0;
        for (let x = 0; x < 6; x++) seconds += worth(x, done[x]! + r * per[x]! + within[x]!);
        let own = counted.reduce((sum, x) => sum + cost(x), 0);
        if (isPaired(code)) {
          // a pair's forward is out when its backward is
          for (const x of step(tasks[j + 1]!)) {
            const before = worth(x, done[x]! + r * per[x]! + within[x]!);
            const more = worth(x, done[x]! + r * per[x]! + within[x]! + 1) - before;
            seconds += more;
            own += more;
          }
        } else if (j > 0 && isPaired(tasks[j - 1]!)) {
          const x = chunkOf(tasks[j - 1]!);
          const n = done[x]! + r * per[x]! + within[x]!;
          own += worth(x, n) - worth(x, n - 1);
        }
        const mark = (s << 3) + c * 4 + (kind === TASK.forward ? 0 : 2) + which;
        at[mark] = seconds;
        takes[mark] = own;
      }
    }
    for (let x = 0; x < 6; x++) done[x]! += times * per[x]!;
  }
  let all = 0;
  for (let x = 0; x < 6; x++) all += worth(x, done[x]!);
  return all;
}
