import { mustDivide } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/**
 * ChatGLM2, ChatGLM3 and GLM-4-9B in the words of their own code: a few groups of keys and values (`multi_query_group_num`), SwiGLU of
 * `ffn_hidden_size`, biases on queries, keys and values alone, rotary positions.
 * Source: configuration_chatglm.py and modeling_chatglm.py of THUDM/chatglm3-6b and THUDM/glm-4-9b.
 */
export const chatglm: Family = {
  name: 'chatglm',
  types: ['chatglm'],
  classes: { ChatGLM: 'chatglm' },
  keys: ['multi_query_group_num', 'ffn_hidden_size', 'padded_vocab_size'],
  read(config) {
    const own = readSizes(config);
    const grouped = config.flag('multi_query_attention', false);
    const sizes = { ...own, kvHeads: grouped ? config.count('multi_query_group_num') : own.heads };
    mustDivide(sizes.heads, sizes.kvHeads, 'multi_query_group_num', 'divides the attention heads');
    const bias = config.flag('add_bias_linear', false);
    const normParameters = config.flag('rmsnorm', true) ? sizes.hidden : 2 * sizes.hidden;
    const layer = block(
      attention(sizes, { bias: { qkv: bias || config.flag('add_qkv_bias', false), out: bias } }),
      dense(config.count('ffn_hidden_size'), true, bias),
      2,
      normParameters,
    );
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      { tied: false, finalNormParameters: config.flag('post_layer_norm', true) ? normParameters : 0 },
    );
  },
};
