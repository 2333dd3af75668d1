import type { Architecture } from './architecture.ts';
import { readArchitecture } from './read-architecture.ts';

/** Bare sizes, as benchmark tables print them. Everything left out is GPT-3's way: 4h, GELU, biases, LayerNorm, tied head, learned positions. */
export interface GptSizes {
  readonly id?: string;
  readonly name?: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads?: number;
  /** heads x headDim may differ from hidden. */
  readonly headDim?: number;
  readonly ffn?: number;
  readonly vocab: number;
  /** Llama's way: three matrices, no biases, RMSNorm, rotary positions, a head of its own, no dropout. */
  readonly gated?: boolean;
  readonly experts?: number;
  readonly topk?: number;
  /** Inner width of one expert when it is not `ffn`. */
  readonly expertFfn?: number;
  /** Summed inner width of shared experts. */
  readonly sharedFfn?: number;
  readonly sequence?: number;
  /** A table of `sequence` position rows. */
  readonly learnedPositions?: boolean;
  readonly bias?: boolean;
  readonly tied?: boolean;
  readonly dropout?: boolean;
}

/** An architecture from bare sizes. @throws ConfigError like a config with these sizes would. */
export function makeGpt(sizes: GptSizes): Architecture {
  const gated = sizes.gated ?? false;
  const learned = sizes.learnedPositions ?? (!gated && sizes.sequence !== undefined);
  const config: Record<string, unknown> = {
    model_type: 'megatron',
    num_layers: sizes.layers,
    hidden_size: sizes.hidden,
    num_attention_heads: sizes.heads,
    num_query_groups: sizes.kvHeads,
    kv_channels: sizes.headDim,
    ffn_hidden_size: sizes.ffn,
    padded_vocab_size: sizes.vocab,
    max_position_embeddings: sizes.sequence,
    swiglu: gated,
    add_bias_linear: sizes.bias ?? !gated,
    normalization: gated ? 'RMSNorm' : 'LayerNorm',
    position_embedding_type: learned ? 'learned_absolute' : 'rope',
    untie_embeddings_and_output_weights: !(sizes.tied ?? !gated),
    hidden_dropout: (sizes.dropout ?? !gated) ? 0.1 : 0,
    num_moe_experts: sizes.experts,
    moe_router_topk: sizes.topk,
    moe_ffn_hidden_size: sizes.expertFfn,
    shared_intermediate_size: sizes.sharedFfn,
  };
  const name = sizes.name ?? `GPT h${sizes.hidden} l${sizes.layers}`;
  return readArchitecture(config, sizes.id ?? name, name);
}
