import type { RowKind } from './row.ts';
import { shownValue } from './shown-value.ts';

/** A file of rows is somebody's file: what each field may hold before anything reckons with it. */
type Group = Readonly<Record<string, Limit>>;
/** 'text', or the largest number that is reckoned with. */
type Limit = 'text' | 'long text' | 'object' | number;

/** The largest counts that the engine itself allows (model/, training/). */
const MAX_LAYERS = 10_000;
const MAX_GPUS = 1e7;
const MAX_SIZE = 1e9;
const MAX_FIGURE = 1e18;

const TRAINING: Readonly<Record<string, Group>> = {
  model: {
    ...{ name: 'text', layers: MAX_LAYERS, hidden: MAX_SIZE, heads: MAX_SIZE, kv_heads: MAX_SIZE, ffn: MAX_SIZE },
    ...{ vocab: MAX_SIZE, experts: MAX_SIZE, topk: MAX_SIZE, params: MAX_FIGURE, active_params: MAX_FIGURE },
    arch_extra: 'object',
  },
  hardware: { accelerator: 'text', memory_gb: 1e6, gpus: MAX_GPUS },
  run: {
    ...{ stage: 'text', tp: MAX_GPUS, pp: MAX_GPUS, vp: MAX_GPUS, dp: MAX_GPUS, cp: MAX_GPUS, ep: MAX_GPUS },
    ...{ zero_or_fsdp: 'text', micro_batch: MAX_SIZE, global_batch: MAX_SIZE, seq_len: MAX_SIZE },
    ...{ recompute: 'text', precision: 'text', framework: 'text' },
  },
  measured: {
    ...{ tflops_per_gpu: MAX_FIGURE, mfu: MAX_FIGURE, tokens_per_s_per_gpu: MAX_FIGURE, step_time_s: MAX_FIGURE },
    ...{ time_to_train_s: MAX_FIGURE, memory_gb_per_gpu: MAX_FIGURE },
  },
  '': { id: 'text', family: 'text', notes: 'text', published_extra: 'object', recipe: 'object' },
};

const KERNEL: Readonly<Record<string, Group>> = {
  hardware: { accelerator: 'text', gpus: MAX_GPUS },
  config: {
    ...{ m: MAX_SIZE, n: MAX_SIZE, k: MAX_SIZE, groups: MAX_SIZE, m_per_group: MAX_SIZE, batch: MAX_SIZE },
    ...{ seq_len: MAX_SIZE, heads: MAX_SIZE, kv_heads: MAX_SIZE, head_dim: MAX_SIZE, window: MAX_FIGURE },
    ...{ tokens: MAX_SIZE, hidden: MAX_SIZE, topk: MAX_SIZE, top_groups: MAX_SIZE, dtype: 'text', kv_dtype: 'text' },
    ...{ bytes: MAX_FIGURE, message_bytes: MAX_FIGURE, message_elements: MAX_FIGURE, elements: MAX_FIGURE },
    kernel: 'text',
  },
  measured: { time_us: MAX_FIGURE, tflops: MAX_FIGURE },
  '': { id: 'text', op: 'text', source: 'object' },
};

/** The longest prompt or answer, and the largest batch, that a simulation is asked for. */
const MAX_TOKENS = 1e7;
const MAX_BATCH = 1e5;

const SERVING: Readonly<Record<string, Group>> = {
  model: {
    ...{ name: 'text', weights: 'text', moe_weights: 'text', kv_cache: 'text', layers: MAX_LAYERS, hidden: MAX_SIZE },
    ...{ heads: MAX_SIZE, kv_heads: MAX_SIZE, ffn: MAX_SIZE, vocab: MAX_SIZE, experts: MAX_SIZE, topk: MAX_SIZE },
    ...{ params_b: MAX_FIGURE, active_params_b: MAX_FIGURE, arch_extra: 'object' },
  },
  hardware: {
    ...{ accelerator: 'text', host: 'text', memory_gb: 1e6, gpus: MAX_GPUS, nodes: MAX_GPUS, neuron_cores: MAX_GPUS },
  },
  serving: {
    ...{ engine: 'text', version: 'text', tp: 1024, pp: 1024, dp: 1024, ep: MAX_GPUS, moe_tp: MAX_GPUS },
    ...{ batch: MAX_BATCH, concurrency: MAX_BATCH, input_len: MAX_TOKENS, output_len: MAX_TOKENS },
    ...{ num_requests: MAX_SIZE, scenario: 'text', speculative: 'text', offload: 'text', image: 'text' },
    ...{ kv_len_at_measurement: MAX_TOKENS, disagg: 'object' },
  },
  measured: {
    ...{ output_tokens_per_s: MAX_FIGURE, total_tokens_per_s: MAX_FIGURE, decode_tokens_per_s: MAX_FIGURE },
    ...{ prefill_tokens_per_s: MAX_FIGURE, requests_per_s: MAX_FIGURE, ttft_ms: MAX_FIGURE, tpot_ms: MAX_FIGURE },
  },
  '': { id: 'text', family: 'text', notes: 'long text', source: 'object', mlperf: 'object', quality: 'object' },
};

const WORKERS: Readonly<Record<string, Group>> = Object.fromEntries(
  ['prefill', 'decode'].map((side) => [
    side,
    { workers: MAX_BATCH, tp: 1024, pp: 1024, attention_dp: 1024, moe_ep: MAX_GPUS, batch: MAX_BATCH },
  ]),
);

const POWER: Readonly<Record<string, Group>> = {
  '': {
    ...{ gpu_model: 'text', model: 'text', task: 'text', precision: 'text', num_gpus: 1024, tp: 1024, ep: 1024 },
    ...{ dp: 1024, max_num_seqs: MAX_BATCH, avg_batch_size: MAX_BATCH, avg_output_len: MAX_TOKENS },
    ...{ avg_power_watts: MAX_FIGURE, energy_per_token_joules: MAX_FIGURE },
    ...{ output_throughput_tokens_per_sec: MAX_FIGURE, median_itl_ms: MAX_FIGURE },
  },
};

const RUN: Readonly<Record<string, Group>> = {
  '': { id: 'text', accelerator: 'text', gpus: 1024, meta: 'object', makespan_s: MAX_FIGURE },
};

const GROUPS: Readonly<Record<RowKind, Readonly<Record<string, Group>>>> = {
  training: TRAINING,
  kernel: KERNEL,
  serving: SERVING,
  power: POWER,
  'vllm-run': RUN,
};

const REQUIRED: Readonly<Record<RowKind, readonly string[]>> = {
  training: ['id', 'family', 'model.name'],
  kernel: ['id', 'hardware'],
  serving: ['id', 'family', 'model.name'],
  power: ['gpu_model', 'model', 'task', 'num_gpus'],
  'vllm-run': ['id', 'accelerator'],
};

/** What is wrong with the fields of a row, or undefined. Fields that nothing reads are not looked at; null means silent. */
export function faultOfRow(kind: RowKind, row: Readonly<Record<string, unknown>>): string | undefined {
  const fault = faultIn(GROUPS[kind], row, REQUIRED[kind]);
  if (fault || kind !== 'serving') return fault;
  const disagg = (row.serving as Readonly<Record<string, unknown>>).disagg;
  if (!isObject(disagg)) return undefined;
  const sides = Object.fromEntries(Object.entries(WORKERS).filter(([side]) => isObject(disagg[side])));
  return faultIn(sides, disagg, []);
}

function faultIn(
  groups: Readonly<Record<string, Group>>,
  row: Readonly<Record<string, unknown>>,
  required: readonly string[],
): string | undefined {
  for (const [group, fields] of Object.entries(groups)) {
    const inner = group === '' ? row : row[group];
    if (group !== '' && !isObject(inner)) return `${group} is not an object`;
    for (const [field, limit] of Object.entries(fields)) {
      const value = (inner as Readonly<Record<string, unknown>>)[field];
      const path = group === '' ? field : `${group}.${field}`;
      const fault = value === null || value === undefined ? missing(required, path) : faultOf(value, limit);
      if (fault) return `${path} ${fault}`;
    }
  }
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const missing = (required: readonly string[], path: string): string | undefined =>
  required.includes(path) ? 'is not stated' : undefined;

function faultOf(value: unknown, limit: Limit): string | undefined {
  if (limit === 'object') return isObject(value) ? undefined : 'is not an object';
  if (limit === 'text' || limit === 'long text') {
    if (typeof value !== 'string') return `is not text: ${shownValue(value)}`;
    const most = limit === 'text' ? 1000 : 100_000;
    return value.length > most ? `is longer than ${most.toLocaleString('en')} characters` : undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return `is not a number: ${shownValue(value)}`;
  return number > limit ? `is more than ${limit}: ${number}` : undefined;
}
