import type { MemoryParts } from './answer.ts';
import type { Preset } from './presets.ts';
import { awaitingWeight, inFlight, SCHEDULE_CODE } from './schedule/index.ts';
import type { StagePass } from './stage-pass.ts';
import type { StageShape } from './stage-shape.ts';
import { GRADIENT_BYTES, optimizerBytesPerParameter, type StepStrategy } from './step.ts';

/** Layers whose gathered weights stand at once under ZeRO-3: the one at work and the one fetched ahead. */
const GATHERED_LAYERS = 2; // FSDP2 prefetch of one

/** Bytes of a weight at rest: 16 bit, or fp32 where the framework keeps the master copy as the weight. */
export function weightBytes(strategy: StepStrategy, preset: Preset): number {
  const { compute } = strategy.precision;
  if (compute === 'fp32' || compute === 'tf32') return 4;
  return strategy.zero === 3 && preset.fp32Weights && strategy.optimizer.master ? 4 : 2;
}

/** True when the weights themselves are the master copy. */
export const weightsAreMaster = (strategy: StepStrategy, preset: Preset): boolean =>
  weightBytes(strategy, preset) === 4;

/** Share of a layer's kept bytes that its weight gradients still need once the input gradients are done: the products' inputs. */
const WEIGHT_INPUT_SHARE = 0.6; // Llama, fused attention: (2h + q + f) of (4h + 2q + 2kv + 3f) and norms

/**
 * Micro-batches whose activations the stages of kind `i` hold at the peak; fractions count chunks of an interleaved schedule, and what
 * weight gradients that a zero-bubble schedule puts off still need.
 */
export const flyingOf = (shape: StageShape, microBatches: number, i: number): number =>
  flyingAt(shape, microBatches, shape.kinds[i]!.stage);

/** The same of one stage. */
export function flyingAt(shape: StageShape, microBatches: number, stage: number): number {
  const code = SCHEDULE_CODE[shape.schedule];
  const held = inFlight(code, shape.stages, shape.chunks, microBatches, stage);
  const owed = awaitingWeight(code, shape.stages, shape.chunks, microBatches, stage);
  return (held + WEIGHT_INPUT_SHARE * owed) / shape.chunks;
}

/** Bytes on one rank of the stages of kind `i`, as an array in the order of `PARTS`, written into `out`. Hot: no allocation. */
export function writeMemory(
  out: Float64Array,
  preset: Preset,
  shape: StageShape,
  pass: StagePass,
  strategy: StepStrategy,
  flying: number,
  i: number,
  shard: number,
  expertShard: number,
  logits: number,
): void {
  const dense = pass.dense[i]!;
  const expert = pass.expert[i]!;
  const { zero, offload } = strategy;
  const local = (on: boolean) => (on ? dense / shard + expert / expertShard : dense + expert);
  const gradient = GRADIENT_BYTES[strategy.precision.gradients];
  const perWeight = weightBytes(strategy, preset);
  const kept = flying * pass.kept[i]!;
  const layer = pass.denseLayer + pass.expertLayer;
  const head = shape.kinds[i]!.head ? logits : 0;
  // Streaming activations out keeps the two layers at work here.
  const here = offload.activations
    ? Math.min(1, (2 * pass.kept[i]!) / Math.max(1, shape.kinds[i]!.layers) / Math.max(1, kept))
    : 1;
  const experts = flying * pass.keptExperts[i]!;
  out[0] = offload.weights ? GATHERED_LAYERS * 2 * layer : perWeight * local(zero === 3);
  out[1] = (gradient + (zero === 0 ? preset.gradientCopyBytes : 0)) * local(zero >= 2);
  out[2] = offload.optimizer
    ? 0
    : optimizerBytesPerParameter(strategy.optimizer, weightsAreMaster(strategy, preset)) * local(zero >= 1);
  out[3] = preset.fragmentation * here * (kept - experts);
  out[4] = head;
  out[5] = preset.fragmentation * here * experts;
  // Only what is sharded is gathered: a rank that holds all of its experts alone has them at hand.
  const gathered = (shard > 1 ? pass.denseLayer : 0) + (expertShard > 1 ? pass.expertLayer : 0);
  out[6] = zero === 3 ? (GATHERED_LAYERS * 2 + gradient) * gathered : 0;
  out[7] = pass.once[i]! - head;
  out[8] = preset.runtimeBytes.value;
}

export const PARTS = [
  'weights',
  'gradients',
  'optimizer',
  'activations',
  'logits',
  'experts',
  'communication',
  'workspace',
  'runtime',
] as const satisfies readonly (keyof MemoryParts)[];

/** Sum of what `writeMemory` wrote. */
export function totalBytes(parts: Float64Array): number {
  let total = 0;
  for (let i = 0; i < PARTS.length; i++) total += parts[i]!;
  return total;
}

export function memoryParts(parts: Float64Array): MemoryParts {
  return Object.fromEntries(PARTS.map((name, i) => [name, parts[i]!])) as unknown as MemoryParts;
}
