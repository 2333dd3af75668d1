import type { ServingRow } from '../../rows/serving/serving-row.ts';

const LLAMA_CPP = 'https://github.com/ggml-org/llama.cpp/pull';

/** A published llama-bench figure under Metal: tokens a second of an answer (tg) or a prompt (pp) of so many tokens. */
type MetalRun = readonly [
  chip: string,
  model: string,
  weights: string,
  kind: 'tg' | 'pp',
  tokens: number,
  rate: number,
  url: string,
];

/** Runs of llama.cpp on Apple chips that pull requests and issues print; none of them is a row that is scored. */
const RUNS: readonly MetalRun[] = [
  ['Apple M2 Ultra', 'Llama-2-7B', 'F16', 'tg', 64, 40.53, `${LLAMA_CPP}/2891`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q8_0', 'tg', 128, 62.05, `${LLAMA_CPP}/2917`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q4_0', 'tg', 128, 88.54, `${LLAMA_CPP}/2917`],
  ['Apple M2 Ultra', 'Llama-3.2-3B', 'F16', 'tg', 128, 73.29, `${LLAMA_CPP}/10238`],
  ['Apple M3 Max', 'Llama-3.2-1B', 'Q8_0', 'tg', 128, 169.28, `${LLAMA_CPP}/10171`],
  ['Apple M1 Max', 'Llama-3.1-8B', 'Q4_K_M', 'tg', 128, 46.2, 'https://github.com/brand-o/normiebench/issues/40'],
  [
    'Apple M1 Ultra',
    'TinyLlama-1.1B',
    'Q4_K_M',
    'tg',
    128,
    242.56,
    'https://github.com/geerlingguy/ai-benchmarks/issues/48',
  ],
  ['Apple M2 Ultra', 'Llama-2-7B', 'F16', 'pp', 512, 1265.3, `${LLAMA_CPP}/3084`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q8_0', 'pp', 512, 1142.84, `${LLAMA_CPP}/3084`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q4_0', 'pp', 512, 1164, `${LLAMA_CPP}/3084`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q6_K', 'pp', 512, 977.56, `${LLAMA_CPP}/3084`],
  ['Apple M2 Ultra', 'Llama-2-7B', 'Q4_K_M', 'pp', 512, 1028.2, `${LLAMA_CPP}/3084`],
  ['Apple M1 Max', 'Llama-3.1-8B', 'Q4_K_M', 'pp', 512, 499.58, 'https://github.com/brand-o/normiebench/issues/40'],
  [
    'Apple M1 Ultra',
    'TinyLlama-1.1B',
    'Q4_K_M',
    'pp',
    512,
    5587.84,
    'https://github.com/geerlingguy/ai-benchmarks/issues/48',
  ],
  [
    'Apple M1 Ultra',
    'Llama-3.2-3B',
    'Q4_K_M',
    'pp',
    512,
    2142.59,
    'https://github.com/geerlingguy/ai-benchmarks/issues/48',
  ],
];

/** The same as rows of a corpus. */
export const METAL_ROWS: readonly ServingRow[] = RUNS.map(([chip, model, weights, kind, tokens, rate, url], i) => ({
  id: `metal-${i}`,
  family: 'llama.cpp/metal',
  model: { name: model, weights },
  hardware: { accelerator: chip, gpus: 1 },
  serving: {
    engine: 'llama.cpp',
    batch: 1,
    scenario: 'batch1',
    ...(kind === 'tg' ? { output_len: tokens } : { input_len: tokens }),
  },
  measured: kind === 'tg' ? { decode_tokens_per_s: rate } : { prefill_tokens_per_s: rate },
  source: { where: url },
}));
