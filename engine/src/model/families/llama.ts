import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';
import { readWindows } from '../windows.ts';

const TIED = ['smollm3'];
/** Types whose attention has query, key and value biases though no key says so (Qwen-2's code). */
const QKV_BIAS = ['qwen2', 'qwen2_vl', 'qwen2_vl_text', 'qwen2_5_vl', 'qwen2_5_vl_text', 'qwen2_5_omni_text'];
/** Types with an RMSNorm over each head's query and key (2 x head size parameters a layer). */
const HEAD_NORMS = ['qwen3', 'qwen3_vl_text'];
/** Squared ReLU with two matrices and LayerNorm with a bias (Nemotron-4). */
const NEMOTRON = ['nemotron'];

/**
 * Decoders written like Llama: pre-norm, rotary positions, grouped-query attention, one feed-forward network.
 * Sources: the `modeling_*.py` of each type in Hugging Face transformers; Nemotron-4: arXiv 2402.16819 section 2.
 */
export const llama: Family = {
  name: 'llama',
  types: [
    'llama',
    'mistral',
    ...QKV_BIAS,
    'qwen3',
    'qwen3_vl_text',
    'phi3',
    'internlm',
    'internlm2',
    'nemotron',
    'smollm3',
  ],
  classes: {
    LlamaFor: 'llama',
    MistralFor: 'mistral',
    Qwen2For: 'qwen2',
    Qwen3For: 'qwen3',
    Phi3For: 'phi3',
    InternLMFor: 'internlm',
    InternLM2For: 'internlm2',
    NemotronFor: 'nemotron',
  },
  keys: ['hidden_size', 'num_hidden_layers', 'num_attention_heads', 'intermediate_size', 'vocab_size'],
  read(config, modelType) {
    const sizes = readSizes(config);
    const nemotron = NEMOTRON.includes(modelType);
    const everyBias = config.flag(['attention_bias', 'bias'], false);
    const slidesFrom = config.count('max_window_layers', { min: 0, fallback: 0, quiet: true });
    const windowed = config.flag('use_sliding_window', !modelType.startsWith('qwen'));
    const windows = readWindows(config, sizes.layers, (i) => windowed && i >= slidesFrom);
    const mlp = dense(
      config.count(['intermediate_size', 'ffn_hidden_size']),
      !nemotron,
      config.flag('mlp_bias', false),
    );
    const normParameters = nemotron ? 2 * sizes.hidden : sizes.hidden;
    const layers = eachLayer(sizes.layers, (i) => {
      const mixer = attention(sizes, {
        window: windows[i] ?? null,
        bias: { qkv: everyBias || QKV_BIAS.includes(modelType), out: everyBias },
        extraParameters: HEAD_NORMS.includes(modelType) ? 2 * sizes.headDim : 0,
      });
      return block(mixer, mlp, 2, normParameters);
    });
    return decoder(config, sizes, layers, { tied: TIED.includes(modelType), finalNormParameters: normParameters });
  },
};
