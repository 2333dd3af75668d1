import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** MPT: ALiBi by default, no biases, LayerNorm, tied head. Source: mosaicml/llm-foundry, llmfoundry/models/mpt. */
export const mpt: Family = {
  name: 'mpt',
  types: ['mpt', 'mpt_causal_lm'],
  classes: { MPT: 'mpt', Mpt: 'mpt' },
  keys: ['d_model', 'n_heads', 'n_layers', 'expansion_ratio'],
  read(config) {
    const attn = config.nested('attn_config');
    const kvHeads = attn.has('kv_n_heads') ? attn.count('kv_n_heads') : undefined;
    const sizes = readSizes(kvHeads === undefined ? config : config.filled({ num_key_value_heads: kvHeads }));
    const bias = !config.flag('no_bias', true);
    const inner = config.count('expansion_ratio', { max: 1000, fallback: 4 }) * sizes.hidden;
    const normParameters = bias ? 2 * sizes.hidden : sizes.hidden;
    const layer = block(
      attention(sizes, { bias: { qkv: bias, out: bias } }),
      dense(inner, false, bias),
      2,
      normParameters,
    );
    const alibi = attn.flag('alibi', config.flag('alibi', true));
    const learned = config.flag('learned_pos_emb', true) && !alibi && !attn.flag('rope', false);
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: true,
        finalNormParameters: normParameters,
        learnedPositions: learned ? sizes.maxPositions : 0,
        dropout: config.number('resid_pdrop', 0) > 0,
      },
    );
  },
};
