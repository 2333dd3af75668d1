import { kindsPerChunk } from './layout.ts';
import { microBatchesOf, type Pricer } from './pricer.ts';
import { type PipelineSpec, placement } from './schedule/index.ts';
import { shardedLayer } from './sharding.ts';
import { recomputedShare } from './stage-pass.ts';
import { blockingSeconds } from './step.ts';
import type { Strategy } from './strategy.ts';

/** Seconds of one micro-batch on each model chunk, for the event simulation and the timeline: the same sums as stage-pass, by chunk. */
export function pipelineSpec(pricer: Pricer, strategy: Strategy): PipelineSpec {
  const { problem } = pricer;
  const shape = pricer.shape(strategy);
  const preset = pricer.preset(strategy);
  const layers = pricer.layers(strategy);
  const ends = pricer.ends(strategy);
  const extra = shardedLayer(problem, preset, layers, pricer.groups(strategy), strategy);
  const perParameter = preset.accumulateBytes / problem.machine.rates.memory;
  const cost = layers.map((layer, k) => ({
    forward: layer.forward.seconds + extra.forward[k]!,
    input: layer.input.seconds + (strategy.recompute === 'selective' ? layer.recomputeSelective : 0) + extra.input[k]!,
    again: strategy.recompute === 'full' ? layer.forward.seconds : 0,
    weight: layer.weight + perParameter * (layer.parameters.dense + layer.parameters.expert),
  }));
  const holdersOf = (c: number): readonly number[] => (shape.stages === 1 ? [0] : placement(shape, c));
  const onStage = new Array<number>(shape.stages).fill(0);
  shape.layout.forEach((size, c) => {
    for (const s of new Set(holdersOf(c))) onStage[s]! += size;
  });
  const { architecture } = problem;
  const perChunk = kindsPerChunk(architecture, shape.layout);
  const last = shape.layout.length - 1;
  const chunks = shape.layout.map((_, c) => {
    const head = c === last ? 1 + ends.mtpLayers : 0;
    const embedding = c === 0 ? 1 : 0;
    const layersOf = (part: 'forward' | 'input' | 'weight' | 'again') =>
      cost.reduce((total, one, k) => {
        const held = perChunk[c * cost.length + k]! + (c === last && k === ends.mtpKind ? ends.mtpLayers : 0);
        return total + held * one[part];
      }, 0);
    const sum = (part: 'forward' | 'input' | 'weight') =>
      layersOf(part) + head * ends.head[part] + embedding * ends.embedding[part];
    const share = recomputedShare(strategy, onStage[holdersOf(c)[0]!]!);
    return { forward: sum('forward'), input: sum('input') + share * layersOf('again'), weight: sum('weight') };
  });
  const hop = pricer.hop(strategy);
  const blocking = blockingSeconds(shape, hop) / shape.chunks;
  return {
    schedule: strategy.schedule,
    stages: shape.stages,
    chunks: shape.chunks,
    microBatches: microBatchesOf(problem, strategy),
    forward: chunks.map((c) => c.forward + blocking),
    backwardInput: chunks.map((c) => c.input + blocking),
    backwardWeight: chunks.map((c) => c.weight),
    hop,
  };
}
