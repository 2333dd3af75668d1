/**
 * The rows of the validation corpora, as their files print them. Every field may be null: the source was silent.
 * A row keeps the source's own units; `to-training-case.ts` turns it into the engine's words.
 */
export interface RowModel {
  readonly name: string;
  readonly layers?: number | null;
  readonly hidden?: number | null;
  readonly heads?: number | null;
  readonly kv_heads?: number | null;
  readonly ffn?: number | null;
  readonly vocab?: number | null;
  readonly experts?: number | null;
  readonly topk?: number | null;
  readonly params?: number | null;
  readonly active_params?: number | null;
  readonly arch_extra?: Readonly<Record<string, unknown>> | null;
}

export interface RowHardware {
  readonly accelerator?: string | null;
  readonly memory_gb?: number | null;
  readonly gpus?: number | null;
  readonly gpus_per_node?: number | null;
  readonly intra_node_link?: string | null;
  readonly inter_node_link?: string | null;
  readonly system?: string | null;
  /** Pieces of a TPU pod that meet over the data-center network. */
  readonly slices?: number | null;
}

export interface RowRun {
  readonly stage?: string | null;
  readonly tp?: number | null;
  readonly pp?: number | null;
  readonly vp?: number | null;
  readonly dp?: number | null;
  readonly cp?: number | null;
  readonly ep?: number | null;
  readonly zero_or_fsdp?: string | null;
  readonly micro_batch?: number | null;
  readonly global_batch?: number | null;
  readonly seq_len?: number | null;
  readonly recompute?: string | null;
  readonly precision?: string | null;
  readonly framework?: string | null;
  readonly flash_attention?: boolean | null;
}

export interface RowMeasured {
  readonly tflops_per_gpu?: number | null;
  readonly mfu?: number | null;
  readonly tokens_per_s_per_gpu?: number | null;
  readonly step_time_s?: number | null;
  readonly time_to_train_s?: number | null;
  readonly memory_gb_per_gpu?: number | null;
}

export interface TrainingRow {
  readonly id: string;
  readonly family: string;
  readonly model: RowModel;
  readonly hardware: RowHardware;
  readonly run: RowRun;
  readonly measured: RowMeasured;
  readonly notes?: string | null;
  readonly release?: string | null;
  readonly source?: { readonly title?: string | null; readonly where?: string | null } | null;
  readonly published_extra?: Readonly<Record<string, unknown>> | null;
  readonly recipe?: Readonly<Record<string, unknown>> | null;
  /** Why the corpus itself leaves the row out. */
  readonly exclude?: unknown;
}

export interface KernelRow {
  readonly id: string;
  readonly kind: string;
  readonly op?: string | null;
  readonly source?: { readonly title?: string };
  readonly hardware: {
    readonly accelerator?: string | null;
    readonly gpus?: number | null;
    readonly nodes?: number | null;
    readonly interconnect?: string | null;
    readonly topology?: string | null;
  };
  readonly config: Readonly<Record<string, unknown>>;
  readonly measured: Readonly<Record<string, number | string | null>>;
  readonly exclude?: unknown;
}

export type RowKind = 'training' | 'kernel' | 'serving' | 'power' | 'vllm-run';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which corpus a row belongs to, told by its fields; undefined when it has the fields of none. */
export function kindOfRow(row: unknown): RowKind | undefined {
  if (!isObject(row)) return undefined;
  if (Array.isArray(row.requests) && isObject(row.meta)) return 'vllm-run';
  if (typeof row.avg_power_watts === 'number') return 'power';
  if (isObject(row.serving)) return 'serving';
  if (typeof row.kind === 'string' && isObject(row.config) && isObject(row.measured)) return 'kernel';
  if (isObject(row.model) && isObject(row.hardware) && isObject(row.run) && isObject(row.measured)) return 'training';
  return undefined;
}

/** A positive finite number, or undefined. Numbers printed as text ("3.0") count. */
export function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
}

/** The same, rounded to a whole number of at least one. */
export function count(value: unknown): number | undefined {
  const number = positive(value);
  return number === undefined ? undefined : Math.max(1, Math.round(number));
}
