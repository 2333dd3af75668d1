import type { StepParts } from './answer.ts';
import type { LayerCost } from './layer-cost.ts';
import { microBatchesOf, type Pricer, shardRanks } from './pricer.ts';
import { offloadSeconds, shardedLayer } from './sharding.ts';
import type { Ends } from './stage-pass.ts';
import type { StageKind } from './stage-shape.ts';
import { dataParallelSeconds, exposedDataParallel, orthogonaliseSeconds, pipelineTime, updateSeconds } from './step.ts';
import type { Strategy } from './strategy.ts';

/** Where the seconds of a step go on the pacing stage. The parts add up to the step that `price` gives (tested). */
export function stepParts(pricer: Pricer, strategy: Strategy): StepParts {
  const { problem } = pricer;
  const preset = pricer.preset(strategy);
  const shape = pricer.shape(strategy);
  const pass = pricer.pass(strategy);
  const groups = pricer.groups(strategy);
  const m = microBatchesOf(problem, strategy);
  const layers = pricer.layers(strategy);
  const kind = shape.kinds.find((k) => k.stage === pass.slowStage)!;
  const sums = sumPasses(pricer, strategy, kind, layers);
  const extra = shardedLayer(problem, preset, layers, groups, strategy);
  const ends = pricer.ends(strategy);
  const shown = m * weighted(kind, shape.copies, ends, (k) => extra.forward[k]! + extra.input[k]!);
  const hop = pricer.hop(strategy);
  const pipeline = pipelineTime(shape, pass, m, hop);
  const withoutSends = pipelineTime(shape, pass, m, 0);
  const i = pass.heaviest;
  const shard = shardRanks(strategy);
  const streaming = offloadSeconds(problem, pass, shape, strategy);
  const dp = dataParallelSeconds(groups, pass.dense[i]!, pass.expert[i]!, strategy, shard.dense);
  return {
    matmul: m * sums.matmul,
    attention: m * sums.attention,
    elementwise: m * sums.traffic,
    recompute: m * pass.slowRecompute,
    launch: m * sums.launch,
    exposedTp: m * sums.tp,
    exposedCp: m * sums.cp,
    exposedEp: m * sums.ep,
    exposedPp: pipeline - withoutSends,
    exposedDp:
      shown +
      exposedDataParallel(dp, preset, strategy.dpOverlap, pass.slowInput + pass.slowWeight + streaming.backward),
    bubble: withoutSends - m * (pass.slowForward + pass.slowInput + pass.slowWeight),
    optimizer:
      updateSeconds(problem, preset, pass.dense[i]!, pass.expert[i]!, strategy, shard.dense, shard.expert) +
      orthogonaliseSeconds(problem, pass.orthogonalise[i]!, strategy.optimizer, shard.dense),
    offload: m * streaming.seconds,
    other:
      preset.stepSeconds +
      preset.straggler * groups.slowest * pipeline +
      (strategy.zero > 0 ? preset.shardRankSeconds * shard.dense : 0),
  };
}

/** Layers of a kind on a stage: multi-token-prediction modules ride on the last one. */
const layersOn = (kind: StageKind, ends: Ends, k: number): number =>
  kind.counts[k]! + (kind.head && k === ends.mtpKind ? ends.mtpLayers : 0);

function weighted(kind: StageKind, copies: number, ends: Ends, of: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < kind.counts.length; k++) sum += layersOn(kind, ends, k) * of(k);
  return sum / copies;
}

/** One micro-batch through one stage by cause, seconds: layers, embedding and head. Mirrors the sums of stage-pass. */
function sumPasses(pricer: Pricer, strategy: Strategy, kind: StageKind, layers: readonly LayerCost[]) {
  const preset = pricer.preset(strategy);
  const { copies } = pricer.shape(strategy);
  const ends = pricer.ends(strategy);
  const perParameter = preset.accumulateBytes / pricer.problem.machine.rates.memory;
  const sums = { matmul: 0, attention: 0, traffic: 0, launch: 0, tp: 0, cp: 0, ep: 0 };
  for (let k = 0; k < kind.counts.length; k++) {
    const count = layersOn(kind, ends, k) / copies;
    if (count === 0) continue;
    const layer = layers[k]!;
    for (const name of ['matmul', 'attention', 'traffic', 'launch', 'tp', 'cp', 'ep'] as const) {
      sums[name] += count * (layer.forward[name] + layer.input[name]);
    }
    sums.matmul += count * layer.weight;
    sums.traffic += count * perParameter * (layer.parameters.dense + layer.parameters.expert);
  }
  const head = kind.head ? (1 + ends.mtpLayers) / copies : 0;
  const embedding = kind.embedding ? 1 / copies : 0;
  const { head: h, embedding: e } = ends;
  sums.matmul += head * (h.forward + h.input + h.weight);
  sums.traffic += embedding * (e.forward + e.input + e.weight);
  return sums;
}
