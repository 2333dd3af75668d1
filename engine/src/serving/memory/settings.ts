import type { Because } from '../../because/index.ts';

/** What decides how much memory an engine leaves to the cache, besides model, accelerator and parallelism. */
export interface MemorySettings {
  /** Version of the engine as printed ("0.19.0"); absent = the newest that is known. */
  readonly version?: string;
  /** vLLM gpu_memory_utilization, SGLang mem_fraction_static, TensorRT-LLM free_gpu_memory_fraction; absent = the engine's default. */
  readonly fraction?: number;
  /** Most requests at once (max_num_seqs, max_batch_size; of SGLang the largest batch with a CUDA graph). */
  readonly maxBatch?: number;
  /** Most tokens of one iteration (max_num_batched_tokens, chunked prefill size, max_num_tokens, n_ubatch). */
  readonly maxBatchedTokens?: number;
  readonly blockTokens?: number;
  /** Blocks that the engine itself logged, of one data-parallel rank: taken as they are. */
  readonly blocks?: number;
  /** Bytes that the engine itself logged as free before the cache: taken as they are (TensorRT-LLM prints them). */
  readonly freeBytes?: number;
  /** Bytes of weights on one accelerator, as logged; absent = reckoned from the model and its format. */
  readonly weightBytes?: number;
  /** Length of a typical request at its end: windows and states make a token of a long one cheaper. Absent = the model's, at most 8,192. */
  readonly contextTokens?: number;
  /** Layers with a window hold the window only (vLLM's hybrid cache manager); false = as much as the others. */
  readonly hybrid?: boolean;
  /** Adapters that the engine holds beside the weights, bytes of one accelerator. */
  readonly adapterBytes?: number;
  /** Memory that other programs hold on the accelerator, bytes. */
  readonly reservedBytes?: number;
}

/** Bytes with a range that logged engines lie in. */
export interface Bytes {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const BUDGET_PARTS = ['weights', 'activation', 'graphs', 'non-torch', 'fraction', 'other'] as const;
export type BudgetPartName = (typeof BUDGET_PARTS)[number];

/** What the total is spent on before the cache gets the rest. */
export interface BudgetPart extends Bytes {
  readonly part: BudgetPartName;
  readonly because: Because;
}

/** An engine's cache on one replica. */
export interface KvCapacity {
  /** Of the replica: all its attention data-parallel ranks together. */
  readonly tokens: Bytes;
  /** Of one attention data-parallel rank; whole. */
  readonly blocks: Bytes;
  readonly blockTokens: number;
  /** Bytes of one token on the accelerator that holds the most of it, at the length of a typical request. */
  readonly bytesPerToken: number;
  /** On that accelerator: what the driver reports, what is spent, what is left; parts and left add up to the total. */
  readonly totalBytes: number;
  readonly parts: readonly BudgetPart[];
  readonly kvBytes: Bytes;
  /** False where weights and buffers alone are more than there is. */
  readonly fits: boolean;
  /** Bytes of the cache that one request of that many tokens holds, whole blocks, on that accelerator. */
  sequenceBytes(tokens: number): number;
  /** Root `kv_capacity`. */
  readonly because: Because;
}

export const GiB = 2 ** 30;
export const MiB = 2 ** 20;
export const exact = (value: number): Bytes => ({ value, low: value, high: value });
