import type { ReplicaSettings } from '../simulate/settings.ts';
import type { LocalEngine } from './local.ts';
import type { Overheads } from './overheads.ts';

export type EngineFamily = 'vllm' | 'sglang' | 'trtllm' | 'llamacpp' | 'neuron' | 'gaudi' | 'ascend' | 'mlx';

/** Of what memory an engine takes its share for the cache, and how much. */
export interface CacheShare {
  readonly fraction: number;
  /** vLLM: of all memory, weights and activations inside; SGLang: of what is free before loading, less weights; TensorRT-LLM: of what is free after loading. */
  readonly of: 'total' | 'free-before-load' | 'free-after-load';
}

/** One engine in a range of versions: how it batches unless told otherwise, whose kernels it runs, what it adds to them. */
export interface EngineProfile {
  readonly id: string;
  readonly family: EngineFamily;
  readonly name: string;
  /** First version, and the first that is another profile's; absent = still current. */
  readonly from: readonly number[];
  readonly before?: readonly number[];
  readonly released: string;
  readonly settings: EngineSettings;
  readonly cache: CacheShare;
  /** Libraries of fits in cost/kernels, best first. */
  readonly libraries: readonly string[];
  /** The host prepares the next iteration while this one runs. */
  readonly overlaps: boolean;
  /** Whose products an engine for one request at a time runs; absent = llama.cpp's. */
  readonly kernels?: LocalEngine;
  /** Decode iterations replay CUDA graphs, up to that many tokens. */
  readonly graphTokens: number;
  /** Graphs hold decodes alone: an iteration with a prompt in it is launched kernel by kernel. */
  readonly eagerPrompts?: boolean;
  /** Answers and pieces of prompts are one call of attention where it is FlashAttention's. */
  readonly mixesCalls?: boolean;
  /** Every rank of attention data parallelism runs as many tokens as the one that has most, filled up with nothing. */
  readonly padsRanks?: boolean;
  /** Experts run Triton's kernels where a newer engine takes those written for the chip. */
  readonly portableExperts?: boolean;
  /** A word in the name of the kernel that runs experts, where a user chose one. */
  readonly expertKernel?: string;
  /** Products in 32 bit run on tensor cores, rounded to TF32. */
  readonly tensorFloats?: boolean;
  /** Decoding query heads read keys and values each for itself: all that share some, or those whose group no kernel was built for. */
  readonly headsReadAlone?: 'all' | 'odd-groups';
  /** All-reduces are NCCL's: the engine has no kernel of its own. */
  readonly ncclOnly?: boolean;
  /** In seconds and plain factors. */
  readonly overheads: Overheads;
  /** Where defaults and values come from. */
  readonly sources: readonly string[];
}

/** Defaults of a replica; blocks and longest request come from memory and model. */
export type EngineSettings = Pick<
  ReplicaSettings,
  | 'scheduler'
  | 'maxBatch'
  | 'maxBatchedTokens'
  | 'chunkedPrefill'
  | 'blockTokens'
  | 'watermark'
  | 'prefixCache'
  | 'preemption'
> & {
  /** Where an engine asks less of accelerators of less memory than that many bytes. */
  readonly small?: { readonly below: number; readonly maxBatch: number; readonly maxBatchedTokens: number };
};
