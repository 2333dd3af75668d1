import type { DenseMlp, MoeMlp } from './architecture.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigReader, mustDivide } from './config-reader.ts';
import { eachLayer } from './sizes.ts';

const EXPERTS = ['num_local_experts', 'num_experts', 'n_routed_experts', 'moe_num_experts', 'num_moe_experts'];
const TOPK = ['num_experts_per_tok', 'experts_per_token', 'moe_top_k', 'moe_router_topk', 'num_selected_experts'];
const EXPERT_INNER = ['moe_intermediate_size', 'moe_ffn_hidden_size', 'intermediate_size'];
const SHARED_INNER = [
  'shared_expert_intermediate_size',
  'moe_shared_expert_intermediate_size',
  'shared_intermediate_size',
];

type MoeOptions = Partial<Pick<MoeMlp, 'gated' | 'bias' | 'routerExtra' | 'wideRouter' | 'sharedInner' | 'latent'>>;

/** Whether the config has routed experts at all. */
export const hasExperts = (config: ConfigReader): boolean =>
  config.has(...EXPERTS) && config.count(EXPERTS, { min: 0 }) > 1;

/** The routed experts of a layer; what the options leave out is read from the config. @throws ConfigError */
export function readExperts(config: ConfigReader, options: MoeOptions = {}): MoeMlp {
  const experts = config.count(EXPERTS, { max: 1e6 });
  const topk = config.count(TOPK, { max: 1e6 });
  if (topk > experts) {
    throw new ConfigError('mismatch', {
      key: TOPK[0],
      value: topk,
      rule: `at most the number of experts (${experts})`,
      nearest: [experts],
    });
  }
  const inner = config.count(EXPERT_INNER);
  const limit = readGroupLimit(config, experts);
  return {
    kind: 'moe',
    experts,
    topk,
    inner,
    gated: options.gated ?? true,
    bias: options.bias ?? false,
    sharedInner: options.sharedInner ?? readSharedInner(config, inner),
    routerExtra: options.routerExtra ?? 0,
    ...(options.wideRouter && { wideRouter: true }),
    ...(options.latent === undefined ? {} : { latent: options.latent }),
    ...(limit === undefined ? {} : { groupLimit: limit }),
  };
}

/** Summed inner width of the shared experts: stated, or their number times a routed expert's width. */
function readSharedInner(config: ConfigReader, inner: number): number {
  if (config.has(...SHARED_INNER)) return config.count(SHARED_INNER, { min: 0 });
  return config.count('n_shared_experts', { min: 0, max: 1e6, fallback: 0, quiet: true }) * inner;
}

function readGroupLimit(config: ConfigReader, experts: number): MoeMlp['groupLimit'] {
  const groups = config.count(['n_group', 'moe_router_num_groups'], { max: 1e6, fallback: 1, quiet: true });
  if (groups === 1) return undefined;
  mustDivide(experts, groups, 'n_group', 'divides the routed experts');
  const perToken = config.count(['topk_group', 'moe_router_group_topk'], {
    max: groups,
    fallback: groups,
    quiet: true,
  });
  return perToken === groups ? undefined : { groups, perToken };
}

/** A dense feed-forward network. */
export const dense = (inner: number, gated: boolean, bias = false): DenseMlp => ({ kind: 'dense', inner, gated, bias });

/** Which layers have experts: not the first dense ones, not those listed as dense, every `decoder_sparse_step`-th. */
export function routedLayers(config: ConfigReader, layers: number): boolean[] {
  const first = config.count('first_k_dense_replace', { min: 0, fallback: 0, quiet: true });
  const step = config.count('decoder_sparse_step', { fallback: 1, quiet: true });
  const plain = new Set(config.counts('mlp_only_layers'));
  return eachLayer(layers, (i) => i >= first && !plain.has(i) && (i + 1) % step === 0);
}
