import type { Vision } from './vision.ts';

/** What a network is, after its config was read: sizes only, no machine, no batch. */
export interface Architecture {
  readonly id: string;
  readonly name: string;
  readonly hidden: number;
  readonly vocab: number;
  /** Output head shares the input embedding's weights. */
  readonly tiedEmbeddings: boolean;
  /** Rows of a learned position table (GPT-2, GPT-3); 0 for rotary, ALiBi or none. */
  readonly learnedPositions: number;
  /** Longest context of the config; 0 when it does not say. */
  readonly maxPositions: number;
  /** The distinct kinds of layer. */
  readonly blocks: readonly Block[];
  /** For each layer from first to last, its index into `blocks`. */
  readonly order: readonly number[];
  /** Multi-token-prediction modules trained beside the main stack: each is one block of kind `block` plus a 2h -> h projection. */
  readonly mtp?: { readonly count: number; readonly block: number };
  readonly finalNormParameters: number;
  /** Extra parameters outside layers, embedding and head (BLOOM's embedding norm, for example). */
  readonly otherParameters?: number;
  /** What makes tokens of pictures; absent = the model reads text alone, or its config says too little of it. Not among `tensorsOf`. */
  readonly vision?: Vision;
  /** Layers train with dropout (GPT-2/3, BLOOM era): masks are kept for backward. */
  readonly dropout: boolean;
  /** How the config was understood: lines such as "head_dim missing: hidden / heads = 128". */
  readonly assumed: readonly string[];
}

export interface Block {
  readonly name: string;
  readonly mixer: Mixer | null;
  readonly mlp: Mlp | null;
  /** Norms applied to the residual stream in this layer (2 for Llama, 4 for Gemma 2/3). */
  readonly norms: number;
  /** Parameters of one norm (h for RMSNorm, 2h for LayerNorm). */
  readonly normParameters: number;
}

export type Mixer = Attention | LatentAttention | Mamba;

export interface Attention {
  readonly kind: 'attention';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Sliding window or chunk in tokens; null = full causal. */
  readonly window: number | null;
  readonly bias: { readonly qkv: boolean; readonly out: boolean };
  /** Parameters of query/key norms and sinks, per layer. */
  readonly extraParameters: number;
  /** The output is multiplied by a gate as wide as the queries, made by the same projection (Qwen3-Next). */
  readonly outputGate?: boolean;
  /** Queries and keys are normed over all heads together, not each: ranks that hold some of them have to add their squares up first. */
  readonly normsAllHeads?: boolean;
}

/** Multi-head latent attention (DeepSeek-V2/V3, Kimi K2). */
export interface LatentAttention {
  readonly kind: 'mla';
  readonly heads: number;
  readonly qLoraRank: number | null;
  readonly kvLoraRank: number;
  readonly qkNope: number;
  readonly qkRope: number;
  readonly vHead: number;
  /** Chooses the entries that are attended to; absent = all. */
  readonly indexer?: Indexer;
}

/** Lightning indexer of sparse attention (DeepSeek-V3.2, GLM-5): small heads score every entry, the best `topk` are attended to. */
export interface Indexer {
  readonly heads: number;
  readonly headDim: number;
  readonly topk: number;
  /** Scores for itself; else the layer reuses what an earlier one chose (GLM-5.2). */
  readonly own: boolean;
}

/**
 * A mixer with a fixed state per head: Mamba-2 (Nemotron-H) or, with `rule: 'gated-delta'`, Gated DeltaNet (Qwen3-Next, Qwen3.5).
 * DeltaNet in Mamba's words: heads and headDim are its values', stateDim is its key size, groups are its key heads (queries stand for C, keys for B).
 */
export interface Mamba {
  readonly kind: 'mamba';
  readonly rule?: 'gated-delta';
  readonly heads: number;
  readonly headDim: number;
  readonly stateDim: number;
  readonly groups: number;
  readonly convKernel: number;
  readonly chunk: number;
}

export type Mlp = DenseMlp | MoeMlp;

export interface DenseMlp {
  readonly kind: 'dense';
  readonly inner: number;
  /** Three matrices (gate, up, down) instead of two. */
  readonly gated: boolean;
  readonly bias: boolean;
}

export interface MoeMlp {
  readonly kind: 'moe';
  readonly experts: number;
  readonly topk: number;
  /** Inner width of one routed expert. */
  readonly inner: number;
  readonly gated: boolean;
  readonly bias: boolean;
  /** Summed inner width of the shared experts; 0 = none. */
  readonly sharedInner: number;
  /** Extra router parameters besides hidden x experts (correction bias, shared-expert gate). */
  readonly routerExtra: number;
  /** The router's matrix is kept and multiplied in 32 bit. */
  readonly wideRouter?: boolean;
  /** DeepSeek-V3: a token's experts lie on at most this many groups (nodes). */
  /** Width the routed experts work in when it is not the hidden size (Nemotron 3 Super): hidden is projected down and back up. */
  readonly latent?: number;
  readonly groupLimit?: { readonly groups: number; readonly perToken: number };
}
