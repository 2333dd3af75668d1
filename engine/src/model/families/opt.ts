import { ConfigError } from '../config-error.ts';
import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** Rows of OPT's position table beyond the context (modeling_opt.py: the offset of its learned positions). */
const POSITION_OFFSET = 2;

/** OPT: learned positions, biases everywhere, ReLU, tied head. Source: arXiv 2205.01068; modeling_opt.py. */
export const opt: Family = {
  name: 'opt',
  types: ['opt'],
  classes: { OPT: 'opt' },
  keys: [],
  read(config) {
    const sizes = readSizes(config);
    const projected = config.count('word_embed_proj_dim', { fallback: sizes.hidden, quiet: true });
    if (projected !== sizes.hidden) {
      throw new ConfigError('unsupported', {
        key: 'word_embed_proj_dim',
        value: projected,
        rule: 'equals hidden_size',
        nearest: [sizes.hidden],
      });
    }
    const inner = config.count('ffn_dim', { fallback: 4 * sizes.hidden });
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
        learnedPositions: sizes.maxPositions + POSITION_OFFSET,
        dropout: config.number('dropout', 0.1) > 0,
      },
    );
  },
};
