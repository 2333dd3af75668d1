import type { Parameter } from './parameter.ts';

const STUDY = 'Ridgepoint training study 2026-11';

const value = (
  id: string,
  prior: number,
  meaning: string,
  { spread = 0.5, low = prior / 8, high = prior * 8, source = STUDY }: Partial<Parameter> = {},
): Parameter => ({ id, room: 'training', prior, spread, low, high, meaning, source });

const LAUNCH = 'seconds of the host to launch one kernel';
const TRAFFIC = 'passes of element-wise work against one read and write an operator';

/** Values of framework presets: each belongs to a framework and its years. */
export const PRESET_PARAMETERS: readonly Parameter[] = [
  value('nemo.tp-exposed', 0.3, 'share of tensor-parallel traffic that compute does not hide, Transformer Engine', {
    high: 1,
  }),
  value('nemo.pp-exposed', 0.4, 'share of pipeline sends that is not hidden', { high: 2 }),
  value('nemo.dp-exposed', 0.6, 'share of gradient reduction and weight gathering that is not hidden', { high: 1 }),
  value('scale.straggler', 0.003, 'spread of a rank’s time over its mean: a step waits for the slowest of all ranks', {
    spread: 0.7,
  }),
  value('nemo.step', 20e-3, 'seconds a step that nothing else explains: data loading, logging, clipping, host', {
    spread: 0.7,
  }),
  value('nemo.launch', 11e-6, `${LAUNCH}, NeMo 24-25 on Hopper`),
  value('nemo.traffic', 0.78, `${TRAFFIC}, NeMo 24-25`, { spread: 0.3 }),
  value('bridge.traffic', 0.57, `${TRAFFIC}, Megatron-Bridge 25.09-26.04`, { spread: 0.3 }),
  value('cast.eight', 0.8, 'passes of casting to 8 bit against one pass over the inputs of products', { spread: 0.4 }),
  value('cast.four', 1.5, 'the same to 4 bit: transforms, two scales, rounding', { spread: 0.4 }),
  value('moe.exposed', 0.5, 'share of expert all-to-all that is not hidden', { high: 2 }),
  value('moe.exposed-alltoall', 0.8, 'the same over NCCL all-to-all', { high: 2 }),
  value('moe.exposed-overlap', 0.3, 'the same with the exchange under another micro-batch', { high: 1.5 }),
  value('moe.host', 0.7e-3, 'seconds a MoE layer waits on the host each way, HybridEP and CUDA graphs'),
  value('moe.host-eager', 1.0e-3, 'the same without CUDA graphs, or DeepEP'),
  value('moe.host-alltoall', 3.4e-3, 'the same, dropless experts over NCCL all-to-all'),
  value('moe.host-drop', 1.2e-3, 'the same, experts of fixed capacity'),
  value(
    'moe.permute',
    2,
    'passes of sorting tokens to experts and back, against one read and write, within the dispatch',
  ),
  value('moe.permute-alltoall', 3, 'the same sorted before and after the exchange'),
  value('moe.grouped', 0.9, 'share of a grouped product’s rate that the framework’s kernels keep', {
    high: 1.0989,
    spread: 0.3,
  }),
  value('moe.expert', 5e-6, 'seconds of a local expert’s product besides its work'),
  value('mamba.scan', 0.5, 'chunked scan of recurrent mixers: share of its roofline that kernels reach', { high: 1.5 }),
  value('deepspeed.launch', 34e-6, `${LAUNCH}, Megatron-LM and Megatron-DeepSpeed 2021-22`),
  value('megatron-2022.traffic', 0.78, `${TRAFFIC}, Megatron-LM and Megatron-DeepSpeed 2021-22`, { spread: 0.3 }),
  value('deepspeed.loss', 52, 'bytes a logit that the loss moves, pass by pass in fp32 (vocab_parallel_cross_entropy)'),
  value('deepspeed.accumulate', 5, 'bytes a parameter moves a micro-batch as gradients accumulate'),
  value('deepspeed-zero.accumulate', 16, 'the same with ZeRO-1'),
  value('omni-path.slow-down', 3, 'times that traffic between servers takes against the wire, Omni-Path of Jean Zay'),
  value('fsdp.interference', 0.44, 'share of the smaller of compute and gathering that is still paid'),
  value('fsdp.replica-exposed', 0.4, 'share of the reduction between HSDP groups that is not hidden', { high: 1.5 }),
  value('fsdp.step', 10e-3, 'seconds a step that nothing else explains, PyTorch FSDP', { spread: 0.7 }),
  value('fsdp.launch', 16e-6, `${LAUNCH}, PyTorch FSDP`),
  value('fsdp.traffic', 1.14, `${TRAFFIC}, eager PyTorch`, { spread: 0.3 }),
  value('fsdp-2023.attention-forward', 0.56, 'attention kernels of 2023 against today’s on Hopper, forward', {
    high: 1,
  }),
  value('fsdp-2023.attention-backward', 0.6, 'attention kernels of 2023 against today’s on Hopper, backward', {
    high: 1,
  }),
  value('internevo.dp-exposed', 1, 'share of gradient reduction that is not hidden, InternEvo', { high: 3 }),
  value(
    'internevo.shard-rank',
    2.7e-3,
    'seconds a step for each rank with optimizer shards: weights broadcast rank by rank',
  ),
  value('torchtune.launch', 8e-6, `${LAUNCH}, torchtune compiled by block`),
  value('torchtune.traffic', 0.78, `${TRAFFIC}, torchtune`, { spread: 0.3 }),
  value('xla.interference', 0.26, 'share of the smaller of compute and gathering that is still paid, XLA'),
  value('xla.traffic', 0.78, `${TRAFFIC}, XLA`, { spread: 0.3 }),
];
