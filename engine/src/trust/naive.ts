import { flopsPerToken, parametersOf } from '../model/index.ts';
import type { Measured } from './rows/measured.ts';
import type { TrainingCase } from './rows/to-training-case.ts';

/**
 * What a back-of-envelope planner would say, up to one constant that the score fits on each family:
 * step = FLOP (recomputation included) / (accelerators x peak); tokens/s its inverse; memory = 16 B x parameters / shards.
 */
export function naiveOf(one: TrainingCase, quantity: Measured['quantity']): number {
  const { problem, strategy } = one;
  const { architecture, machine } = problem;
  if (quantity === 'memory_gb_per_gpu') {
    const shards = strategy.tp * strategy.pp * (strategy.zero === 3 ? strategy.dp : 1);
    return (16 * parametersOf(architecture).total) / shards / 1e9;
  }
  const flops = flopsPerToken(architecture, problem.sequence, 'causal').total;
  const perStage = architecture.order.length / strategy.pp;
  const again =
    strategy.recompute === 'full'
      ? strategy.recomputeLayers === null
        ? 1
        : Math.min(1, strategy.recomputeLayers / perStage)
      : 0;
  const tokens = problem.globalBatch * problem.sequence;
  const peak = machine.rates.peak[problem.precision.compute] || 1;
  const seconds = (flops * (1 + again / 3) * tokens) / (machine.count * peak);
  return quantity === 'step_time_s' ? seconds : tokens / seconds / machine.count;
}
