import { findProfile, type Trace } from '../../../serving/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import { chipOfRow } from '../accelerator.ts';
import { count, positive } from '../row.ts';
import { shownValue } from '../shown-value.ts';
import type { Refused, RowCatalogue } from '../to-training-case.ts';
import { formatsOfRow } from './formats.ts';
import type { ServingQuantity } from './measured.ts';
import { servedArchitecture } from './models.ts';
import type { VllmRun } from './serving-row.ts';
import { problemOf } from './to-serving-case.ts';

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** Columns of one recorded request. */
const ARRIVAL = 0;
const INPUT = 1;
const OUTPUT = 2;
export const TTFT = 3;
export const E2E = 4;

export const vllmFamily = (run: VllmRun): string => `vllm-run/${String(run.accelerator)}`;

/** A recorded run of vLLM as a trace to replay, with the settings that its `meta` prints. Unreadable requests refuse the run. */
export function toVllmCase(run: VllmRun, catalogue: RowCatalogue): ServingCase | Refused {
  const chip = chipOfRow(catalogue, run.accelerator);
  if (!chip) return { refused: `no datasheet of "${shownValue(run.accelerator)}" is in the catalogue` };
  const meta = fields(run.meta);
  const kwargs = fields(meta.engine_kwargs);
  const resolved = fields(meta.resolved_config);
  const scheduler = fields(resolved.scheduler_config);
  const cache = { ...fields(resolved.cache_config), ...fields(meta.kv_cache) };
  const name = String(meta.model ?? kwargs.model ?? '');
  const network = servedArchitecture(catalogue, { name });
  if ('refused' in network) return network;
  const trace = traceOf(run.requests);
  if (trace === null)
    return { refused: 'a request is not [arrival, input, output, ttft, e2e] in numbers, or none is there' };
  const weights = String(kwargs.quantization ?? kwargs.dtype ?? 'bf16').replace(/^(auto|null)$/, 'bf16');
  const row = {
    id: run.id,
    family: vllmFamily(run),
    model: { name, weights, kv_cache: kvName(kwargs.kv_cache_dtype) },
    hardware: { accelerator: run.accelerator, gpus: run.gpus ?? 1 },
    serving: {},
    measured: {},
  };
  const formats = formatsOfRow(row, chip, network.architecture, () => 'bf16');
  if ('refused' in formats) return formats;
  const version = String(meta.vllm_version ?? '');
  const { profile, assumed } = findProfile('vLLM', version || undefined);
  const tp = count(kwargs.tensor_parallel_size) ?? 1;
  const pp = count(kwargs.pipeline_parallel_size) ?? 1;
  const dp = count(kwargs.data_parallel_size) ?? 1;
  const expert = kwargs.enable_expert_parallel === true;
  const deployment = { tp, pp, dp, ep: expert ? tp * dp : 1, weights: formats.weights, kv: formats.kv };
  const keeps = (cache.enable_prefix_caching ?? kwargs.enable_prefix_caching) === true;
  const blocks = count(cache.num_gpu_blocks);
  const seqs = count(kwargs.max_num_seqs) ?? count(scheduler.max_num_seqs);
  const tokens = count(kwargs.max_num_batched_tokens) ?? count(scheduler.max_num_batched_tokens);
  const fraction = positive(cache.gpu_memory_utilization) ?? positive(kwargs.gpu_memory_utilization);
  return {
    id: run.id,
    family: vllmFamily(run),
    accelerator: run.accelerator,
    problem: problemOf(catalogue, chip, network.architecture, deployment, profile.id),
    profile,
    ...(version && { version }),
    replicas: 1,
    load: { kind: 'replay', trace: keeps ? withOwnBlocks(trace) : trace },
    // Recorded prompts share no prefixes that the run tells of; a request that comes back after a preemption may find its own blocks.
    flags: {
      prefixCache: keeps ? 'lru' : 'off',
      ...(scheduler.scheduler_reserve_full_isl === true && { reservesPrompt: true }),
      ...(seqs && { maxBatch: seqs }),
      ...(tokens && { maxBatchedTokens: tokens }),
      ...(blocks && { blocks }),
      ...(fraction && { fraction }),
    },
    protocol: 'vllm-run',
    quantities: quantitiesOfRun(run, trace),
    assumed: [...network.assumed, ...assumed, ...(blocks ? [] : ['blocks=engine formula'])],
  };
}

const kvName = (value: unknown): string | null => (typeof value === 'string' && value !== 'auto' ? value : null);

/** The requests in order of arrival, or null where one is not numbers within reason. */
function traceOf(requests: readonly (readonly number[])[]): Trace | null {
  const rows = requests.filter((r) => Array.isArray(r));
  if (rows.length === 0 || rows.length !== requests.length) return null;
  const sound = rows.every(
    (r) =>
      r.slice(0, 5).length === 5 &&
      r.slice(0, 5).every((x) => typeof x === 'number' && Number.isFinite(x) && x >= 0) &&
      r[INPUT]! >= 1 &&
      r[OUTPUT]! >= 1 &&
      r[INPUT]! <= 1e7 &&
      r[OUTPUT]! <= 1e7,
  );
  if (!sound) return null;
  const order = rows.map((_, i) => i).sort((a, b) => rows[a]![ARRIVAL]! - rows[b]![ARRIVAL]! || a - b);
  return {
    count: rows.length,
    arrival: Float64Array.from(order, (i) => rows[i]![ARRIVAL]!),
    input: Int32Array.from(order, (i) => rows[i]![INPUT]!),
    output: Int32Array.from(order, (i) => rows[i]![OUTPUT]!),
  };
}

const BLOCK = 16; // tokens, vLLM's on NVIDIA

/** Blocks that no two requests share. */
function withOwnBlocks(trace: Trace): Trace {
  const prefixStart = new Int32Array(trace.count + 1);
  for (let i = 0; i < trace.count; i++) prefixStart[i + 1] = prefixStart[i]! + Math.floor(trace.input[i]! / BLOCK);
  const prefixIds = Int32Array.from({ length: prefixStart[trace.count]! }, (_, i) => i);
  return { ...trace, prefixIds, prefixStart, prefixTokens: BLOCK };
}

/** Means and percentiles of the recorded times. Order matters for nothing here. */
function quantitiesOfRun(run: VllmRun, trace: Trace): ServingQuantity[] {
  const ttft = run.requests.map((r) => r[TTFT]!);
  const e2e = run.requests.map((r) => r[E2E]!);
  const tpot = run.requests.filter((r) => r[OUTPUT]! > 1).map((r) => (r[E2E]! - r[TTFT]!) / (r[OUTPUT]! - 1));
  const all: ServingQuantity[] = [];
  const put = (quantity: string, measured: number | undefined) => {
    if (measured !== undefined && Number.isFinite(measured) && measured > 0) all.push({ quantity, measured, per: 1 });
  };
  for (const [what, times] of [
    ['ttft', ttft],
    ['tpot', tpot],
    ['e2e', e2e],
  ] as const) {
    put(`${what}_s_mean`, meanOf(times));
    put(`${what}_s_p50`, quantileOf(times, 0.5));
    put(`${what}_s_p90`, quantileOf(times, 0.9));
  }
  const last = Math.max(...run.requests.map((r) => r[ARRIVAL]! + r[E2E]!));
  put('makespan_s', positive(run.makespan_s) ?? last - trace.arrival[0]!);
  return all;
}

const meanOf = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

/** As numpy: linear between the two nearest. */
function quantileOf(xs: readonly number[], q: number): number {
  const sorted = [...xs].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}
