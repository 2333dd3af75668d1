import { programOf } from './program.ts';
import type { PipelineSpec } from './spec.ts';

/** The numbers that pipelineSeconds wants of a spec: seconds of one micro-batch, all stages together and on the slowest stage. */
export interface PipelineSummary {
  readonly forward: number;
  readonly input: number;
  readonly weight: number;
  readonly slowForward: number;
  readonly slowInput: number;
  readonly slowWeight: number;
  readonly slowStage: number;
}

/** Sums a spec up. Of stages that are equally slow, the last counts. Throws what checkSpec throws. */
export function summarise(spec: PipelineSpec): PipelineSummary {
  const program = programOf(spec);
  const per = program.slotsPerStage;
  const share = spec.schedule === 'dualpipe' ? 0.5 : 1; // each of two streams brings half of the micro-batches
  const sums = { forward: 0, input: 0, weight: 0 };
  let slowest = { forward: 0, input: 0, weight: 0 };
  let slowStage = 0;
  for (let s = 0; s < spec.stages; s++) {
    const own = { forward: 0, input: 0, weight: 0 };
    for (let slot = s * per; slot < (s + 1) * per; slot++) {
      own.forward += share * program.forward[slot]!;
      own.input += share * program.input[slot]!;
      own.weight += share * program.weight[slot]!;
    }
    sums.forward += own.forward;
    sums.input += own.input;
    sums.weight += own.weight;
    // equal but for rounding counts as equal
    if (own.forward + own.input + own.weight >= (slowest.forward + slowest.input + slowest.weight) * (1 - 1e-12)) {
      slowest = own;
      slowStage = s;
    }
  }
  return {
    ...sums,
    slowForward: slowest.forward,
    slowInput: slowest.input,
    slowWeight: slowest.weight,
    slowStage,
  };
}
