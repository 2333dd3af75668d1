/**
 * Overheads of engines outside the big three, in the units of overheads.ts. Written by calibration/local.ts; not by hand. Fitted to few
 * published runs each: gpt-fast, Hugging Face and vLLM of 2023 without graphs, loops in Python around local engines, AWS Neuron, Gaudi 2,
 * vLLM on Ascend, Tenstorrent with its host.
 */
export const FITTED_ENGINES = {
  gptfast: { step: 0.383, products: 0.926, experts: 0.598 },
  torch: { layer: 12, launch: 78.1 },
  vllm: { launch: 61.9 },
  webui: { step: 7, request: 200 },
  neuron: { layer: 113, products: 1.25, attention: 1.57, prompts: 2.36, launch: 67.6, allReduce: 0.3 },
  gaudi: { layer: 0, attention: 1.04, sequence: 0, prompts: 1.05 },
  'vllm-ascend': { layer: 505, moe: 283, sequence: 0, prompts: 5.53 },
  tenstorrent: { layer: 1000 },
} as const;
