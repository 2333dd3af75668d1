import type { EngineProfile } from '../profile/index.ts';
import type { RankLayer } from './rank-layer.ts';
import type { StepSums } from './step.ts';

/**
 * Seconds of an iteration whose devices take `device`: where the host prepares the next iteration meanwhile, the longer of both; else
 * both. Named terms: profile/overheads.
 */
export function hostSeconds({ overlaps, overheads }: EngineProfile, step: Readonly<StepSums>, device: number): number {
  const { step: fixed, sequence, chunk, floor } = overheads;
  const running = step.decodes + step.chunks;
  if (!overlaps) return device + fixed + sequence * running + chunk * step.chunks;
  const busy = device + fixed;
  const host = floor + sequence * running + chunk * step.chunks;
  return busy > host ? busy : host;
}

const DENSE = 9; // kernels of a layer: two norms, four products, rotary and cache write, attention, activation
const ROUTED = 9; // more in a layer of experts: router, top-k, sorting, two grouped products, sum, shared expert
const PARALLEL = 2; // all-reduces

/** Kernels of one iteration, for hosts that launch them one by one. */
export const kernelsOf = (layers: readonly RankLayer[], tp: number): number =>
  layers.reduce(
    (sum, { layers: count, block }) =>
      sum + count * (DENSE + (block.mlp?.kind === 'moe' ? ROUTED : 0) + (tp > 1 ? PARALLEL : 0)),
    0,
  );
