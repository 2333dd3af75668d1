import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/**
 * Falcon 7B, 40B, 180B: parallel branches, no biases, LayerNorm, tied head. 7B has one key/value head and one norm a layer,
 * the larger ones (`new_decoder_architecture`) grouped heads and two norms. Source: arXiv 2311.16867; modeling_falcon.py.
 */
export const falcon: Family = {
  name: 'falcon',
  types: ['falcon', 'RefinedWeb', 'RefinedWebModel'],
  classes: { Falcon: 'falcon', RWForCausal: 'falcon' },
  keys: [],
  read(config) {
    const grouped = config.flag('new_decoder_architecture', false);
    const heads = config.count(['num_attention_heads', 'n_head']);
    const single = config.flag('multi_query', true) ? 1 : heads;
    const kvHeads = grouped ? config.count(['num_kv_heads', 'n_head_kv'], { fallback: heads }) : single;
    const sizes = readSizes(config.filled({ num_key_value_heads: kvHeads }));
    const bias = config.flag('bias', false);
    const inner = config.count('ffn_hidden_size', { fallback: 4 * sizes.hidden, quiet: true });
    const layer = block(
      attention(sizes, { bias: { qkv: bias, out: bias } }),
      dense(inner, false, bias),
      grouped ? 2 : 1,
      2 * sizes.hidden,
    );
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: true,
        finalNormParameters: 2 * sizes.hidden,
        dropout: config.number('hidden_dropout', 0) > 0,
      },
    );
  },
};
