import type { LayerCost } from './layer-cost.ts';
import type { StageKind, StageShape } from './stage-shape.ts';
import type { Strategy } from './strategy.ts';

/** Embedding, head and loss on their stage, seconds of one micro-batch; parameters on one rank. */
export interface Ends {
  readonly embedding: { readonly forward: number; readonly input: number; readonly weight: number };
  readonly head: { readonly forward: number; readonly input: number; readonly weight: number };
  readonly embeddingParameters: number;
  readonly headParameters: number;
  /** Copy of a tied embedding that the head needs when it sits on another stage. */
  readonly tiedParameters: number;
  readonly logitBytes: number;
  /** Multi-token-prediction modules ride on the last stage: layers of this kind added there. */
  readonly mtpLayers: number;
  readonly mtpKind: number;
}

/** Seconds of one micro-batch through a pipeline, summed and for the slowest stage, and bytes by kind of stage. */
export interface StagePass {
  readonly forward: number;
  readonly input: number;
  readonly weight: number;
  readonly slowForward: number;
  readonly slowInput: number;
  readonly slowWeight: number;
  readonly slowStage: number;
  /** Of `input`, seconds of recompute on the slowest stage. */
  readonly slowRecompute: number;
  /** By kind of stage. */
  readonly dense: readonly number[];
  readonly expert: readonly number[];
  /** Bytes kept for one micro-batch over all chunks of the stage. */
  readonly kept: readonly number[];
  /** Of `kept`, dispatched copies of tokens at the experts. */
  readonly keptExperts: readonly number[];
  /** Bytes that exist once, whatever is in flight: the layer being recomputed, logits. */
  readonly once: readonly number[];
  /** FLOP of orthogonalising the stage's matrices (Muon). */
  readonly orthogonalise: readonly number[];
  /** Index of the kind of stage with most parameters: it paces the reduction and the update. */
  readonly heaviest: number;
  readonly denseLayer: number;
  readonly expertLayer: number;
}

/** Adds the layers of every stage up. `sharded` = seconds a layer waits for its gathered weights (FSDP), forward and backward. */
export function stagePass(
  shape: StageShape,
  layers: readonly LayerCost[],
  ends: Ends,
  strategy: Pick<Strategy, 'recompute' | 'recomputeLayers'>,
  accumulateSecondsPerParameter: number,
  extra: { readonly forward: readonly number[]; readonly input: readonly number[] },
): StagePass {
  const n = shape.kinds.length;
  const dense = new Array<number>(n).fill(0);
  const expert = new Array<number>(n).fill(0);
  const kept = new Array<number>(n).fill(0);
  const keptExperts = new Array<number>(n).fill(0);
  const once = new Array<number>(n).fill(0);
  const orthogonalise = new Array<number>(n).fill(0);
  let heaviest = 0;
  let forward = 0;
  let input = 0;
  let weight = 0;
  let slowest = -1;
  let slow = { forward: 0, input: 0, weight: 0, recompute: 0 };
  let slowStage = 0;
  for (let i = 0; i < n; i++) {
    const kind = shape.kinds[i]!;
    const sum = sumStage(shape, kind, layers, ends, strategy, accumulateSecondsPerParameter, extra);
    forward += kind.times * sum.forward;
    input += kind.times * sum.input;
    weight += kind.times * sum.weight;
    dense[i] = sum.dense;
    expert[i] = sum.expert;
    kept[i] = sum.kept;
    keptExperts[i] = sum.keptExperts;
    once[i] = sum.once;
    orthogonalise[i] = sum.orthogonalise;
    if (dense[i]! + expert[i]! > dense[heaviest]! + expert[heaviest]!) heaviest = i;
    const total = sum.forward + sum.input + sum.weight;
    if (total > slowest) {
      slowest = total;
      slow = sum;
      slowStage = kind.stage;
    }
  }
  let denseLayer = 0;
  let expertLayer = 0;
  for (const layer of layers) {
    denseLayer = Math.max(denseLayer, layer.parameters.dense);
    expertLayer = Math.max(expertLayer, layer.parameters.expert);
  }
  return {
    forward,
    input,
    weight,
    slowForward: slow.forward,
    slowInput: slow.input,
    slowWeight: slow.weight,
    slowStage,
    slowRecompute: slow.recompute,
    dense,
    expert,
    kept,
    keptExperts,
    once,
    orthogonalise,
    heaviest,
    denseLayer,
    expertLayer,
  };
}

function sumStage(
  shape: StageShape,
  kind: StageKind,
  layers: readonly LayerCost[],
  ends: Ends,
  strategy: Pick<Strategy, 'recompute' | 'recomputeLayers'>,
  accumulate: number,
  extra: { readonly forward: readonly number[]; readonly input: readonly number[] },
) {
  // With two copies a stage holds two model parts but serves each with half of the micro-batches.
  const share = 1 / shape.copies;
  const recomputed = recomputedShare(strategy, kind.layers);
  let forward = 0;
  let input = 0;
  let weight = 0;
  let dense = 0;
  let expert = 0;
  let kept = 0;
  let keptExperts = 0;
  let orthogonalise = 0;
  let working = 0;
  let recompute = 0;
  for (let k = 0; k < kind.counts.length; k++) {
    const count = kind.counts[k]! + (kind.head && k === ends.mtpKind ? ends.mtpLayers : 0);
    if (count === 0) continue;
    const layer = layers[k]!;
    const again =
      strategy.recompute === 'full'
        ? recomputed * layer.forward.seconds
        : strategy.recompute === 'selective'
          ? layer.recomputeSelective
          : 0;
    forward += count * (layer.forward.seconds + extra.forward[k]!);
    recompute += count * again;
    input += count * (layer.input.seconds + again + extra.input[k]!);
    weight += count * (layer.weight + accumulate * (layer.parameters.dense + layer.parameters.expert));
    dense += count * layer.parameters.dense;
    expert += count * layer.parameters.expert;
    orthogonalise += count * layer.parameters.orthogonalise;
    kept += count * keptOf(layer, strategy.recompute, recomputed);
    keptExperts += count * expertsKept(layer, strategy.recompute, recomputed);
    working = Math.max(
      working,
      layer.working +
        (strategy.recompute === 'full'
          ? layer.kept.all
          : strategy.recompute === 'selective'
            ? layer.kept.all - layer.kept.selective
            : 0),
    );
  }
  if (kind.embedding) dense += ends.embeddingParameters;
  if (kind.head) dense += ends.headParameters + (kind.embedding ? 0 : ends.tiedParameters);
  // Embedding and head are one part each: a second copy (dualpipe) halves the share of micro-batches, not the work of one.
  const head = kind.head ? 1 + ends.mtpLayers : 0;
  const embedding = kind.embedding ? 1 : 0;
  forward += embedding * ends.embedding.forward + head * ends.head.forward;
  input += embedding * ends.embedding.input + head * ends.head.input;
  weight += embedding * ends.embedding.weight + head * ends.head.weight;
  return {
    forward: forward * share,
    input: input * share,
    weight: weight * share,
    recompute: recompute * share,
    dense,
    expert,
    orthogonalise,
    kept: kept * share,
    keptExperts: keptExperts * share,
    once: working + (kind.head ? ends.logitBytes : 0),
  };
}

/** Share of a stage's layers that full recompute covers. */
export function recomputedShare(strategy: Pick<Strategy, 'recompute' | 'recomputeLayers'>, layers: number): number {
  if (strategy.recompute !== 'full' || layers === 0) return strategy.recompute === 'full' ? 1 : 0;
  return strategy.recomputeLayers === null ? 1 : Math.min(1, strategy.recomputeLayers / layers);
}

/** Bytes one layer keeps under a recompute policy. */
export function keptOf(layer: LayerCost, recompute: Strategy['recompute'], share: number): number {
  if (recompute === 'none') return layer.kept.all;
  if (recompute === 'selective') return layer.kept.selective;
  return share * layer.kept.input + (1 - share) * layer.kept.all;
}

/** Of those, dispatched copies of tokens at the experts. */
export function expertsKept(layer: LayerCost, recompute: Strategy['recompute'], share: number): number {
  if (recompute === 'selective') return layer.kept.expertsSelective;
  return layer.kept.experts * (recompute === 'full' ? 1 - share : 1);
}
