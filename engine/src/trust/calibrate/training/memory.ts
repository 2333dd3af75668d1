import type { FittedValue } from '../../../machine/index.ts';
import { predictCase } from '../../predict.ts';
import type { TrainingRow } from '../../rows/row.ts';
import { type RowCatalogue, toTrainingCase } from '../../rows/to-training-case.ts';
import { solveSymmetric } from './least-squares.ts';

const GIB = 2 ** 30;
const SWEEP = /^bigscience-bloom/;
/** Fewer rows than this say nothing of two unknowns. */
const ENOUGH = 10;

export const MEMORY_MEANINGS = {
  'deepspeed.runtime': 'GiB of context, NCCL channels, buckets and allocator, Megatron-DeepSpeed 2022',
  'deepspeed.fragmentation': 'activation bytes over their sum, fragmentation, Megatron-DeepSpeed 2022',
} as const;
export type MemoryId = keyof typeof MEMORY_MEANINGS;

/**
 * Constant and factor on activations of Megatron-DeepSpeed's memory, from the BLOOM sweep on equal relative errors:
 * measured - (weights, gradients, states, working set, logits) = factor · activations + constant. Bytes by the engine's own count,
 * which holds activations times `fragmentation`, the factor now in use. Throws RangeError with fewer than ten rows.
 */
export function fitMemory(
  rows: readonly TrainingRow[],
  catalogue: RowCatalogue,
  fragmentation: number,
): Map<MemoryId, FittedValue> {
  const normal = new Float64Array(4);
  const right = new Float64Array(2);
  const points: { a: number; rest: number; weight: number }[] = [];
  for (const row of rows) {
    if (!SWEEP.test(row.family)) continue;
    const one = toTrainingCase(row, catalogue);
    const measured = 'refused' in one ? undefined : one.quantities.find((q) => q.quantity === 'memory_gb_per_gpu');
    const result = 'refused' in one ? one : predictCase(one);
    if (!measured || 'refused' in result) continue;
    const parts = result.estimate.memory.perStage.reduce((most, p) =>
      p.weights + p.gradients + p.optimizer + p.activations >
      most.weights + most.gradients + most.optimizer + most.activations
        ? p
        : most,
    );
    const a = parts.activations / fragmentation / GIB;
    const fixed = (parts.weights + parts.gradients + parts.optimizer + parts.workspace + parts.logits) / GIB;
    points.push({ a, rest: measured.measured - fixed, weight: 1 / measured.measured ** 2 });
  }
  if (points.length < ENOUGH) throw new RangeError(`${points.length} rows of memory do not fit two values`);
  for (const { a, rest, weight } of points) {
    normal[0]! += weight * a * a;
    normal[1]! += weight * a;
    normal[2]! += weight * a;
    normal[3]! += weight;
    right[0]! += weight * a * rest;
    right[1]! += weight * rest;
  }
  const [factor, constant] = solveSymmetric(normal, right);
  const value = (id: MemoryId, fitted: number, prior: number, digits: number): [MemoryId, FittedValue] => [
    id,
    {
      value: Number(fitted.toPrecision(digits)),
      prior,
      deviation: 0.05,
      runs: points.length,
      families: 1,
      identified: true,
      meaning: MEMORY_MEANINGS[id],
    },
  ];
  return new Map([value('deepspeed.runtime', constant!, 14.3, 3), value('deepspeed.fragmentation', factor!, 1.19, 3)]);
}
