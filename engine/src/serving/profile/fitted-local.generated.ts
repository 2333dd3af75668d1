/**
 * Engines that serve one request at a time, in the units of local.ts. Written by calibration/local.ts; not by hand. Fitted to published
 * runs of llama.cpp (36 cards and sets of cards, May 2024), ExLlamaV2 and MLC LLM (2023), and of llama.cpp under Metal (pull requests).
 */
export const FITTED_LOCAL = {
  chip: { share: 0.9304, blend: 6.175, card: 0.2293, products: 0.4601, watt: 0.4497, widen: 1.083, scores: 5.251, stages: 0.8165, metalGap: 1.395, metalProducts: 0.6265, metalNarrow: 0.9078 },
  engines: {
    llamacpp: { gap: 99.36, stream: 6.596, reduce: 170 },
    exllama: { gap: 47.35, stream: 8.93, reduce: 60 },
    mlc: { gap: 32.05, stream: 9.719, reduce: 59.07 },
  },
  widths: { answer: { p80: 0.102, p90: 0.14 }, prompt: { p80: 0.22, p90: 0.375 } },
} as const;
