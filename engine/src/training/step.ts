import { defineTerm } from '../because/index.ts';
import { fastest, fastestSeconds } from '../cost/index.ts';
import type { Groups } from './layer-communication.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { pipelineSeconds, SCHEDULE_CODE } from './schedule/index.ts';
import type { Streaming } from './sharding.ts';
import type { StagePass } from './stage-pass.ts';
import type { StageShape } from './stage-shape.ts';
import type { Strategy } from './strategy.ts';

/** Strategy fields that act once a step, after the pipeline. */
export type StepStrategy = Pick<Strategy, 'zero' | 'dpOverlap' | 'optimizer' | 'offload' | 'precision'>;

export const GRADIENT_BYTES = { fp32: 4, bf16: 2, fp16: 2 } as const;
export const STATE_BYTES = { fp32: 4, bf16: 2, int8: 1 } as const;
const WEIGHT_BYTES = 2;

/** Moments that an optimizer keeps per parameter. Muon keeps one (Jordan et al. 2024), plain SGD with momentum one. */
export const MOMENTS = { adam: 2, adamw: 2, muon: 1, sgd: 1 } as const;

/** Bytes of optimizer state per parameter: moments and the fp32 master copy. */
export function optimizerBytesPerParameter(optimizer: Strategy['optimizer'], fp32Weights: boolean): number {
  const moments = MOMENTS[optimizer.kind] * STATE_BYTES[optimizer.state];
  return moments + (optimizer.master && !fp32Weights ? 4 : 0);
}

/** Bytes that updating one parameter moves: gradient in, states and master in and out, weight out. Adam in mixed precision: 30. */
export function updateBytesPerParameter(
  strategy: Pick<Strategy, 'optimizer' | 'precision'>,
  fp32Weights: boolean,
): number {
  const states = optimizerBytesPerParameter(strategy.optimizer, fp32Weights) + (fp32Weights ? 4 : 0);
  // Without a master copy the 16-bit weight is read as well as written.
  const weights = fp32Weights ? 0 : strategy.optimizer.master ? WEIGHT_BYTES : 2 * WEIGHT_BYTES;
  return GRADIENT_BYTES[strategy.precision.gradients] + 2 * states + weights;
}

export const gradientSeconds = defineTerm(
  {
    term: 'data_parallel.seconds',
    formula: 'α + β·(bytes of the gradients on this rank) (+ the same for gathering updated weights)',
    unit: 's',
    symbols: {
      alpha: { unit: 's', meaning: 'latency of the reduction' },
      beta: { unit: 's/B', meaning: 'seconds per byte of the reduction' },
      reduced: { unit: 'B', meaning: 'gradient bytes on this rank' },
      gatherAlpha: { unit: 's', meaning: 'latency of the gathering' },
      gatherBeta: { unit: 's/B', meaning: 'seconds per byte of the gathering' },
      gathered: { unit: 'B', meaning: 'weight bytes gathered' },
    },
    source: 'ZeRO: Rajbhandari et al. 2020 (arXiv:1910.02054), section 7',
  },
  (alpha: number, beta: number, reduced: number, gatherAlpha: number, gatherBeta: number, gathered: number) =>
    alpha + beta * reduced + gatherAlpha + gatherBeta * gathered,
);

/**
 * Seconds of data-parallel communication of a step on a rank, nothing hidden. ZeRO-3 pays by layer instead (see `shardedLayer`).
 * Where shards are spread over fewer ranks than there are (HSDP), each rank then reduces its own shard between the groups;
 * experts are reduced over all their ranks at once.
 */
export function dataParallelSeconds(
  groups: Groups,
  dense: number,
  expert: number,
  strategy: StepStrategy,
  shard: number,
): number {
  const gradient = GRADIENT_BYTES[strategy.precision.gradients];
  const sharded = strategy.zero > 0;
  const between = sharded ? fastestSeconds(groups.replicas, (gradient * dense) / shard) : 0;
  if (strategy.zero === 3) return between;
  // ZeRO-2 scatters gradients layer by layer in every micro-batch (sharding.ts): only the weights are left to gather.
  const reduce =
    strategy.zero === 2 ? ZERO_LINE : fastest(sharded ? groups.dpScatter : groups.dpReduce, gradient * dense);
  const gather = sharded ? fastest(groups.dpGather, WEIGHT_BYTES * dense) : ZERO_LINE;
  const plain = gradientSeconds(
    reduce.alpha,
    reduce.beta,
    gradient * dense,
    gather.alpha,
    gather.beta,
    WEIGHT_BYTES * dense,
  );
  if (expert === 0) return plain + between;
  const e = fastest(groups.expertReduce, WEIGHT_BYTES * expert);
  const r = strategy.zero === 2 ? ZERO_LINE : fastest(groups.expertReduce, gradient * expert);
  return plain + between + gradientSeconds(r.alpha, r.beta, gradient * expert, e.alpha, e.beta, WEIGHT_BYTES * expert);
}

const ZERO_LINE = { alpha: 0, beta: 0 };

/** What of `seconds` shows: a framework hides at most its share, and no more than the backward pass it hides under. */
export function exposedDataParallel(seconds: number, preset: Preset, overlap: boolean, window: number): number {
  if (!overlap) return seconds;
  return seconds - Math.min((1 - preset.dpExposed) * seconds, window);
}

export const optimizerSeconds = defineTerm(
  {
    term: 'optimizer.seconds',
    formula: 'bytes per parameter · parameters updated on this rank / bandwidth',
    unit: 's',
    symbols: {
      bytes: {
        unit: 'B',
        meaning:
          'bytes moved per parameter; Adam, mixed precision: 30 (weight, two moments, gradient of 4 B read, the first three and 2 B written)',
      },
      parameters: { unit: '1', meaning: 'parameters updated on this rank' },
      bandwidth: { unit: 'B/s', meaning: 'achieved memory bandwidth, or the host link when offloaded' },
    },
    source: 'memory-bound update; Adam (arXiv:1412.6980) with mixed precision (arXiv:1710.03740)',
  },
  (bytes: number, parameters: number, bandwidth: number) => (bytes * parameters) / bandwidth,
);

/** Seconds of one step: pipeline, data parallel, optimizer, host. Hot loop of the search: plain numbers, no allocation. */
export function stepSeconds(
  problem: TrainingProblem,
  preset: Preset,
  pipeline: number,
  pass: StagePass,
  strategy: StepStrategy,
  microBatches: number,
  groups: Groups,
  shard: number,
  expertShard: number,
  streaming: Streaming,
): number {
  const i = pass.heaviest;
  const dp = dataParallelSeconds(groups, pass.dense[i]!, pass.expert[i]!, strategy, shard);
  const window = pass.slowInput + pass.slowWeight + streaming.backward;
  return (
    pipeline * (1 + preset.straggler * groups.slowest) +
    exposedDataParallel(dp, preset, strategy.dpOverlap, window) +
    updateSeconds(problem, preset, pass.dense[i]!, pass.expert[i]!, strategy, shard, expertShard) +
    orthogonaliseSeconds(problem, pass.orthogonalise[i]!, strategy.optimizer, shard) +
    streaming.seconds * microBatches +
    preset.stepSeconds +
    (strategy.zero > 0 ? preset.shardRankSeconds * shard : 0)
  );
}

/** Pipeline of micro-batches with its sends, `delay` seconds each. */
export function pipelineTime(shape: StageShape, pass: StagePass, microBatches: number, delay: number): number {
  const blocking = blockingSeconds(shape, delay);
  return pipelineSeconds(
    SCHEDULE_CODE[shape.schedule],
    shape.stages,
    shape.chunks,
    microBatches,
    pass.forward + blocking * shape.stages,
    pass.input + blocking * shape.stages,
    pass.weight,
    pass.slowForward + blocking,
    pass.slowInput + blocking,
    pass.slowWeight,
    pass.slowStage,
    delay,
  );
}

/** Interleaving sends at every chunk boundary; half of what is not hidden blocks the stage, seconds a micro-batch each way. */
export const blockingSeconds = (shape: Pick<StageShape, 'stages' | 'chunks'>, delay: number): number =>
  shape.stages > 1 && shape.chunks > 1 ? 0.5 * delay * shape.chunks : 0;

/** Optimizer step on a rank; with offload the states cross the host link and the host updates them. */
export function updateSeconds(
  problem: TrainingProblem,
  preset: Preset,
  dense: number,
  expert: number,
  strategy: StepStrategy,
  shard: number,
  expertShard: number,
): number {
  const { rates } = problem.machine;
  const updated = strategy.zero > 0 ? dense / shard + expert / expertShard : dense + expert;
  const bytes = updateBytesPerParameter(strategy, preset.fp32Weights && strategy.zero === 3);
  if (!strategy.offload.optimizer) return optimizerSeconds(bytes, updated, rates.memory);
  const link = strategy.offload.to === 'nvme' ? rates.nvme : rates.host;
  const crossing = GRADIENT_BYTES[strategy.precision.gradients] + WEIGHT_BYTES;
  const states =
    strategy.offload.to === 'nvme' ? 2 * optimizerBytesPerParameter(strategy.optimizer, preset.fp32Weights) : 0;
  // The host reads and writes the states at about a tenth of an accelerator's bandwidth: the link or that, whichever is longer.
  return Math.max(optimizerSeconds(crossing + states, updated, link), optimizerSeconds(bytes, updated, HOST_UPDATE));
}

export const muonSeconds = defineTerm(
  {
    term: 'optimizer.orthogonalise',
    formula: 'FLOP / (ranks · rate)',
    unit: 's',
    symbols: {
      flops: { unit: 'FLOP', meaning: 'five Newton-Schulz iterations of every matrix on this stage: 5·(4n²k + 2n³)' },
      ranks: { unit: '1', meaning: 'data parallel ranks that share the matrices' },
      rate: { unit: 'FLOP/s', meaning: 'sustained 16-bit rate' },
    },
    source: 'Jordan et al. 2024 (Muon), distributed over ranks as in Liu et al. 2025 (arXiv:2502.16982), section 2.3',
  },
  (flops: number, ranks: number, rate: number) => flops / (ranks * rate),
);

/** Seconds of Muon's orthogonalisation; nothing for other optimizers. */
export function orthogonaliseSeconds(
  problem: TrainingProblem,
  flops: number,
  optimizer: Strategy['optimizer'],
  ranks: number,
): number {
  return optimizer.kind === 'muon' ? muonSeconds(flops, ranks, problem.machine.rates.matmul.bf16 ?? 0) : 0;
}

/** B/s at which host processors update optimizer states, per accelerator. */
const HOST_UPDATE = 25e9; // 2 sockets x 12 channels DDR5-4800 (0.9 TB/s), 8 accelerators, about a quarter reached; ZeRO-Offload arXiv:2101.06840
