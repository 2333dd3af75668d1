import type { Attention, Block, Mixer, Mlp } from './architecture.ts';
import { type ConfigReader, MAX_LAYERS, mustDivide } from './config-reader.ts';

/** The sizes nearly every decoder's config states, under whichever of the usual names. */
export interface Sizes {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly maxPositions: number;
}

const LAYERS = ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'];
const HIDDEN = ['hidden_size', 'n_embd', 'd_model', 'n_embed'];
const HEADS = ['num_attention_heads', 'n_head', 'n_heads'];
const KV_HEADS = ['num_key_value_heads', 'num_query_groups', 'num_kv_heads'];
const HEAD_DIM = ['head_dim', 'attention_head_dim', 'kv_channels'];
const VOCAB = ['vocab_size', 'padded_vocab_size'];
const POSITIONS = ['max_position_embeddings', 'n_positions', 'max_seq_len', 'seq_length', 'n_ctx', 'block_size'];

/** @throws ConfigError missing-key, bad-value, mismatch */
export function readSizes(config: ConfigReader): Sizes {
  const hidden = config.count(HIDDEN);
  const heads = config.count(HEADS);
  const kvHeads = config.count(KV_HEADS, { fallback: heads, quiet: true });
  mustDivide(heads, kvHeads, 'num_key_value_heads', 'divides the attention heads');
  return { hidden, heads, kvHeads, headDim: readHeadDim(config, hidden, heads), ...readOuter(config) };
}

/** Layers, vocabulary and context: what also attention-free stacks have. */
export function readOuter(config: ConfigReader): Pick<Sizes, 'layers' | 'vocab' | 'maxPositions'> {
  return {
    layers: config.count(LAYERS, { max: MAX_LAYERS }),
    vocab: config.count(VOCAB),
    maxPositions: config.count(POSITIONS, { min: 0, fallback: 0, quiet: true }),
  };
}

function readHeadDim(config: ConfigReader, hidden: number, heads: number): number {
  if (config.has(...HEAD_DIM)) return config.count(HEAD_DIM);
  mustDivide(hidden, heads, 'num_attention_heads', 'divides the hidden size when head_dim is missing');
  config.assumed.push(`head_dim missing: hidden / heads = ${hidden / heads}`);
  return hidden / heads;
}

/** An attention mixer of these sizes, without biases unless asked. */
export function attention(
  sizes: Pick<Sizes, 'heads' | 'kvHeads' | 'headDim'>,
  more: Partial<Omit<Attention, 'kind'>> = {},
): Attention {
  const { heads, kvHeads, headDim } = sizes;
  return {
    kind: 'attention',
    heads,
    kvHeads,
    headDim,
    window: null,
    bias: { qkv: false, out: false },
    extraParameters: 0,
    ...more,
  };
}

/** A layer named after its parts: `attention+dense`, `sliding+moe`, `mamba`. */
export function block(mixer: Mixer | null, mlp: Mlp | null, norms: number, normParameters: number): Block {
  return { name: [mixerName(mixer), mlp?.kind].filter(Boolean).join('+'), mixer, mlp, norms, normParameters };
}

function mixerName(mixer: Mixer | null): string | undefined {
  if (mixer === null) return undefined;
  return mixer.kind === 'attention' && mixer.window !== null ? 'sliding' : mixer.kind;
}

/** Folds a list of layers into its distinct kinds and the order they come in. */
export function stack(layers: readonly Block[]): { blocks: readonly Block[]; order: readonly number[] } {
  const blocks: Block[] = [];
  const seen = new Map<string, number>();
  const order = layers.map((layer) => {
    const key = JSON.stringify(layer);
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, blocks.length);
    return blocks.push(layer) - 1;
  });
  return { blocks, order };
}

/** A list of one entry a layer. */
export const eachLayer = <T>(layers: number, make: (layer: number) => T): T[] =>
  Array.from({ length: layers }, (_, i) => make(i));
