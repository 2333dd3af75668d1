import { nameKey } from '../../../facts/index.ts';
import { type Architecture, readArchitecture } from '../../../model/index.ts';

/** Sizes of served models that no bundled config describes; keys are those of a config.json. */
interface ServedSizes {
  readonly names: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly source: string;
}

const SIZES: readonly ServedSizes[] = [
  {
    names: ['OpenLlama 3B', 'open_llama_3b', 'OpenLLaMA 3B v2'],
    config: {
      model_type: 'llama',
      hidden_size: 3200,
      num_hidden_layers: 26,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      intermediate_size: 8640,
      vocab_size: 32_000,
    },
    source: 'huggingface.co/openlm-research/open_llama_3b config.json',
  },
  {
    names: ['Hy3-preview', 'Hy3', 'Hunyuan 3 preview'],
    config: {
      model_type: 'qwen3_moe',
      hidden_size: 4096,
      num_hidden_layers: 80,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 13_312,
      moe_intermediate_size: 1536,
      num_experts: 192,
      num_experts_per_tok: 8,
      shared_expert_intermediate_size: 1536,
      vocab_size: 120_832,
    },
    source:
      'huggingface.co/tencent/Hy3-preview: 192 experts, 8 of them and one shared; widths that give its 295B and 21B',
  },
  {
    // Mamba-1 keeps 16 states a channel; as Mamba-2 with heads of 64 channels its sizes are the same.
    names: ['Mamba-2.8B', 'Mamba 2.8B'],
    config: {
      model_type: 'nemotron_h',
      hidden_size: 2560,
      num_hidden_layers: 64,
      hybrid_override_pattern: 'M'.repeat(64),
      num_attention_heads: 40,
      num_key_value_heads: 40,
      head_dim: 64,
      intermediate_size: 5120,
      chunk_size: 128,
      conv_kernel: 4,
      mamba_head_dim: 64,
      mamba_num_heads: 80,
      n_groups: 1,
      ssm_state_size: 16,
      vocab_size: 50_280,
      tie_word_embeddings: true,
    },
    source: 'huggingface.co/state-spaces/mamba-2.8b config.json, read as Mamba-2',
  },
  {
    names: ['GPT-89B'],
    config: gpt(48, 12_288, 96, 51_200),
    source: 'NVIDIA/FasterTransformer docs/gpt_guide.md: 48 layers, heads of 128',
  },
];

function gpt(layers: number, hidden: number, heads: number, vocab: number): Record<string, unknown> {
  return {
    model_type: 'megatron',
    num_layers: layers,
    hidden_size: hidden,
    num_attention_heads: heads,
    ffn_hidden_size: 4 * hidden,
    padded_vocab_size: vocab,
    max_position_embeddings: 2048,
  };
}

/** The network of a model that is known by name here only, or undefined. */
export function sizesOfServed(
  name: string,
): { readonly architecture: Architecture; readonly assumed: readonly string[] } | undefined {
  const key = nameKey(name);
  const found = SIZES.find(({ names }) => names.some((own) => nameKey(own) === key));
  if (!found) return undefined;
  return {
    architecture: readArchitecture(found.config, key.replaceAll(' ', '-'), name),
    assumed: [`architecture=${found.source}`],
  };
}
