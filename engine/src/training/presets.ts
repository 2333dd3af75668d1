import { type Values, valuesOf } from '../machine/index.ts';
import { FITTED_PRESETS } from './fitted-presets.generated.ts';
import type { Schedule } from './strategy.ts';

/**
 * What a training framework does beside the mathematics: which communication it hides, what it launches, what it keeps.
 * Values by name come from the fit to published runs (`calibration/training.ts`); the others from Ridgepoint's training study of 2026-11
 * unless a line says otherwise. They belong to a framework and its years, never to a model or a run.
 */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Fused attention (FlashAttention, cuDNN); false = the score matrix is written to memory. */
  readonly flash: boolean;
  /** Share of tensor-parallel communication that compute does not hide. */
  readonly tpExposed: number;
  /** Share of pipeline sends that is not hidden, and whether the tensor is scattered over tensor-parallel ranks. */
  readonly ppExposed: number;
  readonly ppScatter: boolean;
  /** Gathers over tensor-parallel ranks that put a scattered tensor together again, a send; mean of both ways. */
  readonly ppGathers: number;
  /** Share of gradient reduction and parameter gathering that is exposed. */
  readonly dpExposed: number;
  /** FSDP: share of the smaller of compute and gather that is still paid (interference). */
  readonly fsdpInterference: number;
  /** Share of expert all-to-all that is exposed, and host synchronisation of a MoE layer each way. */
  readonly epExposed: number;
  readonly epHostSeconds: number;
  /** Bytes of an element as tokens are sent to their experts; results come back in 16 bit. */
  readonly dispatchBytes: 1 | 2;
  /** A token travels once to each node that holds one of its experts (DeepEP, HybridEP), or once an expert (NCCL all-to-all). */
  readonly dispatchOnceANode: boolean;
  /** Share of a grouped product's rate that this framework's kernels keep, and seconds that each local expert's product costs besides. */
  readonly groupedShare: number;
  readonly expertSeconds: number;
  /** Recurrent mixers' chunked scan: share of its roofline that the kernels reach. */
  readonly scanShare: number;
  /** Context-parallel ring traffic that is exposed when it is not longer than the attention it hides under. */
  readonly cpExposed: number;
  /** Host seconds to launch one kernel; 0 with CUDA graphs or a whole-step compiler. */
  readonly launchSeconds: number;
  /** The host waits for each kernel before it launches the next (CUDA_LAUNCH_BLOCKING=1): launches and kernels take turns. */
  readonly blockingLaunch: boolean;
  /** Passes of element-wise work against one read and write an operator. */
  readonly traffic: number;
  /** Passes of casting to 8 and to 4 bit, against one pass over each product's inputs. */
  readonly casts: { readonly eight: number; readonly four: number };
  /** The same for permuting tokens to experts and back: sorting, padding, probabilities and their backward come on top. */
  readonly permute: number;
  /** Bytes a parameter moves per micro-batch when gradients are accumulated. */
  readonly accumulateBytes: number;
  /** Seconds a step that nothing else explains: data loading, logging, clipping, host. */
  readonly stepSeconds: number;
  /** Standard deviation of a rank's time over its mean: every step waits for the slowest of n ranks, √(2 ln n) deviations behind. */
  readonly straggler: number;
  /** Seconds a step for each rank that optimizer shards lie on: updated weights sent out rank by rank. */
  readonly shardRankSeconds: number;
  /** Attention rates relative to the chip's (old kernels of a release). */
  readonly attentionShare: { readonly forward: number; readonly backward: number };
  /** Schedules and kinds of sharding that the framework can run: what a search walks. */
  readonly schedules: readonly Schedule[];
  readonly zero: readonly (0 | 1 | 2 | 3)[];
  /** Recompute when a row or scenario is silent. */
  readonly recompute: 'none' | 'selective' | 'full';
  /** Activation function's input and output are both kept (eager PyTorch), or only what a fused kernel needs. */
  readonly keepsActivationTwice: boolean;
  /** B: context, NCCL channels, buckets, allocator; with low and high. */
  readonly runtimeBytes: { readonly value: number; readonly low: number; readonly high: number };
  /** B of a second, fp32 copy of every gradient where optimizer states are not sharded. */
  readonly gradientCopyBytes: number;
  /** Factor on activation bytes for fragmentation. */
  readonly fragmentation: number;
  /** Bytes kept per logit on the last stage. */
  readonly logitBytes: number;
  /** Bytes that the loss moves per logit, forward and backward, with the cast to fp32. */
  readonly lossBytes: number;
  /** Weights are held in fp32 and sharded, gathered in 16 bit (FSDP mixed precision). */
  readonly fp32Weights: boolean;
  readonly source: string;
}

const SOURCE = 'calibration/training.ts; Ridgepoint training study 2026-11';
const GiB = 2 ** 30;
/** Norms, activations, residuals and the loss take 6 to 7 % of a step: their passes are of 32 bit, and in caches. Operators of 56 steps, docs/lab.md. */
const LAB_TRAFFIC = 1.5;

export { FITTED_PRESETS };

/** Ids of the values that presets are built from. */
export type PresetId = keyof typeof FITTED_PRESETS;

/** Every preset from a table of values `v`. */
export function presetsWith(v: Values<PresetId>): readonly Preset[] {
  const megatronCore: Preset = {
    id: 'megatron-core',
    name: 'Megatron-Core, NeMo 24-25 (Hopper)',
    flash: true,
    tpExposed: v['nemo.tp-exposed'],
    ppExposed: v['nemo.pp-exposed'],
    ppScatter: true,
    ppGathers: 0,
    dpExposed: v['nemo.dp-exposed'],
    fsdpInterference: v['fsdp.interference'],
    epExposed: v['moe.exposed'],
    epHostSeconds: v['moe.host'],
    dispatchBytes: 2,
    dispatchOnceANode: true,
    groupedShare: v['moe.grouped'],
    expertSeconds: v['moe.expert'],
    scanShare: v['mamba.scan'],
    cpExposed: 0.1,
    launchSeconds: v['nemo.launch'],
    blockingLaunch: false,
    traffic: v['nemo.traffic'],
    casts: { eight: v['cast.eight'], four: v['cast.four'] },
    permute: v['moe.permute'],
    accumulateBytes: 5,
    stepSeconds: v['nemo.step'],
    straggler: v['scale.straggler'],
    shardRankSeconds: 0,
    attentionShare: { forward: 1, backward: 1 },
    schedules: ['1f1b', 'interleaved'],
    zero: [0, 1],
    recompute: 'none',
    keepsActivationTwice: false,
    runtimeBytes: { value: 4.5 * GiB, low: 2.5 * GiB, high: 8 * GiB },
    gradientCopyBytes: 0,
    fragmentation: 1.05,
    logitBytes: 10,
    lossBytes: 20, // Ridgepoint training study 2026-11
    fp32Weights: false,
    source: SOURCE,
  };

  const megatronBridge: Preset = {
    ...megatronCore,
    id: 'megatron-bridge',
    name: 'Megatron-Bridge 25.09-26.04 (Hopper, Blackwell; CUDA graphs)',
    launchSeconds: 0,
    traffic: v['bridge.traffic'],
  };

  const megatronDeepSpeed: Preset = {
    ...megatronCore,
    schedules: ['1f1b'],
    flash: false,
    tpExposed: 1,
    ppExposed: 1,
    ppGathers: 1.5, // DeepSpeed 0.6 runtime/pipe/engine.py: activations forward; activations and gradients backward
    dpExposed: 1,
    cpExposed: 1,
    launchSeconds: v['deepspeed.launch'],
    traffic: v['megatron-2022.traffic'],
    accumulateBytes: v['deepspeed.accumulate'],
    recompute: 'full',
    keepsActivationTwice: false,
    runtimeBytes: { value: v['deepspeed.runtime'] * GiB, low: 10 * GiB, high: 20 * GiB },
    lossBytes: v['deepspeed.loss'],
    gradientCopyBytes: 4, // 20-22 B a parameter measured without ZeRO, Ridgepoint training study 2026-11, section 8
    fragmentation: v['deepspeed.fragmentation'],
  };

  /** Dropless dispatch through NCCL waits on the host for the counts of tokens, twice a layer; dropping tokens makes them known. */
  const NCCL_DISPATCH = {
    epHostSeconds: v['moe.host-alltoall'],
    epExposed: v['moe.exposed-alltoall'],
    permute: v['moe.permute-alltoall'],
    dispatchOnceANode: false,
  };
  const TOKEN_DROP = { ...NCCL_DISPATCH, epHostSeconds: v['moe.host-drop'] };

  return [
    megatronCore,
    megatronBridge,
    {
      ...megatronBridge,
      ...NCCL_DISPATCH,
      id: 'megatron-bridge-alltoall',
      name: 'Megatron-Bridge, dropless experts over NCCL all-to-all',
    },
    {
      ...megatronBridge,
      ...NCCL_DISPATCH,
      epExposed: v['moe.exposed-overlap'],
      id: 'megatron-bridge-alltoall-overlap',
      name: 'Megatron-Bridge, NCCL all-to-all under another micro-batch',
    },
    {
      ...megatronBridge,
      ...TOKEN_DROP,
      id: 'megatron-bridge-drop',
      name: 'Megatron-Bridge, experts of fixed capacity (token drop)',
    },
    {
      ...megatronBridge,
      epExposed: v['moe.exposed-overlap'],
      epHostSeconds: v['moe.host-eager'],
      id: 'megatron-bridge-overlap',
      name: 'Megatron-Bridge, expert exchange under another micro-batch',
    },
    {
      ...megatronBridge,
      epHostSeconds: v['moe.host-eager'],
      id: 'megatron-bridge-eager',
      name: 'Megatron-Bridge, experts over HybridEP or DeepEP without CUDA graphs',
    },
    {
      ...megatronCore,
      ...TOKEN_DROP,
      id: 'megatron-core-drop',
      name: 'Megatron-Core, NeMo 24-25, experts of fixed capacity (token drop)',
    },
    {
      ...megatronCore,
      id: 'megatron-lm',
      name: 'Megatron-LM 2021-2022',
      flash: false,
      tpExposed: 1,
      ppExposed: 1,
      dpExposed: 1,
      cpExposed: 1,
      launchSeconds: v['deepspeed.launch'],
      traffic: v['megatron-2022.traffic'],
      recompute: 'full',
      runtimeBytes: { value: 3 * GiB, low: 1 * GiB, high: 8 * GiB },
    },
    {
      ...megatronDeepSpeed,
      id: 'megatron-deepspeed',
      name: 'Megatron-DeepSpeed 2022, plain data parallelism',
      stepSeconds: 3e-3,
    },
    {
      ...megatronDeepSpeed,
      id: 'megatron-deepspeed-zero',
      name: 'Megatron-DeepSpeed 2022 with ZeRO-1 (BLOOM, Omni-Path)',
      // A send that blocks keeps both its stages from working.
      ppExposed: 2 * v['omni-path.slow-down'],
      dpExposed: v['omni-path.slow-down'],
      accumulateBytes: v['deepspeed-zero.accumulate'],
      blockingLaunch: true, // its chronicles: "CUDA_LAUNCH_BLOCKING=1 ... always hangs" without, from 320 accelerators on
    },
    {
      ...megatronCore,
      id: 'fsdp',
      schedules: ['1f1b', 'interleaved', 'zero-bubble', 'zb-v'],
      zero: [2, 3],
      name: 'PyTorch FSDP / FSDP2 (torchtitan, llm-foundry), eager or compiled by block',
      tpExposed: 0.6,
      dpExposed: v['fsdp.replica-exposed'], // the reduction between groups of HSDP runs under backward
      epExposed: 1,
      launchSeconds: v['fsdp.launch'],
      stepSeconds: v['fsdp.step'],
      traffic: v['fsdp.traffic'],
      accumulateBytes: 0,
      keepsActivationTwice: true,
      fp32Weights: true,
      runtimeBytes: { value: 4 * GiB, low: 2 * GiB, high: 7 * GiB },
    },
    {
      ...megatronCore,
      id: 'internevo',
      schedules: ['1f1b', 'interleaved'],
      zero: [1],
      name: 'InternEvo (ZeRO-1 within groups, gradients reduced after backward)',
      tpExposed: 0.6,
      dpExposed: v['internevo.dp-exposed'],
      shardRankSeconds: v['internevo.shard-rank'],
      launchSeconds: v['fsdp.launch'],
      stepSeconds: v['fsdp.step'],
      traffic: v['fsdp.traffic'],
      accumulateBytes: 0,
      keepsActivationTwice: true,
      fp32Weights: true,
      runtimeBytes: { value: 4 * GiB, low: 2 * GiB, high: 7 * GiB },
    },
    {
      ...megatronCore,
      id: 'fsdp-2023',
      schedules: ['1f1b'],
      zero: [3],
      name: 'PyTorch FSDP of 2023 (llm-foundry, Triton or CUDA flash attention 1-2)',
      tpExposed: 1,
      dpExposed: 1,
      epExposed: 1,
      launchSeconds: v['fsdp.launch'],
      stepSeconds: v['fsdp.step'],
      traffic: v['fsdp.traffic'],
      accumulateBytes: 0,
      attentionShare: { forward: v['fsdp-2023.attention-forward'], backward: v['fsdp-2023.attention-backward'] },
      keepsActivationTwice: true,
      fp32Weights: true,
      runtimeBytes: { value: 4 * GiB, low: 2 * GiB, high: 7 * GiB },
    },
    {
      ...megatronCore,
      id: 'torchtune',
      schedules: ['1f1b'],
      zero: [0, 3],
      name: 'torchtune (PyTorch compiled by block, bf16 weights and optimizer states)',
      tpExposed: 1,
      dpExposed: 1,
      launchSeconds: v['torchtune.launch'],
      traffic: v['torchtune.traffic'],
      accumulateBytes: 0,
      keepsActivationTwice: true,
      // What the framework's counter sees: allocated tensors, not the context.
      runtimeBytes: { value: 0.3 * GiB, low: 0, high: 3 * GiB },
    },
    {
      ...megatronCore,
      id: 'xla-fsdp',
      schedules: ['1f1b'],
      zero: [3],
      name: 'MaxText (XLA FSDP), GPU or TPU',
      dpExposed: 1,
      launchSeconds: 0,
      traffic: v['xla.traffic'],
      fsdpInterference: v['xla.interference'],
      fp32Weights: true,
      accumulateBytes: 0,
      runtimeBytes: { value: 1.5 * GiB, low: 0.5 * GiB, high: 3 * GiB },
    },
    {
      ...megatronCore,
      id: 'dualpipe',
      schedules: ['dualpipe'],
      zero: [1],
      name: 'DeepSeek-V3 stack (DualPipe, DeepEP, block fp8)',
      tpExposed: 1,
      epExposed: 0.15, // arXiv:2412.19437 section 3.2.1: all-to-all hidden under the paired micro-batch
      epHostSeconds: 0,
      dispatchBytes: 1, // section 3.3: dispatched in fp8
      dpExposed: 0.1,
      launchSeconds: 0,
    },
    {
      ...megatronCore,
      id: 'ridgepoint-lab',
      name: 'ridgepoint lab (WebAssembly or BLAS on a processor)',
      schedules: ['1f1b'],
      zero: [0],
      // A call of a kernel takes 0.65 us (lab probe, 2026-11-29), and nobody else makes a step wait.
      launchSeconds: 0,
      stepSeconds: 0,
      straggler: 0,
      traffic: LAB_TRAFFIC,
      accumulateBytes: 0,
      keepsActivationTwice: true,
      runtimeBytes: { value: 0.1 * GiB, low: 0.05 * GiB, high: 0.3 * GiB }, // Node and its buffers
      fragmentation: 1,
      logitBytes: 4,
    },
  ];
}

export const PRESETS: readonly Preset[] = presetsWith(valuesOf(FITTED_PRESETS));

/** The preset of an id, or undefined. */
const BY_ID: ReadonlyMap<string, Preset> = new Map(PRESETS.map((preset) => [preset.id, preset]));
export const presetById = (id: string): Preset | undefined => BY_ID.get(id);
