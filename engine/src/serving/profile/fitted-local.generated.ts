/**
 * Engines that serve one request at a time, in the units of local.ts. Written by calibration/local.ts; not by hand. Fitted to published
 * runs of llama.cpp (36 cards and sets of cards, May 2024), ExLlamaV2 and MLC LLM (2023), and of llama.cpp under Metal (pull requests).
 */
export const FITTED_LOCAL = {
  chip: { share: 0.9304, blend: 6.186, card: 0.2294, products: 0.4604, watt: 0.45, widen: 1.087, scores: 5.257, stages: 0.8152, metalGap: 1.395, metalProducts: 0.6265, metalNarrow: 0.9081 },
  engines: {
    llamacpp: { gap: 99.37, stream: 6.594, reduce: 170.1 },
    exllama: { gap: 47.28, stream: 8.936, reduce: 60 },
    mlc: { gap: 32.05, stream: 9.721, reduce: 59.04 },
  },
  widths: { answer: { p80: 0.103, p90: 0.141 }, prompt: { p80: 0.221, p90: 0.369 } },
} as const;
