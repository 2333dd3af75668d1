import { paced } from '../cost/index.ts';
import type { Machine } from '../machine/index.ts';
import type { Block } from '../model/index.ts';
import { layerTraffic } from './layer-communication.ts';
import { type Kept, keptBytes, type LocalParameters, layerParameters, workingBytes } from './layer-memory.ts';
import { backwardLaunch, type LayerKnobs, layerWork, type Work } from './layer-work.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { stridesOf } from './rank-order.ts';
import type { Strategy } from './strategy.ts';

/** Strategy fields that change what one layer costs on one rank. */
export type LayerStrategy = LayerKnobs & Pick<Strategy, 'cpKind' | 'gatherAgain' | 'tpOverlap' | 'dp' | 'pp' | 'order'>;

/** Seconds of one pass over one layer, by cause. They add up to `seconds`. */
export interface Pass {
  readonly matmul: number;
  readonly attention: number;
  readonly traffic: number;
  readonly launch: number;
  readonly tp: number;
  readonly cp: number;
  readonly ep: number;
  readonly seconds: number;
}

export interface LayerCost extends LayerTime {
  readonly kept: Kept;
}

/** What of it does not hang on what is kept for backward. */
export interface LayerTime {
  readonly forward: Pass;
  /** Gradient of the inputs. */
  readonly input: Pass;
  /** Gradient of the weights, seconds (products only: everything else of backward is in `input`). */
  readonly weight: number;
  /** Seconds of what selective recompute runs again. */
  readonly recomputeSelective: number;
  readonly working: number;
  readonly parameters: LocalParameters;
}

/** Share of hidden communication that compute pays for: the copy engines and SMs that it takes. */
export const OVERLAP_TOLL = 0.15; // processor share of NCCL on A100, Calculon systems/a100_80g.json

/**
 * Exposed share of tensor-parallel traffic: all that the framework does not hide; a pipelined product shows one of tp tiles, a ring none.
 * Products send their tiles into a neighbour's memory (Transformer Engine's user buffers): over PCIe or a network nothing is hidden, and
 * recipes switch it off there (MLPerf Training v4.0, NVIDIA's config_L40S_96x4x1xtp4pp1cp2.sh: TP_COMM_OVERLAP=False).
 */
export function tpExposure(
  { tiers }: Pick<Machine, 'tiers'>,
  preset: Preset,
  { tpOverlap: overlap, tp, ...where }: Pick<Strategy, 'tpOverlap' | 'tp' | 'cp' | 'dp' | 'pp' | 'order'>,
): number {
  const inner = tiers[0]!;
  if (!inner.direct || tp * stridesOf({ tp, ...where }).tp > inner.size) return 1;
  if (overlap === 'none') return preset.tpExposed;
  const shown = overlap === 'pipe' ? 1 / tp : 0;
  return Math.min(preset.tpExposed, shown + OVERLAP_TOLL * (1 - shown));
}

/** Everything that one layer of this block costs on one rank for one micro-batch, but what it keeps. */
export function layerTime(problem: TrainingProblem, preset: Preset, block: Block, strategy: LayerStrategy): LayerTime {
  const work = layerWork(problem, preset, block, strategy);
  const traffic = layerTraffic(problem, preset, block, strategy);
  const tp = tpExposure(problem.machine, preset, strategy) * traffic.tp;
  const ep = preset.epExposed * traffic.ep + traffic.epHost;
  const forward = pass(
    preset,
    work.matmul,
    work.attention,
    work.traffic,
    work.launch,
    tp,
    exposedContext(preset, strategy, traffic.cp, work.attention),
    ep,
  );
  const cpBackward = exposedContext(preset, strategy, 2 * traffic.cp, work.attentionBackward);
  const launch = backwardLaunch(work.launch);
  const input = pass(
    preset,
    work.inputGradient,
    work.attentionBackward,
    work.trafficBackward,
    launch,
    tp,
    cpBackward,
    ep,
    work.weightGradient,
  );
  return {
    forward,
    input,
    weight: work.weightGradient,
    recomputeSelective: work.selective,
    working: workingBytes(problem, block, strategy),
    parameters: layerParameters(problem.architecture, block, strategy),
  };
}

/** The same with what it keeps: `fusedActivation` changes that alone. */
export const withKept = (
  time: LayerTime,
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  strategy: LayerStrategy,
): LayerCost => ({ ...time, kept: keptBytes(problem, preset, block, strategy) });

/** Ring traffic hides under attention; gathering and exchanging heads come before it. */
function exposedContext(preset: Preset, strategy: LayerStrategy, seconds: number, attention: number): number {
  if (seconds === 0) return 0;
  if (strategy.cpKind !== 'ring') return seconds;
  const hidden = Math.min(seconds, attention);
  return seconds - hidden + preset.cpExposed * hidden;
}

/** `beside` = seconds of kernels launched in the same stretch but counted elsewhere (weight gradients): they too cover the launches. */
function pass(
  preset: Pick<Preset, 'blockingLaunch'>,
  matmul: number,
  attention: number,
  traffic: number,
  launch: number,
  tp: number,
  cp: number,
  ep: number,
  beside = 0,
): Pass {
  const work = matmul + attention + traffic + tp;
  const stretched = preset.blockingLaunch ? work + launch : paced(work + beside, launch) - beside;
  return { matmul, attention, traffic, launch: stretched - work, tp, cp, ep, seconds: stretched + cp + ep };
}

/** A pass of work that has no communication of its own: head, embedding. */
export function plainPass(work: Work): { forward: number; input: number; weight: number } {
  return {
    forward: work.matmul + work.traffic + work.attention,
    input: work.inputGradient + work.trafficBackward + work.attentionBackward,
    weight: work.weightGradient,
  };
}
