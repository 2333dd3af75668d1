import { nameKey } from '../../facts/index.ts';

/**
 * Sizes of models that tables only name and that no published Hugging Face config describes: benchmark models of NeMo, GPT-3's
 * smaller sisters, MaxText's test models. Keys are those of a config.json, read by model/.
 */
export interface NamedSizes {
  readonly names: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly source: string;
}

const NEMO = 'NVIDIA/NeMo-Framework-Launcher launcher_scripts/conf/training';
const gpt = (layers: number, hidden: number, heads: number, more: Record<string, unknown> = {}) => ({
  model_type: 'megatron',
  num_layers: layers,
  hidden_size: hidden,
  num_attention_heads: heads,
  ffn_hidden_size: 4 * hidden,
  padded_vocab_size: 50_304,
  max_position_embeddings: 2048,
  ...more,
});
/** Nemotron-3 and 4: squared ReLU in two matrices, no biases, rotary positions, a head of its own, 256k words. */
const nemotron = (layers: number, hidden: number, heads: number, kvHeads = heads) =>
  gpt(layers, hidden, heads, {
    num_query_groups: kvHeads,
    padded_vocab_size: 256_000,
    max_position_embeddings: 4096,
    add_bias_linear: false,
    position_embedding_type: 'rope',
    untie_embeddings_and_output_weights: true,
    hidden_dropout: 0,
  });
/** MaxText's plain GELU models have heads of 256 whatever the hidden size. */
const maxtext = (layers: number, hidden: number, heads: number) =>
  gpt(layers, hidden, heads, {
    kv_channels: 256,
    padded_vocab_size: 32_000,
    add_bias_linear: false,
    hidden_dropout: 0,
  });

export const NAMED_SIZES: readonly NamedSizes[] = [
  { names: ['GPT3-5B', 'GPT 5B', 'GPT-3 5B'], config: gpt(24, 4096, 32), source: `${NEMO}/gpt3/5b.yaml` },
  { names: ['GPT3-20B', 'GPT 20B'], config: gpt(44, 6144, 48), source: `${NEMO}/gpt3/20b.yaml` },
  {
    names: ['Nemotron-8B', 'Nemotron 3 8B'],
    config: nemotron(32, 4096, 32),
    source: `${NEMO}/nemotron/nemotron_8b.yaml`,
  },
  { names: ['Nemotron-22B'], config: nemotron(40, 6144, 48), source: `${NEMO}/nemotron/nemotron_22b.yaml` },
  {
    names: ['Nemotron-4 15B', 'Nemotron4 15B', 'Nemotron 15B'],
    config: nemotron(32, 6144, 48, 8),
    source: 'arXiv:2402.16819 table 1',
  },
  {
    names: ['Nemotron-340B', 'Nemotron-4 340B', 'Nemotron4 340B'],
    config: nemotron(96, 18_432, 96, 8),
    source: `${NEMO}/nemotron/nemotron_340b.yaml`,
  },
  { names: ['GPT3-125M'], config: gpt(12, 768, 12), source: 'arXiv:2005.14165 table 2.1' },
  { names: ['GPT3-355M', 'GPT-2 architecture 345M'], config: gpt(24, 1024, 16), source: 'arXiv:2005.14165 table 2.1' },
  { names: ['GPT3-760M'], config: gpt(24, 1536, 16), source: 'arXiv:2005.14165 table 2.1' },
  { names: ['GPT3-1.3B'], config: gpt(24, 2048, 16), source: 'arXiv:2005.14165 table 2.1, heads of 128' },
  { names: ['GPT3-2.7B'], config: gpt(32, 2560, 32), source: 'arXiv:2005.14165 table 2.1' },
  {
    names: ['MaxText 22B'],
    config: maxtext(48, 6144, 24),
    source: 'AI-Hypercomputer/maxtext configs/base.yml; 12 h² L = 22B',
  },
  {
    names: ['MaxText 52B'],
    config: maxtext(32, 12_288, 32),
    source: 'AI-Hypercomputer/maxtext configs/base.yml; 32 heads of 256 give 52B',
  },
  {
    names: ['InternLM 7B'],
    config: {
      model_type: 'llama',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      intermediate_size: 11_008,
      vocab_size: 103_168,
      attention_bias: true,
    },
    source: 'huggingface.co/internlm/internlm-7b config.json',
  },
  {
    names: ['Llama 2 34B', 'Llama 2 34B (fms)'],
    config: {
      model_type: 'llama',
      hidden_size: 8192,
      num_hidden_layers: 48,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      intermediate_size: 22_016,
      vocab_size: 32_000,
    },
    source: 'huggingface.co/codellama/CodeLlama-34b-hf config.json: the 34B of that generation',
  },
  {
    names: ['Llama 3.2 3B'],
    config: {
      model_type: 'llama',
      hidden_size: 3072,
      num_hidden_layers: 28,
      num_attention_heads: 24,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 8192,
      vocab_size: 128_256,
      tie_word_embeddings: true,
    },
    source: 'huggingface.co/meta-llama/Llama-3.2-3B config.json',
  },
  {
    names: ['Grok-1', 'Grok-1 314B', 'Grok 1 314b'],
    config: {
      model_type: 'grok-1',
      hidden_size: 6144,
      num_hidden_layers: 64,
      num_attention_heads: 48,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 32_768,
      vocab_size: 131_072,
      num_experts: 8,
      num_experts_per_tok: 2,
    },
    source: 'xai-org/grok-1 run.py',
  },
];

/** The entry of a printed model name, or undefined. */
export function sizesByName(name: string): NamedSizes | undefined {
  const key = nameKey(name);
  return NAMED_SIZES.find((entry) => entry.names.some((own) => nameKey(own) === key));
}
