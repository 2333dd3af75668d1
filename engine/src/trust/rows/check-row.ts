import { shownValue } from './shown-value.ts';

/** A file of rows is somebody's file: what each field may hold before anything reckons with it. */
type Group = Readonly<Record<string, Limit>>;
/** 'text', or the largest number that is reckoned with. */
type Limit = 'text' | 'object' | number;

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

const REQUIRED: Readonly<Record<'training' | 'kernel', readonly string[]>> = {
  training: ['id', 'family', 'model.name'],
  kernel: ['id', 'hardware'],
};

/** What is wrong with the fields of a row, or undefined. Fields that nothing reads are not looked at; null means silent. */
export function faultOfRow(kind: 'training' | 'kernel', row: Readonly<Record<string, unknown>>): string | undefined {
  const groups = kind === 'training' ? TRAINING : KERNEL;
  for (const [group, fields] of Object.entries(groups)) {
    const inner = group === '' ? row : row[group];
    if (group !== '' && !isObject(inner)) return `${group} is not an object`;
    for (const [field, limit] of Object.entries(fields)) {
      const value = (inner as Readonly<Record<string, unknown>>)[field];
      const path = group === '' ? field : `${group}.${field}`;
      const fault = value === null || value === undefined ? missing(kind, path) : faultOf(value, limit);
      if (fault) return `${path} ${fault}`;
    }
  }
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const missing = (kind: 'training' | 'kernel', path: string): string | undefined =>
  REQUIRED[kind].includes(path) ? 'is not stated' : undefined;

function faultOf(value: unknown, limit: Limit): string | undefined {
  if (limit === 'object') return isObject(value) ? undefined : 'is not an object';
  if (limit === 'text') {
    if (typeof value !== 'string') return `is not text: ${shownValue(value)}`;
    return value.length > 1000 ? 'is longer than 1,000 characters' : undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return `is not a number: ${shownValue(value)}`;
  return number > limit ? `is more than ${limit}: ${number}` : undefined;
}
