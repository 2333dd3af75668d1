import { baseValue } from '../../facts/index.ts';
import { kvElementsPerToken, parametersOf, stateElements } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import type { EngineProfile } from '../profile/index.ts';
import { KV_BYTES } from './attention.ts';
import type { CompiledStep, StepParts } from './compile.ts';
import { datasheetRate } from './products.ts';
import type { StepSums } from './step.ts';

/**
 * llama.cpp and MLX, which run few requests and launch every kernel: t = bytes read / (share x bandwidth) + layers x a gap, and so much
 * for every further card, since layers run one card after the other. Shares after 351 published runs of llama.cpp (May 2024):
 * leave-one-chip-out median 5.5 %. Stacked memory reaches less of its bandwidth with these kernels, and its cards launch slower.
 */
const SHARE = { narrow: 0.82, wide: 0.89 };
const STACKED = { share: 0.65, gap: 1.27 };
const CARD = 0.23e-3; // s
const PRODUCT_SHARE = 0.5; // of the reachable rate, for prompts: products on weights that are widened first

/** Null for engines that serve many requests by tables of kernels. */
export function localStep(problem: ServingProblem, profile: EngineProfile): CompiledStep | null {
  if (profile.family !== 'llamacpp' && profile.family !== 'mlx') return null;
  const { architecture, deployment, machine } = problem;
  const { chip } = machine;
  const { weights, kv } = deployment;
  const parameters = parametersOf(architecture);
  const stacked = profile.family === 'llamacpp' && chip.memory.type.startsWith('HBM');
  const share = (weights.bits >= 16 ? SHARE.wide : SHARE.narrow) * (stacked ? STACKED.share : 1);
  const bandwidth = baseValue(chip.memory.bandwidth) * share;
  const gap = profile.overheads.layer * architecture.order.length * (stacked ? STACKED.gap : 1);
  const cards = Math.max(0, deployment.tp * deployment.pp * deployment.dp - 1) * CARD;
  const bytesEach = weights.bits / 8;
  const dense = (parameters.activeWithoutEmbedding - routed(parameters.active, parameters)) * bytesEach;
  const perToken = routed(parameters.active, parameters) * bytesEach;
  const every = parameters.experts * bytesEach;
  const cache = kvElementsPerToken(architecture, 0) * KV_BYTES[kv];
  const state = 2 * stateElements(architecture) * 4;
  const rate = PRODUCT_SHARE * datasheetRate(chip, chip.peak.fp16 ? 'fp16' : chip.peak.bf16 ? 'bf16' : 'fp32');
  const flopsEach = 2 * parameters.activeWithoutEmbedding;

  const explain = (step: Readonly<StepSums>): StepParts => {
    const tokens = step.decodes + step.chunkTokens;
    const woken = every > 0 ? every * (1 - (1 - perToken / every) ** tokens) : 0;
    const bytes = tokens > 0 ? dense / bandwidth : 0;
    const compute = (tokens * flopsEach) / rate;
    const expert = woken / bandwidth;
    // Weights are read once for all tokens until there are so many that multiplying them takes longer.
    const products = Math.max(bytes, compute - expert);
    const attention =
      (step.decodeContext * cache + (step.decodes + step.chunks) * state) / bandwidth +
      (step.chunkPairs * cache) / bandwidth / 64;
    return { ...NOTHING, products, experts: expert, attention, small: gap, pipeline: cards };
  };
  const seconds = (step: Readonly<StepSums>): number => {
    const { products, experts, attention, small, pipeline } = explain(step);
    return products + experts + attention + small + pipeline;
  };
  return {
    seconds,
    explain,
    profile,
    sources: [{ kernel: 'all', grade: 'family', from: [] }],
    grade: 'family',
    frontEnd: { request: profile.overheads.request, inputToken: profile.overheads.inputToken },
  };
}

const NOTHING: StepParts = {
  products: 0,
  attention: 0,
  experts: 0,
  'all-reduce': 0,
  exchange: 0,
  small: 0,
  head: 0,
  pipeline: 0,
  host: 0,
};

/** Parameters of the experts that one token visits. */
const routed = (active: number, counts: { readonly total: number; readonly experts: number }): number =>
  Math.max(0, active - (counts.total - counts.experts));
