import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** BLOOM: ALiBi, biases everywhere, a LayerNorm after the embedding, tied head. Source: arXiv 2211.05100 section 3.2; modeling_bloom.py. */
export const bloom: Family = {
  name: 'bloom',
  types: ['bloom'],
  classes: { Bloom: 'bloom' },
  keys: [],
  read(config) {
    const sizes = readSizes(config);
    const inner = config.count(['n_inner', 'ffn_hidden_size'], { fallback: 4 * sizes.hidden, quiet: true });
    const layer = block(
      attention(sizes, { bias: { qkv: true, out: true } }),
      dense(inner, false, true),
      2,
      2 * sizes.hidden,
    );
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: true,
        finalNormParameters: 2 * sizes.hidden,
        otherParameters: 2 * sizes.hidden,
        dropout: config.number('hidden_dropout', 0) > 0,
      },
    );
  },
};
