import type { TrainingRow } from './row.ts';

/** How a source counts the FLOP behind its TFLOP/s: attention over the whole square or half of it, recomputation counted or not. */
export type FlopCounting = 'full' | 'causal' | 'megatron-hardware' | 'parameters-times-8';

/** What a source leaves unsaid because everyone in it knew. Applied where the row is silent, and listed in `assumed` then. */
export interface Convention {
  readonly name: string;
  /** Tested against "family | framework". The first that fits is used. */
  readonly match: RegExp;
  readonly preset: string;
  readonly vocab: number;
  readonly sequence?: number;
  readonly microBatch: number;
  /** False where a replica ran its whole share of the batch at once. */
  readonly accumulates?: false;
  readonly precision: 'bf16' | 'fp16' | 'fp8';
  readonly gradients: 'fp32' | 'bf16' | 'fp16';
  readonly recompute: 'none' | 'selective' | 'full' | 'half';
  readonly zero: 0 | 1 | 2 | 3;
  /** Sequence parallelism and scattered pipeline sends, when tensor parallel. */
  readonly tpComm: 'ar' | 'p2p-rs-ag' | 'rs-ag';
  readonly counting: FlopCounting;
  /** Network of one accelerator, B/s one way, by architecture of the chip; absent = what the catalogue's system states. */
  readonly network?: Readonly<Record<string, number>>;
  /** Accelerators that share weights before replicas begin (TPU slices, HSDP inside a server). */
  readonly shardGroup?: number;
  readonly family?: 'mpt' | 'bloom';
  /** What "GB" of memory means in the source's tables; GB unless it reads the framework's counters. */
  readonly memoryUnit?: 'GiB';
  readonly source: string;
}

const gbits = (perNode: number, accelerators = 8): number => (perNode * 1e9) / 8 / accelerators;
const STUDY = 'Ridgepoint training study 2026-11, section 2';

const megatron: Omit<Convention, 'name' | 'match'> = {
  preset: 'megatron-core',
  vocab: 51_200,
  microBatch: 1,
  precision: 'bf16',
  gradients: 'bf16',
  recompute: 'none',
  zero: 1,
  tpComm: 'rs-ag',
  counting: 'full',
  source: STUDY,
};
const old = {
  ...megatron,
  preset: 'megatron-lm',
  precision: 'fp16',
  gradients: 'fp16',
  recompute: 'full',
  zero: 0,
  tpComm: 'p2p-rs-ag',
  counting: 'megatron-hardware',
  sequence: 2048,
} as const;
const fsdp = { ...megatron, preset: 'fsdp', zero: 3, tpComm: 'ar', vocab: 32_000 } as const;
const xla = { ...fsdp, preset: 'xla-fsdp', recompute: 'half' } as const;

export const CONVENTIONS: readonly Convention[] = [
  {
    ...old,
    name: 'vTrain',
    match: /^vtrain/i,
    preset: 'megatron-deepspeed',
    vocab: 50_257, // VIA-Research/vTrain@f8dda84 src/config.py: what its configurations leave unsaid
    tpComm: 'ar',
    network: { ampere: gbits(800) },
  },
  {
    ...old,
    name: 'BLOOM sweep',
    match: /^bigscience-bloom/i,
    preset: 'megatron-deepspeed-zero',
    tpComm: 'ar',
    zero: 1,
    vocab: 250_880,
    counting: 'parameters-times-8',
    family: 'bloom',
    memoryUnit: 'GiB',
    network: { ampere: gbits(400) },
    source: `${STUDY}; Jean Zay, 4 x 100 Gb/s Omni-Path a node`,
  },
  { ...old, name: 'Megatron-LM 2021-22', match: /^(korthikanti|megatron-sc21)/i, network: { ampere: gbits(1600) } },
  {
    ...old,
    name: 'Megatron-LM 2020',
    accumulates: false,
    match: /^megatron-2020/i,
    sequence: 1024,
    tpComm: 'ar',
    vocab: 51_200,
  },
  {
    ...old,
    name: 'DeepSpeed on Azure',
    match: /^deepspeed-azure/i,
    preset: 'megatron-deepspeed',
    zero: 3,
    tpComm: 'ar',
    microBatch: 8,
    network: { ampere: gbits(1600) },
  },
  {
    ...fsdp,
    name: 'llm-foundry',
    match: /^llm-foundry/i,
    preset: 'fsdp-2023',
    vocab: 50_368,
    family: 'mpt',
    network: { ampere: gbits(1600), hopper: gbits(3200) },
  },
  {
    ...fsdp,
    name: 'FlashAttention training',
    match: /^flash-attention/i,
    preset: 'fsdp-2023',
    zero: 0,
    vocab: 50_304,
    microBatch: 8,
    sequence: 2048,
  },
  { ...fsdp, name: 'torchtitan', match: /torchtitan/i, gradients: 'fp32', network: { ampere: gbits(1600) } },
  { ...fsdp, name: 'InternEvo', preset: 'internevo', match: /internevo/i, zero: 1, network: { ampere: gbits(400) } },
  {
    ...fsdp,
    name: 'fms-fsdp',
    match: /^fms-fsdp/i,
    sequence: 4096,
    network: { ampere: gbits(400), hopper: gbits(800) },
  },
  {
    ...fsdp,
    name: 'torchtune',
    match: /torchtune/i,
    preset: 'torchtune',
    sequence: 2048,
    memoryUnit: 'GiB',
  },
  { ...xla, name: 'MaxText or PaxML on GPUs', match: /^dgxc.*(maxtext|paxml|jax)/i },
  {
    ...xla,
    name: 'MaxText on GPUs',
    match: /maxtext\/h\d/i,
    recompute: 'none',
    shardGroup: 8,
    sequence: 4096,
    network: { hopper: gbits(800) },
  }, // A3: GPUDirect-TCPX over 4 x 200 Gb/s
  { ...xla, name: 'MaxText on TPUs', match: /(maxtext|tpu-recipes|levanter|jax)/i, recompute: 'half', shardGroup: 256 },
  {
    ...megatron,
    name: 'dgxc benchmarks',
    match: /^dgxc/i,
    sequence: 4096,
    network: { hopper: gbits(3200), blackwell: gbits(3200) },
  },
  {
    ...megatron,
    name: 'Megatron-Bridge',
    match: /megatron-bridge/i,
    preset: 'megatron-bridge',
    counting: 'causal',
    network: { hopper: gbits(3200), blackwell: gbits(3200) },
  },
  {
    ...megatron,
    name: 'NeMo',
    match: /^(nemo|nemo-launcher|nemo-longseq|megatron-lm)\b/i,
    network: { hopper: gbits(3200), blackwell: gbits(3200) },
  },
  {
    ...megatron,
    name: 'MLPerf',
    precision: 'fp8',
    match: /^mlperf/i,
    sequence: 8192,
    network: { hopper: gbits(3200), blackwell: gbits(3200) },
  },
  {
    ...megatron,
    name: 'Ridgepoint lab',
    match: /^ridgepoint-lab/i,
    preset: 'ridgepoint-lab',
    gradients: 'fp32',
    zero: 0,
    tpComm: 'ar',
    source: 'ridgepoint lab compare --rows',
  },
  { ...fsdp, name: 'FSDP', match: /fsdp|deepspeed|torch/i },
  { ...megatron, name: 'Megatron', match: /./ },
];

/** The first convention that fits; the last fits everything. */
export const conventionOf = (row: TrainingRow): Convention =>
  CONVENTIONS.find((c) => c.match.test(`${row.family} | ${row.run.framework ?? ''}`))!;
