import type { Mamba, Mlp } from '../architecture.ts';
import { ConfigError } from '../config-error.ts';
import { type ConfigReader, mustDivide } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense, hasExperts, readExperts, routedLayers } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes } from '../sizes.ts';

/** Tokens a chunk in the published kernels of the gated delta rule (flash-linear-attention). */
const CHUNK = 64;

/**
 * Qwen3-Next and Qwen3.5: three layers of Gated DeltaNet, then one of attention with an output gate; experts with a gated shared one, or dense.
 * Sources: modeling_qwen3_next.py in Hugging Face transformers; Gated DeltaNet: arXiv 2412.06464.
 */
export const qwenNext: Family = {
  name: 'qwen-next',
  types: ['qwen3_next', 'qwen3_5', 'qwen3_5_text', 'qwen3_5_moe', 'qwen3_5_moe_text'],
  classes: { Qwen3Next: 'qwen3_next', Qwen3_5: 'qwen3_5' },
  keys: ['linear_num_value_heads', 'linear_key_head_dim'],
  explains: ['num_experts', 'num_local_experts', 'n_routed_experts', 'linear_num_value_heads'],
  read(config) {
    const sizes = readSizes(config);
    const linear = readDeltaNet(config);
    const bias = config.flag('attention_bias', false);
    const full = attention(sizes, {
      bias: { qkv: bias, out: bias },
      extraParameters: 2 * sizes.headDim,
      outputGate: config.flag('attn_output_gate', true),
    });
    const mlps = readMlps(config, sizes.layers, sizes.hidden);
    const fullLayer = fullLayers(config, sizes.layers);
    const layers = eachLayer(sizes.layers, (i) => block(fullLayer[i] ? full : linear, mlps[i]!, 2, sizes.hidden));
    const count = config.count(['mtp_num_hidden_layers', 'num_nextn_predict_layers'], {
      min: 0,
      max: 64,
      fallback: 0,
      quiet: true,
    });
    const mtp = { count, layer: block(full, mlps.at(-1)!, 2, sizes.hidden) };
    return decoder(config, sizes, layers, { tied: false, finalNormParameters: sizes.hidden, mtp });
  },
};

function readDeltaNet(config: ConfigReader): Mamba {
  const heads = config.count('linear_num_value_heads');
  const groups = config.count('linear_num_key_heads');
  mustDivide(heads, groups, 'linear_num_key_heads', 'divides the value heads');
  return {
    kind: 'mamba',
    rule: 'gated-delta',
    heads,
    groups,
    headDim: config.count('linear_value_head_dim'),
    stateDim: config.count('linear_key_head_dim'),
    convKernel: config.count('linear_conv_kernel_dim', { max: 1024, fallback: 4 }),
    chunk: CHUNK,
  };
}

/** One feed-forward part a layer; dense ones are read only where there are any. */
function readMlps(config: ConfigReader, layers: number, hidden: number): Mlp[] {
  const routed = hasExperts(config) ? routedLayers(config, layers) : eachLayer(layers, () => false);
  // The shared expert's gate is a vector of the hidden size.
  const experts = routed.some(Boolean) ? readExperts(config, { routerExtra: hidden }) : null;
  const plain = routed.every(Boolean) ? null : dense(config.count('intermediate_size'), true);
  return routed.map((yes) => (yes ? experts! : plain!));
}

/** Which layers attend: by `layer_types`, else each `full_attention_interval`-th. */
function fullLayers(config: ConfigReader, layers: number): boolean[] {
  const types = config.words('layer_types', layers);
  const interval = config.count('full_attention_interval', { fallback: 4, quiet: true });
  if (types === undefined) return eachLayer(layers, (i) => (i + 1) % interval === 0);
  return types.map((type) => {
    if (type === 'full_attention' || type === 'linear_attention') return type === 'full_attention';
    throw new ConfigError('unsupported', {
      key: 'layer_types',
      value: type,
      rule: 'full or linear attention',
      nearest: ['full_attention', 'linear_attention'],
    });
  });
}
