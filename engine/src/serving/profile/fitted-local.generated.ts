/**
 * Engines that serve one request at a time, in the units of local.ts. Written by calibration/local.ts; not by hand. Fitted to published
 * runs of llama.cpp (36 cards and sets of cards, May 2024), ExLlamaV2 and MLC LLM (2023), and of llama.cpp under Metal (pull requests).
 */
export const FITTED_LOCAL = {
  chip: { share: 0.9305, blend: 6.115, card: 0.2289, products: 0.4608, watt: 0.451, widen: 1.086, scores: 5.263, stages: 0.8155, metalGap: 1.394, metalProducts: 0.6265, metalNarrow: 0.9079 },
  engines: {
    llamacpp: { gap: 99.34, stream: 6.595, reduce: 170 },
    exllama: { gap: 47.23, stream: 8.935, reduce: 60 },
    mlc: { gap: 32.04, stream: 9.731, reduce: 59.05 },
  },
} as const;
