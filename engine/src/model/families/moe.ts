import type { Attention } from '../architecture.ts';
import type { ConfigReader } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense, readExperts, routedLayers } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, eachLayer, readSizes, type Sizes } from '../sizes.ts';
import { readWindows } from '../windows.ts';

interface MoeTraits {
  /** Parameters of query and key norms or attention sinks in one layer. */
  readonly extra?: (sizes: Sizes, config: ConfigReader) => number;
  readonly bias?: Attention['bias'];
  readonly expertBias?: boolean;
  /** Router parameters besides the matrix. */
  readonly routerExtra?: (experts: number, hidden: number) => number;
  /** The router multiplies in 32 bit whatever the rest does. Source: the gate of vLLM's glm4_moe.py and minimax_m2.py, float32 parameters. */
  readonly wideRouter?: boolean;
  /** One norm over all heads of queries, one of keys. Source: modeling_minimax_m2.py, q_norm over heads x head_dim. */
  readonly normsAllHeads?: (config: ConfigReader) => boolean;
  readonly norms?: number;
  readonly tied?: boolean;
}

const headNorms = (sizes: Sizes) => 2 * sizes.headDim;

/** What each type does that no key of its config says. Sources: the type's `modeling_*.py` in Hugging Face transformers. */
const TRAITS: Readonly<Record<string, MoeTraits>> = {
  mixtral: {},
  qwen2_moe: { bias: { qkv: true, out: false }, routerExtra: (_, hidden) => hidden },
  qwen3_moe: { extra: headNorms },
  qwen3_vl_moe_text: { extra: headNorms },
  qwen3_omni_moe_text: { extra: headNorms },
  // Sinks: one learned logit a head; the router and every expert have biases.
  gpt_oss: { extra: (sizes) => sizes.heads, expertBias: true, routerExtra: (experts) => experts },
  glm4_moe: {
    extra: (sizes, config) => (config.flag('use_qk_norm', false) ? 2 * sizes.headDim : 0),
    routerExtra: (experts) => experts,
    wideRouter: true,
  },
  minimax_m2: {
    extra: (sizes, config) => (config.flag('use_qk_norm', false) ? (sizes.heads + sizes.kvHeads) * sizes.headDim : 0),
    routerExtra: (experts) => experts,
    wideRouter: true,
    normsAllHeads: (config) => config.flag('use_qk_norm', false),
  },
  'grok-1': { norms: 4, tied: true },
};

/** Decoders with routed experts in some or all layers and grouped-query attention. */
export const moe: Family = {
  name: 'moe',
  types: Object.keys(TRAITS),
  classes: {
    Mixtral: 'mixtral',
    Qwen2Moe: 'qwen2_moe',
    Qwen3Moe: 'qwen3_moe',
    GptOss: 'gpt_oss',
    Glm4MoeFor: 'glm4_moe',
    MiniMaxM2: 'minimax_m2',
    Grok1: 'grok-1',
  },
  keys: ['hidden_size', 'num_hidden_layers', 'num_attention_heads', 'num_experts_per_tok', 'vocab_size'],
  explains: ['num_experts', 'num_local_experts', 'n_routed_experts'],
  read(config, modelType) {
    const traits: MoeTraits = Object.hasOwn(TRAITS, modelType) ? TRAITS[modelType]! : {};
    const sizes = readSizes(config);
    const biased = config.flag('attention_bias', false);
    // GLM-4.5 has the flag but gives the output projection no bias.
    const bias = traits.bias ?? { qkv: biased, out: biased && modelType !== 'glm4_moe' };
    const normsAllHeads = traits.normsAllHeads?.(config) ?? false;
    const extraParameters = traits.extra?.(sizes, config) ?? 0;
    const probe = readExperts(config);
    const experts = readExperts(config, {
      bias: traits.expertBias ?? false,
      routerExtra: traits.routerExtra?.(probe.experts, sizes.hidden) ?? 0,
      wideRouter: traits.wideRouter ?? false,
    });
    const routed = routedLayers(config, sizes.layers);
    const plain = routed.every(Boolean) ? null : dense(config.count('intermediate_size'), true);
    const windowed = config.flag('use_sliding_window', !modelType.startsWith('qwen'));
    const windows = readWindows(config, sizes.layers, () => windowed);
    const layers = eachLayer(sizes.layers, (i) => {
      const window = windows[i] ?? null;
      const mixer = attention(sizes, { window, bias, extraParameters, ...(normsAllHeads && { normsAllHeads }) });
      return block(mixer, routed[i] ? experts : plain, traits.norms ?? 2, sizes.hidden);
    });
    const mtpCount = config.count(['num_nextn_predict_layers', 'num_mtp_modules'], {
      min: 0,
      max: 64,
      fallback: 0,
      quiet: true,
    });
    return decoder(config, sizes, layers, {
      tied: traits.tied ?? false,
      finalNormParameters: sizes.hidden,
      mtp: { count: mtpCount, layer: layers.at(-1)! },
    });
  },
};
