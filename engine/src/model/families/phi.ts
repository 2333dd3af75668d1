import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** Phi-1, 1.5 and 2: one norm for parallel branches, biases everywhere, a biased head of its own. Source: modeling_phi.py in Hugging Face transformers. */
export const phi: Family = {
  name: 'phi',
  types: ['phi'],
  classes: { PhiFor: 'phi' },
  keys: [],
  read(config) {
    const sizes = readSizes(config);
    const inner = config.count('intermediate_size', { fallback: 4 * sizes.hidden });
    const layer = block(
      attention(sizes, { bias: { qkv: true, out: true } }),
      dense(inner, false, true),
      1,
      2 * sizes.hidden,
    );
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: false,
        finalNormParameters: 2 * sizes.hidden,
        otherParameters: sizes.vocab,
        dropout: config.number('resid_pdrop', 0) > 0,
      },
    );
  },
};
