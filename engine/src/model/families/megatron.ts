import { decoder } from '../decoder.ts';
import { dense, hasExperts, readExperts } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/**
 * Any sizes in Megatron-LM's words (num_layers, ffn_hidden_size, kv_channels, num_query_groups, swiglu, num_moe_experts ...).
 * Defaults are Megatron's: GELU in two matrices, biases, LayerNorm, learned positions, tied head.
 * Source: megatron/training/arguments.py in NVIDIA/Megatron-LM.
 */
export const megatron: Family = {
  name: 'megatron',
  types: ['megatron', 'megatron-gpt', 'megatron_gpt'],
  classes: { Megatron: 'megatron' },
  keys: ['num_layers', 'ffn_hidden_size', 'hidden_size', 'num_attention_heads'],
  explains: ['num_experts', 'num_local_experts', 'n_routed_experts'],
  read(config) {
    const sizes = readSizes(config);
    const gated = config.flag('swiglu', false);
    const bias = config.flag('add_bias_linear', true);
    const rms = config.text('normalization', 'LayerNorm') === 'RMSNorm';
    const normParameters = rms ? sizes.hidden : 2 * sizes.hidden;
    const inner = config.count(['ffn_hidden_size', 'intermediate_size'], { fallback: 4 * sizes.hidden });
    const routed = hasExperts(config);
    const mlp = routed
      ? readExperts(config.filled({ intermediate_size: inner }), { gated, bias })
      : dense(inner, gated, bias);
    const layer = block(attention(sizes, { bias: { qkv: bias, out: bias } }), mlp, 2, normParameters);
    const learned = config.text('position_embedding_type', 'learned_absolute') === 'learned_absolute';
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: !config.flag('untie_embeddings_and_output_weights', false),
        finalNormParameters: normParameters,
        learnedPositions: learned ? sizes.maxPositions : 0,
        dropout: config.number('hidden_dropout', 0.1) > 0,
      },
    );
  },
};
