import { type ConfigReader, mustDivide } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readOuter, type Sizes } from '../sizes.ts';
import { readWindows } from '../windows.ts';

/** What configuration_gemma*.py fills in; published Gemma 3 configs state only what differs. */
const DEFAULTS: Readonly<
  Record<string, { vocab: number; heads: number; kvHeads: number; headDim: number; positions: number; pattern: number }>
> = {
  gemma: { vocab: 256_000, heads: 16, kvHeads: 16, headDim: 256, positions: 8192, pattern: 1 },
  gemma2: { vocab: 256_000, heads: 8, kvHeads: 4, headDim: 256, positions: 8192, pattern: 2 },
  gemma3: { vocab: 262_208, heads: 8, kvHeads: 4, headDim: 256, positions: 131_072, pattern: 6 },
};

/**
 * Gemma 1, 2 and 3: gated GELU, tied embeddings; from 2 on four norms a layer and sliding windows in all layers but each
 * second (2) or sixth (3); 3 adds norms of query and key. Sources: arXiv 2408.00118 section 2; arXiv 2503.19786 section 2.
 */
export const gemma: Family = {
  name: 'gemma',
  types: ['gemma', 'gemma2', 'gemma3', 'gemma3_text'],
  classes: { Gemma3F: 'gemma3', Gemma2F: 'gemma2', GemmaF: 'gemma' },
  keys: [],
  read(config, modelType) {
    const version = modelType.startsWith('gemma3') ? 'gemma3' : modelType === 'gemma2' ? 'gemma2' : 'gemma';
    const sizes = readGemmaSizes(config, DEFAULTS[version]!);
    const pattern = config.count('sliding_window_pattern', { fallback: DEFAULTS[version]!.pattern, quiet: true });
    // The last of every `pattern` layers is global.
    const windows = version === 'gemma' ? [] : readWindows(config, sizes.layers, (i) => (i + 1) % pattern !== 0);
    const mlp = dense(config.count('intermediate_size'), true);
    const bias = config.flag('attention_bias', false);
    const layers = eachLayer(sizes.layers, (i) => {
      const mixer = attention(sizes, {
        window: windows[i] ?? null,
        bias: { qkv: bias, out: bias },
        extraParameters: version === 'gemma3' ? 2 * sizes.headDim : 0,
      });
      return block(mixer, mlp, version === 'gemma' ? 2 : 4, sizes.hidden);
    });
    return decoder(config, sizes, layers, { tied: true, finalNormParameters: sizes.hidden });
  },
};

function readGemmaSizes(config: ConfigReader, defaults: (typeof DEFAULTS)[string]): Sizes {
  const heads = config.count('num_attention_heads', { fallback: defaults.heads });
  const kvHeads = config.count('num_key_value_heads', { fallback: defaults.kvHeads });
  mustDivide(heads, kvHeads, 'num_key_value_heads', 'divides the attention heads');
  const headDim = config.count('head_dim', { fallback: defaults.headDim });
  const filled = config.filled({ vocab_size: defaults.vocab, max_position_embeddings: defaults.positions });
  return { hidden: config.count('hidden_size'), heads, kvHeads, headDim, ...readOuter(filled) };
}
