import { fastestSeconds } from '../cost/index.ts';
import type { Groups } from './layer-communication.ts';
import type { LayerCost } from './layer-cost.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { recomputedShare, type StagePass } from './stage-pass.ts';
import type { StageShape } from './stage-shape.ts';
import { GRADIENT_BYTES } from './step.ts';
import type { Strategy } from './strategy.ts';

const GATHERED_BYTES = 2;

/**
 * FSDP, ZeRO-3: every layer's weights are gathered before each pass and its gradients scattered after backward, every micro-batch;
 * ZeRO-2 only scatters. The longer of compute and communication is paid, and a share of the shorter (`fsdpInterference`). Returns the seconds beyond compute.
 */
export function shardedLayer(
  problem: TrainingProblem,
  preset: Preset,
  layers: readonly LayerCost[],
  groups: Groups,
  strategy: Strategy,
): { readonly forward: readonly number[]; readonly input: readonly number[] } {
  const forward = layers.map(() => 0);
  const input = layers.map(() => 0);
  if (strategy.zero < 2) return { forward, input };
  const gathers = strategy.zero === 3;
  const gradient = GRADIENT_BYTES[problem.precision.gradients];
  const share = recomputedShare(strategy, problem.architecture.order.length / strategy.pp);
  const ranks = (strategy.shardGroup ?? strategy.dp * strategy.cp) * strategy.tp;
  const toll = preset.fsdpInterference * channelShare(problem.machine, ranks);
  layers.forEach((layer, k) => {
    const { dense, expert } = layer.parameters;
    const gather =
      fastestSeconds(groups.dpGather, GATHERED_BYTES * dense) +
      (expert > 0 ? fastestSeconds(groups.expertReduce, GATHERED_BYTES * expert) : 0);
    const scatter =
      fastestSeconds(groups.dpScatter, gradient * dense) +
      (expert > 0 ? fastestSeconds(groups.expertReduce, gradient * expert) : 0);
    if (gathers) forward[k] = beyond(layer.forward.seconds, gather, toll, strategy.dpOverlap);
    // Layers that are recomputed hide more of it than those that are not.
    const scores = strategy.recompute === 'selective' ? layer.recomputeSelective : 0;
    const backward = layer.input.seconds + layer.weight + scores;
    const moved = (gathers ? gather : 0) + scatter;
    input[k] =
      (1 - share) * beyond(backward, moved, toll, strategy.dpOverlap) +
      share * beyond(backward + layer.forward.seconds, moved, toll, strategy.dpOverlap);
  });
  return { forward, input };
}

function beyond(compute: number, communication: number, toll: number, overlap: boolean): number {
  if (!overlap) return communication;
  return Math.max(0, communication - compute) + toll * Math.min(compute, communication);
}

/** Collectives take multiprocessors for as many channels as they feed: all of them once the cards carry this share of the inner links (DGX A100). */
const FULL_CARDS = 25 / 300;

function channelShare({ tiers, count }: TrainingProblem['machine'], ranks: number): number {
  const inner = tiers.at(-2);
  if (!inner || Math.min(ranks, count) <= inner.size) return 1;
  return Math.min(1, tiers.at(-1)!.bytesPerSecond / (FULL_CARDS * inner.bytesPerSecond));
}

/** Seconds per micro-batch that streaming weights or activations to the host shows beyond the compute it hides under. */
export interface Streaming {
  readonly seconds: number;
  /** Of them, those of backward: reductions hide under them as they do under compute. */
  readonly backward: number;
}

const NOTHING: Streaming = { seconds: 0, backward: 0 };

/** What offloading adds to a micro-batch on the stage where it shows most. */
export function offloadSeconds(
  problem: TrainingProblem,
  pass: StagePass,
  shape: StageShape,
  strategy: Strategy,
): Streaming {
  const { weights, activations, to } = strategy.offload;
  if (!weights && !activations) return NOTHING;
  const link = to === 'nvme' ? problem.machine.rates.nvme : problem.machine.rates.host;
  let seconds = 0;
  let backward = 0;
  for (let i = 0; i < shape.kinds.length; i++) {
    // Weights come in for forward and for backward, gradients go out; activations go out and come back.
    const inBytes = weights ? GATHERED_BYTES * (pass.dense[i]! + pass.expert[i]!) : 0;
    const keptBytes = activations ? pass.kept[i]! : 0;
    const there = Math.max(0, (inBytes + keptBytes) / link - pass.slowForward);
    const back = Math.max(0, (2 * inBytes + keptBytes) / link - pass.slowInput - pass.slowWeight);
    seconds = Math.max(seconds, there + back);
    backward = Math.max(backward, back);
  }
  return { seconds, backward };
}
