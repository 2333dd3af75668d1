import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** GPT-NeoX and Pythia: rotary positions, parallel branches with a norm each, biases, an output head of its own. Source: arXiv 2204.06745; modeling_gpt_neox.py. */
export const gptNeox: Family = {
  name: 'gpt-neox',
  types: ['gpt_neox'],
  classes: { GPTNeoX: 'gpt_neox' },
  keys: [],
  read(config) {
    const sizes = readSizes(config);
    const bias = config.flag('attention_bias', true);
    const inner = config.count('intermediate_size', { fallback: 4 * sizes.hidden });
    const layer = block(
      attention(sizes, { bias: { qkv: bias, out: bias } }),
      dense(inner, false, true),
      2,
      2 * sizes.hidden,
    );
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: false,
        finalNormParameters: 2 * sizes.hidden,
        dropout: config.number('hidden_dropout', 0) > 0,
      },
    );
  },
};
