import { defineTerm } from '../../because/index.ts';

const HELD = { unit: '1', meaning: 'share of its tokens that a request keeps there' };
const LAYERS = { unit: '1', meaning: 'such layers on the stage that holds the most cache' };
const ELEMENT = { unit: 'B', meaning: 'bytes of one element of the cache, its scale among them' };

export const headsCache = defineTerm(
  {
    term: 'memory.heads_cache',
    formula: '2 · layers · max(1, ceil(kv_heads / tp)) · head_size · element',
    unit: 'B',
    symbols: {
      layers: LAYERS,
      kv_heads: { unit: '1', meaning: 'heads of keys and values, dealt to tensor-parallel ranks' },
      tp: { unit: '1', meaning: 'tensor parallelism' },
      head_size: { unit: '1', meaning: 'elements of a head' },
      element: ELEMENT,
    },
    source: 'https://arxiv.org/abs/2305.13245',
  },
  (layers: number, heads: number, tp: number, size: number, element: number) =>
    2 * layers * Math.max(1, Math.ceil(heads / tp)) * size * element,
);

export const latentCache = defineTerm(
  {
    term: 'memory.latent_cache',
    formula: 'layers · (latent · element + index_key)',
    unit: 'B',
    symbols: {
      layers: LAYERS,
      latent: { unit: '1', meaning: 'elements of a latent with its rotary part, whole on every rank' },
      element: ELEMENT,
      index_key: { unit: 'B', meaning: 'key of the indexer of sparse attention' },
    },
    source: 'https://arxiv.org/abs/2405.04434',
  },
  (layers: number, size: number, element: number, key: number) => layers * (size * element + key),
);

export const windowCache = defineTerm(
  {
    term: 'memory.held_cache',
    formula: 'all_tokens · kept_share',
    unit: 'B',
    symbols: { all_tokens: { unit: 'B', meaning: 'cache of a token that is kept' }, kept_share: HELD },
    source: 'definition',
  },
  (all: number, held: number) => all * held,
);

export const stateCache = defineTerm(
  {
    term: 'memory.state_cache',
    formula: 'layers · state / tokens',
    unit: 'B',
    symbols: {
      layers: LAYERS,
      state: { unit: 'B', meaning: 'state of a layer, whatever the length' },
      tokens: { unit: 'token', meaning: 'tokens of a request, in whole blocks' },
    },
    source: 'definition',
  },
  (layers: number, state: number, tokens: number) => (layers * state) / tokens,
);
