/** In which order an engine fills its iterations. One file each under `schedulers/`. */
export const SCHEDULERS = [
  'vllm-v1',
  'vllm-v0',
  'sarathi',
  'sglang',
  'trtllm',
  'static',
  'vidur-vllm',
  'vidur-sarathi',
] as const;
export type SchedulerName = (typeof SCHEDULERS)[number];

/**
 * Steps that prompts are held back at most while answers run; let in earlier once so many requests wait, or once prompts and answers
 * together fill that share of a step's tokens.
 */
export interface HoldBack {
  readonly steps: number;
  readonly requests?: number;
  readonly share?: number;
}

/** What decides how one replica batches; engine defaults come from `profile/`. */
export interface ReplicaSettings {
  readonly scheduler: SchedulerName;
  /** Most requests that run at once (max_num_seqs, max_batch_size). */
  readonly maxBatch: number;
  /** Most tokens of one iteration (max_num_batched_tokens, chunked prefill size). */
  readonly maxBatchedTokens: number;
  /** Prompts may be cut where the token budget ends. */
  readonly chunkedPrefill: boolean;
  /** Tokens of one block of the cache, and blocks of the replica. */
  readonly blockTokens: number;
  readonly blocks: number;
  /** Share of blocks kept free when a new request is let in (vLLM v0: 0.01; v1: 0). */
  readonly watermark: number;
  /** Longest prompt + output; longer requests are refused with a reason. */
  readonly maxModelTokens: number;
  readonly prefixCache: 'off' | 'lru' | 'radix';
  readonly preemption: 'recompute' | 'swap';
  /** Seconds to move one block to host memory or back; for swap and offload. */
  readonly swapSecondsPerBlock: number;
  /** Blocks of host memory (and slower tiers) that evicted prefixes go to; 0 = none. */
  readonly offloadBlocks: number;
  /** Blocks on disk that host memory evicts to, and seconds to bring one back; absent = none. */
  readonly diskBlocks?: number;
  readonly diskSecondsPerBlock?: number;
  /** Draft tokens a step and the chance that the next one is accepted; 0 = no speculation. */
  readonly speculativeTokens: number;
  readonly acceptance: number;
  /** Adapters that one batch may mix; 0 = no limit. */
  readonly maxAdapters: number;
  /** Most requests that wait before new ones are refused; 0 = no limit. */
  readonly maxWaiting: number;
  /** vLLM's scheduler_reserve_full_isl: a prompt that runs in pieces is let in only when blocks for all of it are free; absent = no. */
  readonly reservesPrompt?: boolean;
  /** SGLang's scheduler_recv_interval: decode steps between two looks at the door; absent or 1 = every step looks. */
  readonly pollSteps?: number;
  /** TensorRT-LLM: prompts beside running answers are held back until enough of them have come. */
  readonly waitsFor?: HoldBack;
  /** Waiting requests are taken by priority, then by arrival. */
  readonly byPriority: boolean;
}

/** A replica that only batches: no prefixes kept, nothing moved, guessed, adapted, refused or preferred. What is left to say is its size. */
export const PLAIN_REPLICA = {
  prefixCache: 'off',
  preemption: 'recompute',
  swapSecondsPerBlock: 0,
  offloadBlocks: 0,
  speculativeTokens: 0,
  acceptance: 0,
  maxAdapters: 0,
  maxWaiting: 0,
  byPriority: false,
} as const satisfies Partial<ReplicaSettings>;

export const ROUTERS = ['round-robin', 'least-outstanding', 'prefix-aware', 'session', 'vidur-lor'] as const;
export type RouterName = (typeof ROUTERS)[number];
