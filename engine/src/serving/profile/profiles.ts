import type { EngineProfile, EngineSettings } from './engine-profile.ts';
import { FITTED_ENGINES } from './fitted-engines.generated.ts';
import { FITTED_OVERHEADS } from './fitted-overheads.generated.ts';
import { type Overheads, overheadsOf } from './overheads.ts';

const STUDY = 'Ridgepoint serving study 2026-11, table 2.5';
const VLLM = 'https://github.com/vllm-project/vllm (vllm/engine/arg_utils.py, vllm/config)';
const SGLANG = 'https://github.com/sgl-project/sglang (python/sglang/srt/server_args.py)';
const TRTLLM = 'https://github.com/NVIDIA/TensorRT-LLM (tensorrt_llm/llmapi/llm_args.py)';
const LARGE = 70 * 2 ** 30; // B: vLLM takes its server defaults for H100-class cards from here up

const vllm: EngineSettings = {
  scheduler: 'vllm-v1',
  maxBatch: 1024,
  maxBatchedTokens: 8192,
  chunkedPrefill: true,
  blockTokens: 16,
  watermark: 0,
  prefixCache: 'lru',
  preemption: 'recompute',
  small: { below: LARGE, maxBatch: 256, maxBatchedTokens: 2048 },
};

const sglang: EngineSettings = {
  scheduler: 'sglang',
  maxBatch: 2048,
  maxBatchedTokens: 8192,
  chunkedPrefill: true,
  blockTokens: 1,
  watermark: 0,
  prefixCache: 'radix',
  preemption: 'recompute',
  small: { below: 35 * 2 ** 30, maxBatch: 2048, maxBatchedTokens: 2048 },
};

const trtllm: EngineSettings = {
  scheduler: 'trtllm',
  maxBatch: 2048,
  maxBatchedTokens: 8192,
  chunkedPrefill: false,
  blockTokens: 32,
  watermark: 0,
  prefixCache: 'radix',
  preemption: 'recompute',
};

const local: EngineSettings = {
  scheduler: 'static',
  maxBatch: 1,
  maxBatchedTokens: 2048,
  chunkedPrefill: true,
  blockTokens: 32,
  watermark: 0,
  prefixCache: 'off',
  preemption: 'recompute',
};

/** TensorRT-LLM's runtime in Python, the default since 1.0. */
const pytorch = {
  settings: trtllm,
  cache: { fraction: 0.9, of: 'free-after-load' },
  libraries: ['trtllm'],
  overlaps: true,
  graphTokens: 2048,
  eagerPrompts: true,
  sources: [TRTLLM, STUDY],
} as const;

/** What its versions share: a later one has other values of what is fitted. */
const sglangEngine = {
  family: 'sglang',
  settings: sglang,
  cache: { fraction: 0.85, of: 'free-before-load' },
  libraries: ['sglang', 'deepgemm', 'vllm'],
  overlaps: true,
  graphTokens: 512,
  // A prompt of one token of DeepSeek-V3.1 takes 83 ms, 23 from a graph: github.com/sgl-project/sglang/pull/12160.
  eagerPrompts: true,
  sources: [SGLANG, STUDY],
} as const;

type Draft = Omit<EngineProfile, 'overheads' | 'id'> & { readonly id: keyof typeof FITTED_OVERHEADS };

const DRAFTS: readonly Draft[] = [
  {
    id: 'vllm-0.4',
    family: 'vllm',
    name: 'vLLM 0.2-0.7 (V0 engine)',
    from: [0, 2],
    before: [0, 8],
    released: '2023-09',
    settings: {
      ...vllm,
      scheduler: 'vllm-v0',
      maxBatch: 256,
      maxBatchedTokens: 8192,
      chunkedPrefill: false,
      watermark: 0.01,
      prefixCache: 'off',
    },
    cache: { fraction: 0.9, of: 'total' },
    libraries: ['vllm'],
    overlaps: false,
    graphTokens: 256,
    sources: [VLLM, STUDY],
  },
  {
    id: 'vllm-0.8',
    family: 'vllm',
    name: 'vLLM 0.8-0.14 (V1 engine)',
    from: [0, 8],
    before: [0, 15],
    released: '2025-03',
    settings: vllm,
    cache: { fraction: 0.9, of: 'total' },
    libraries: ['vllm'],
    overlaps: false,
    graphTokens: 512,
    mixesCalls: true,
    padsRanks: true,
    portableExperts: true,
    sources: [VLLM, STUDY],
  },
  {
    id: 'vllm-0.15',
    family: 'vllm',
    name: 'vLLM 0.15 and later (V1 engine, scheduling ahead)',
    from: [0, 15],
    released: '2026-01',
    settings: vllm,
    cache: { fraction: 0.9, of: 'total' },
    libraries: ['vllm'],
    overlaps: true,
    graphTokens: 512,
    mixesCalls: true,
    sources: [VLLM, STUDY],
  },
  {
    id: 'sglang-0.4',
    name: 'SGLang 0.4-0.5.9',
    from: [0, 1],
    before: [0, 5, 10],
    released: '2024-12',
    ...sglangEngine,
  },
  {
    id: 'sglang-0.5.10',
    name: 'SGLang 0.5.10 and later',
    from: [0, 5, 10],
    released: '2026-04',
    ...sglangEngine,
  },
  {
    id: 'trtllm-0.5',
    family: 'trtllm',
    name: 'TensorRT-LLM 0.5-0.7 (static batches)',
    from: [0, 1],
    before: [0, 8],
    released: '2023-10',
    settings: { ...trtllm, scheduler: 'static', maxBatch: 256, blockTokens: 64, prefixCache: 'off' },
    cache: { fraction: 0.85, of: 'free-after-load' },
    libraries: ['trtllm'],
    overlaps: false,
    graphTokens: 0,
    headsReadAlone: 'all',
    ncclOnly: true,
    sources: [TRTLLM, STUDY],
  },
  {
    id: 'trtllm-0.8',
    family: 'trtllm',
    name: 'TensorRT-LLM 0.8-0.9 (static batches, all-reduce of its own)',
    from: [0, 8],
    before: [0, 10],
    released: '2024-02',
    settings: { ...trtllm, scheduler: 'static', maxBatch: 256, blockTokens: 64, prefixCache: 'off' },
    cache: { fraction: 0.85, of: 'free-after-load' },
    libraries: ['trtllm'],
    overlaps: false,
    graphTokens: 0,
    headsReadAlone: 'odd-groups',
    sources: [TRTLLM, STUDY],
  },
  {
    id: 'trtllm-0.10',
    family: 'trtllm',
    name: 'TensorRT-LLM 0.10-0.18 (C++ runtime)',
    from: [0, 10],
    before: [0, 19],
    released: '2024-06',
    settings: { ...trtllm, blockTokens: 64 },
    cache: { fraction: 0.9, of: 'free-after-load' },
    libraries: ['trtllm'],
    overlaps: false,
    graphTokens: 2048,
    sources: [TRTLLM, STUDY],
  },
  {
    id: 'trtllm-1.0',
    family: 'trtllm',
    name: 'TensorRT-LLM 0.19-1.0 (PyTorch runtime)',
    from: [0, 19],
    before: [1, 1],
    released: '2025-05',
    ...pytorch,
  },
  {
    id: 'trtllm-1.1',
    family: 'trtllm',
    name: 'TensorRT-LLM 1.1 and later (PyTorch runtime)',
    from: [1, 1],
    released: '2025-09',
    ...pytorch,
  },
  {
    id: 'llamacpp',
    family: 'llamacpp',
    name: 'llama.cpp',
    from: [0],
    released: '2023-03',
    settings: local,
    cache: { fraction: 1, of: 'free-after-load' },
    libraries: [],
    overlaps: false,
    graphTokens: 1,
    sources: ['https://github.com/XiongjieDai/GPU-Benchmarks-on-LLM-Inference', STUDY],
  },
  {
    id: 'neuron',
    family: 'neuron',
    name: 'Transformers NeuronX, vLLM on Neuron',
    from: [0],
    released: '2023-04',
    settings: { ...trtllm, scheduler: 'static', maxBatch: 8, prefixCache: 'off' },
    cache: { fraction: 0.9, of: 'free-after-load' },
    libraries: [],
    overlaps: false,
    graphTokens: 16, // graphs of prompts are launched layer by layer; those of one token run whole
    sources: ['https://awsdocs-neuron.readthedocs-hosted.com', STUDY],
  },
  {
    id: 'gaudi',
    family: 'gaudi',
    name: 'Optimum Habana, vLLM on Gaudi',
    from: [0],
    released: '2023-06',
    settings: {
      ...vllm,
      scheduler: 'vllm-v0',
      maxBatch: 256,
      blockTokens: 128,
      prefixCache: 'off',
      chunkedPrefill: false,
    },
    cache: { fraction: 0.9, of: 'free-after-load' },
    libraries: [],
    overlaps: false,
    graphTokens: 2048,
    sources: ['https://github.com/HabanaAI/vllm-fork', STUDY],
  },
  {
    id: 'vllm-ascend',
    family: 'ascend',
    name: 'vLLM on Ascend',
    from: [0],
    released: '2025-02',
    settings: { ...vllm, maxBatch: 256, blockTokens: 128 },
    cache: { fraction: 0.9, of: 'total' },
    libraries: [],
    overlaps: false,
    graphTokens: 512,
    sources: ['https://github.com/vllm-project/vllm-ascend', STUDY],
  },
  {
    id: 'mlx',
    family: 'mlx',
    name: 'MLX',
    from: [0],
    released: '2023-12',
    settings: local,
    cache: { fraction: 0.75, of: 'total' },
    libraries: [],
    overlaps: false,
    graphTokens: 1,
    sources: ['https://github.com/ml-explore/mlx-lm', STUDY],
  },
];

/**
 * Terms that no loaded run shows, read off tables of batches that wait at the start: what streams and comes over a network costs the host
 * more than what lies in a queue. Of TensorRT-LLM's tables: 0.17 on H100 (C++ runtime), 0.21 and 1.0 with 128 tokens in and out.
 */
const KNOWN: Readonly<Partial<Record<Draft['id'], Partial<Overheads>>>> = {
  'trtllm-0.10': { quiet: 0.1, quietPrompts: 0.1 },
  'trtllm-1.0': { quietPrompts: 0.1 },
  'trtllm-1.1': { quietPrompts: 0.1 },
};

/** Every engine profile, in the order of engines and versions. */
export const ENGINE_PROFILES: readonly EngineProfile[] = DRAFTS.map((draft) => ({
  ...draft,
  overheads: overheadsOf({ ...FITTED_OVERHEADS[draft.id], ...KNOWN[draft.id], ...fittedElsewhere(draft.id) }),
}));

function fittedElsewhere(id: string): Partial<Overheads> {
  return (FITTED_ENGINES as Readonly<Record<string, Partial<Overheads>>>)[id] ?? {};
}
