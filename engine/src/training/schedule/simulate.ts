import { programOf } from './program.ts';
import type { PipelineSpec } from './spec.ts';
import { TASK, type Timeline } from './timeline.ts';

/**
 * Runs one step of a pipeline, event by event: every stage works through its schedule's order, a task starts when the stage is free and its
 * data has arrived (`hop` after a neighbour made it; at once on the same stage). Deterministic; time and memory grow with the number of tasks.
 * Throws RangeError for a spec that its schedule cannot run (see checkSpec).
 */
export function simulate(spec: PipelineSpec): Timeline {
  const { stages, microBatches: m, hop } = spec;
  const program = programOf(spec);
  const { slotsPerStage, forward, input, weight, before, after } = program;
  const slots = stages * slotsPerStage;
  const most = slots * m * 3;
  const stage = new Int32Array(most);
  const kind = new Uint8Array(most);
  const microBatch = new Int32Array(most);
  const chunk = new Int32Array(most);
  const withNext = new Uint8Array(most);
  const first = new Int32Array(stages + 1);
  let n = 0;
  for (let s = 0; s < stages; s++) {
    program.order(s, (k, c, i, paired) => {
      stage[n] = s;
      withNext[n] = paired ? 1 : 0;
      kind[n] = k;
      chunk[n] = c;
      microBatch[n] = i;
      n++;
    });
    first[s + 1] = n;
  }
  const start = new Float64Array(n);
  const end = new Float64Array(n);
  const forwardDone = new Float64Array(slots * m).fill(-1);
  const inputDone = new Float64Array(slots * m).fill(-1);
  const cursor = first.slice(0, stages);
  const free = new Float64Array(stages);

  /** When the data of a task has arrived; -1: not known yet. */
  const arrival = (task: number, slot: number): number => {
    const i = microBatch[task]!;
    if (kind[task] === TASK.weight) return inputDone[slot * m + i]!;
    if (kind[task] === TASK.forward) return before[slot]! < 0 ? 0 : from(forwardDone, before[slot]!, slot, i);
    const own = forwardDone[slot * m + i]!;
    if (after[slot]! < 0 || own < 0) return own;
    const gradient = from(inputDone, after[slot]!, slot, i);
    return gradient < 0 ? -1 : Math.max(own, gradient);
  };
  const duration = (k: number, slot: number): number =>
    (k === TASK.forward ? forward[slot]! : 0) +
    (k & TASK.input ? input[slot]! : 0) +
    (k & TASK.weight ? weight[slot]! : 0);
  const from = (done: Float64Array, other: number, slot: number, i: number): number => {
    const time = done[other * m + i]!;
    const same = Math.floor(other / slotsPerStage) === Math.floor(slot / slotsPerStage);
    return time < 0 || same ? time : time + hop;
  };

  let left = n;
  while (left > 0) {
    const before = left;
    for (let s = 0; s < stages; s++) {
      for (let task = cursor[s]!; task < first[s + 1]!; task++) {
        const slot = s * slotsPerStage + chunk[task]!;
        let ready = arrival(task, slot);
        if (ready < 0) break;
        if (withNext[task] === 1) {
          const other = arrival(task + 1, s * slotsPerStage + chunk[task + 1]!);
          if (other < 0) break;
          ready = Math.max(ready, other);
        }
        const begin = Math.max(ready, free[s]!);
        const k = kind[task]!;
        const takes = duration(k, slot);
        start[task] = begin;
        end[task] = begin + takes;
        free[s] = begin + takes;
        if (k === TASK.forward) {
          const pair = withNext[task] === 1 ? duration(kind[task + 1]!, s * slotsPerStage + chunk[task + 1]!) : 0;
          forwardDone[slot * m + microBatch[task]!] = begin + takes + pair;
        } else if (k !== TASK.weight) inputDone[slot * m + microBatch[task]!] = begin + takes;
        cursor[s] = task + 1;
        left--;
      }
    }
    if (left === before) throw new Error(`${spec.schedule}: ${left} tasks wait for each other`); // an order with a cycle: a fault of ours
  }
  return {
    stages,
    ...measure(stages, first, kind, start, end, spec.schedule === 'dualpipe' ? spec.chunks : 1),
    tasks: {
      length: n,
      stage: stage.slice(0, n),
      kind: kind.slice(0, n),
      microBatch: microBatch.slice(0, n),
      chunk: chunk.slice(0, n),
      start,
      end,
    },
  };
}

type Measured = Pick<Timeline, 'seconds' | 'makespan' | 'idle' | 'peakInFlight' | 'peakAwaitingWeight'>;

/** `size`: chunks that one task stands for. */
function measure(
  stages: number,
  first: Int32Array,
  kind: Uint8Array,
  start: Float64Array,
  end: Float64Array,
  size: number,
): Measured {
  const idle = new Float64Array(stages);
  const peakInFlight = new Int32Array(stages);
  const peakAwaitingWeight = new Int32Array(stages);
  let seconds = 0;
  let makespan = 0;
  for (let s = 0; s < stages; s++) {
    let held = 0;
    let awaiting = 0;
    for (let task = first[s]!; task < first[s + 1]!; task++) {
      idle[s]! -= end[task]! - start[task]!;
      if (kind[task] === TASK.forward) held += size;
      else if (kind[task] === TASK.weight) awaiting -= size;
      else held -= size;
      if (kind[task] === TASK.input) awaiting += size;
      peakInFlight[s] = Math.max(peakInFlight[s]!, held);
      peakAwaitingWeight[s] = Math.max(peakAwaitingWeight[s]!, awaiting);
    }
    if (first[s + 1]! === first[s]!) continue;
    const ends = end[first[s + 1]! - 1]!;
    seconds = Math.max(seconds, ends - start[first[s]!]!);
    makespan = Math.max(makespan, ends);
  }
  for (let s = 0; s < stages; s++) idle[s]! += seconds;
  return { seconds, makespan, idle, peakInFlight, peakAwaitingWeight };
}
