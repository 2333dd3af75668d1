import type { Block, Indexer, LatentAttention } from '../architecture.ts';
import type { ConfigReader } from '../config-reader.ts';
import { MAX_LAYERS } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense, hasExperts, readExperts } from '../experts.ts';
import type { Family } from '../family.ts';
import { block, eachLayer, readOuter } from '../sizes.ts';

/**
 * DeepSeek-V2, V3, R1, Kimi K2 and relatives: latent attention, shared and routed experts after a few dense layers,
 * multi-token prediction. Sources: arXiv 2405.04434 section 2; arXiv 2412.19437 section 2; modeling_deepseek.py.
 */
export const deepseek: Family = {
  name: 'deepseek',
  types: ['deepseek_v2', 'deepseek_v3', 'deepseek_v32', 'kimi_k2', 'glm_moe_dsa'],
  classes: { DeepseekV2: 'deepseek_v2', DeepseekV3: 'deepseek_v3', GlmMoeDsa: 'glm_moe_dsa' },
  keys: ['kv_lora_rank', 'qk_rope_head_dim', 'v_head_dim'],
  explains: ['num_experts', 'num_local_experts', 'n_routed_experts', 'kv_lora_rank'],
  read(config, modelType) {
    const hidden = config.count('hidden_size');
    const outer = readOuter(config);
    const mixer = readLatentAttention(config);
    const indexer = config.has('index_topk') ? readIndexer(config) : undefined;
    const own = ownIndexers(config, outer.layers);
    if (indexer) {
      config.assumed.push(
        'sparse attention indexer: its work is priced in serving; in training its weights are counted and attention covers the whole context',
      );
    }
    const plain = dense(config.count('intermediate_size'), true);
    const experts = hasExperts(config) ? readExperts(config, { routerExtra: correctionBias(config, modelType) }) : null;
    const firstDense = config.count('first_k_dense_replace', { min: 0, fallback: 0, quiet: true });
    const every = config.count('moe_layer_freq', { max: MAX_LAYERS, fallback: 1, quiet: true });
    const layer = (routed: boolean, scores: boolean): Block =>
      block(
        indexer ? { ...mixer, indexer: { ...indexer, own: scores } } : mixer,
        routed && experts !== null ? experts : plain,
        2,
        hidden,
      );
    const layers = eachLayer(outer.layers, (i) => layer(i >= firstDense && i % every === 0, own[i]!));
    const count = config.count('num_nextn_predict_layers', { min: 0, max: 64, fallback: 0, quiet: true });
    return decoder(config, { hidden, ...outer }, layers, {
      tied: false,
      finalNormParameters: hidden,
      otherParameters: indexer && own.filter(Boolean).length * indexerParameters(indexer, mixer, hidden),
      mtp: { count, layer: layer(true, true) },
    });
  },
};

function readLatentAttention(config: ConfigReader): LatentAttention {
  return {
    kind: 'mla',
    heads: config.count('num_attention_heads'),
    qLoraRank: config.has('q_lora_rank') ? config.count('q_lora_rank') : null,
    kvLoraRank: config.count('kv_lora_rank'),
    qkNope: config.count('qk_nope_head_dim'),
    qkRope: config.count('qk_rope_head_dim'),
    vHead: config.count('v_head_dim'),
  };
}

/** Whether each layer has an indexer of its own; the others reuse an earlier layer's choice (GLM-5.2). */
function ownIndexers(config: ConfigReader, layers: number): readonly boolean[] {
  return config.words('indexer_types', layers)?.map((type) => type === 'full') ?? new Array<boolean>(layers).fill(true);
}

const readIndexer = (config: ConfigReader): Omit<Indexer, 'own'> => ({
  heads: config.count('index_n_heads', { max: 1e6 }),
  headDim: config.count('index_head_dim', { max: 1e6 }),
  topk: config.count('index_topk'),
});

/** One layer's lightning indexer (DeepSeek-V3.2, GLM-5): queries from the query latent, one key and a weight a head, a LayerNorm of the key. */
function indexerParameters({ heads, headDim }: Omit<Indexer, 'own'>, mixer: LatentAttention, hidden: number): number {
  return heads * headDim * (mixer.qLoraRank ?? hidden) + headDim * hidden + heads * hidden + 2 * headDim;
}

/** V3's auxiliary-loss-free balancing keeps one bias an expert. */
function correctionBias(config: ConfigReader, modelType: string): number {
  const method = config.text('topk_method', modelType === 'deepseek_v2' ? 'greedy' : 'noaux_tc');
  return method === 'noaux_tc' ? config.count(['n_routed_experts', 'num_experts']) : 0;
}
