import { SCHEDULE_CODE } from './in-flight.ts';
import { gpipeSeconds } from './terms/gpipe.ts';
import { interleavedSeconds } from './terms/interleaved.ts';
import { oneForwardOneBackwardSeconds, zeroBubbleSeconds } from './terms/one-chunk.ts';
import { dualpipeSeconds, zbVSeconds } from './terms/two-slots.ts';

/**
 * Seconds of one step of a pipeline, on plain numbers, for search loops: no allocation, no work that grows with stages or micro-batches.
 * `schedule` is SCHEDULE_CODE's number. All times are seconds of one micro-batch: `forward`, `input`, `weight` are summed over all
 * chunks of the model; the `slow...` ones are those of the slowest stage (all its chunks together; DualPipe: the mean of its two
 * streams); `slowStage` is its index. `hop` is the delay of a tensor between neighbours. Chunks of a stage, and all stages but the
 * slowest, are taken as alike; pipelineSpecSeconds takes them as they are.
 */
export function pipelineSeconds(
  schedule: number,
  stages: number,
  chunks: number,
  microBatches: number,
  forward: number,
  input: number,
  weight: number,
  slowForward: number,
  slowInput: number,
  slowWeight: number,
  slowStage: number,
  hop: number,
): number {
  const p = stages;
  const m = microBatches;
  const busy = m * (slowForward + slowInput + slowWeight);
  if (p === 1) return busy;
  const f = slowForward;
  const b = slowInput;
  const w = slowWeight;
  switch (schedule) {
    case SCHEDULE_CODE.gpipe:
      return gpipeSeconds(p, chunks, m, forward, input + weight, f, b + w, hop);
    case SCHEDULE_CODE['zero-bubble']:
      return Math.max(busy, zeroBubbleSeconds(p, m, forward, input, weight, f, b, w, slowStage, hop));
    case SCHEDULE_CODE['zb-v']:
      return Math.max(busy, zbVSeconds(p, m, forward, input, weight, f, b, w, slowStage, hop));
    case SCHEDULE_CODE.dualpipe:
      return Math.max(busy, dualpipeSeconds(p, m, forward, input, weight, f, b, w, hop));
    default:
      return Math.max(
        busy,
        chunks === 1
          ? oneForwardOneBackwardSeconds(p, m, forward, input + weight, f, b + w, slowStage, hop)
          : interleavedSeconds(p, chunks, m, forward, input + weight, f, b + w, slowStage, hop),
      );
  }
}
