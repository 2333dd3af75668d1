import type { Block } from './architecture.ts';

/**
 * A layer as operators on T tokens, before any parallelism. The cost and training rooms divide and time them.
 * `shard` says how Megatron-style tensor parallelism cuts the weight: column (output), row (input) or not at all.
 */
export type Operator = Matmul | ExpertMatmul | AttentionCore | Scan | Elementwise;

/** y[T,n] = x[T,k] · W[k,n]; 2·T·n·k FLOP forward. */
export interface Matmul {
  readonly op: 'matmul';
  readonly name: string;
  readonly n: number;
  readonly k: number;
  readonly shard: 'column' | 'row' | 'none';
  readonly part: 'mixer' | 'mlp' | 'shared-expert' | 'router';
}

/** The routed experts' product: each token visits `topk` of `experts`. */
export interface ExpertMatmul {
  readonly op: 'experts';
  readonly name: string;
  readonly experts: number;
  readonly topk: number;
  readonly n: number;
  readonly k: number;
  readonly shard: 'column' | 'row';
}

/** softmax(QKᵀ)V over a context of `sequence` tokens, causal. FLOP forward, full = 2·T·s·heads·(qkDim + vDim). */
export interface AttentionCore {
  readonly op: 'attention';
  readonly name: string;
  readonly heads: number;
  readonly kvHeads: number;
  readonly qkDim: number;
  readonly vDim: number;
  readonly window: number | null;
}

/** Mamba-2 chunked scan (SSD). `flopsPerToken` forward; `elementsPerToken` read and written. */
export interface Scan {
  readonly op: 'scan';
  readonly name: string;
  readonly heads: number;
  readonly flopsPerToken: number;
  readonly elementsPerToken: number;
}

/**
 * Norms, activations, residuals, rotary embedding, permutes: memory traffic only.
 * `elementsPerToken` = elements read + written per token, forward. Region `sequence` shrinks with sequence parallelism
 * (tokens are split over the tensor-parallel ranks), `tensor` shrinks with tensor parallelism.
 */
export interface Elementwise {
  readonly op: 'elementwise';
  readonly name: string;
  readonly elementsPerToken: number;
  readonly region: 'sequence' | 'tensor';
  /** Weight of the token count: top-k for work on dispatched expert tokens, else 1. */
  readonly tokensFactor: number;
}

export type OperatorsOf = (block: Block, hidden: number) => readonly Operator[];
