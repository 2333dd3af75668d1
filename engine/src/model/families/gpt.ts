import type { ConfigReader } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/**
 * GPT-2, nanoGPT, GPT-3 and GPT-J: LayerNorm, GELU in two matrices. GPT-2 and 3 have learned positions and biases everywhere;
 * nanoGPT may drop the biases (`bias: false`); GPT-J has rotary positions, one norm for both branches, a biased head of its own.
 * Sources: Radford 2019; modeling_gpt2.py, modeling_gptj.py in Hugging Face transformers; nanoGPT model.py.
 */
export const gpt: Family = {
  name: 'gpt',
  types: ['gpt2', 'gpt3', 'nanogpt', 'gptj', 'gpt_bigcode'],
  classes: { GPT2: 'gpt2', GPTJ: 'gptj', GPTBigCode: 'gpt_bigcode' },
  keys: ['n_embd', 'n_head', 'n_layer'],
  read(config, modelType) {
    const gptj = modelType === 'gptj';
    const sizes = readSizes(
      modelType === 'gpt_bigcode' && config.flag('multi_query', true)
        ? config.filled({ num_key_value_heads: 1 })
        : config,
    );
    const bias = config.flag('bias', true);
    const inner = config.count(['n_inner', 'intermediate_size', 'ffn_hidden_size'], {
      fallback: 4 * sizes.hidden,
      quiet: true,
    });
    const normParameters = bias ? 2 * sizes.hidden : sizes.hidden;
    const mixer = attention(sizes, { bias: { qkv: bias && !gptj, out: bias && !gptj } });
    const layer = block(mixer, dense(inner, false, bias), gptj ? 1 : 2, normParameters);
    return decoder(
      config,
      sizes,
      eachLayer(sizes.layers, () => layer),
      {
        tied: !gptj,
        finalNormParameters: normParameters,
        learnedPositions: gptj ? 0 : sizes.maxPositions,
        otherParameters: gptj ? sizes.vocab : undefined,
        dropout: dropsOut(config),
      },
    );
  },
};

function dropsOut(config: ConfigReader): boolean {
  if (config.has('dropout')) return config.number('dropout', 0) > 0;
  return config.number('resid_pdrop', 0.1) > 0;
}
