import { decoder } from '../decoder.ts';
import { dense, readExperts } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';
import { readWindows } from '../windows.ts';

/**
 * Llama 4: every `interleave_moe_layer_step`-th layer has one routed and one shared expert a token; three of four layers
 * attend within chunks. Its query/key norm has no parameters. Source: modeling_llama4.py in Hugging Face transformers.
 */
export const llama4: Family = {
  name: 'llama4',
  types: ['llama4', 'llama4_text'],
  classes: { Llama4: 'llama4' },
  keys: [],
  explains: ['num_experts', 'num_local_experts', 'n_routed_experts'],
  read(config) {
    const sizes = readSizes(config);
    const inner = config.count('intermediate_size');
    const step = config.count('interleave_moe_layer_step', { fallback: 1, quiet: true });
    const moeLayers = config.has('moe_layers') ? new Set(config.counts('moe_layers')) : undefined;
    const experts = readExperts(config, { sharedInner: inner });
    const plain = dense(config.count('intermediate_size_mlp', { fallback: inner }), true);
    // Layers without rotary positions (each fourth) see everything; the others see their chunk.
    const windows = readWindows(config, sizes.layers, (i) => (i + 1) % 4 !== 0, ['attention_chunk_size']);
    if (windows.some((w) => w !== null))
      config.assumed.push('attention chunks are counted as sliding windows: an upper bound');
    const bias = config.flag('attention_bias', false);
    const layers = eachLayer(sizes.layers, (i) => {
      const routed = moeLayers ? moeLayers.has(i) : (i + 1) % step === 0;
      const mixer = attention(sizes, { window: windows[i] ?? null, bias: { qkv: bias, out: bias } });
      return block(mixer, routed ? experts : plain, 2, sizes.hidden);
    });
    return decoder(config, sizes, layers, { tied: false, finalNormParameters: sizes.hidden });
  },
};
