/**
 * Overheads of engines outside the big three, in the units of overheads.ts. Written by calibration/local.ts; not by hand. Fitted to few
 * published runs each: gpt-fast, Hugging Face and vLLM of 2023 without graphs, loops in Python around local engines, AWS Neuron, Gaudi 2,
 * vLLM on Ascend, Tenstorrent with its host.
 */
export const FITTED_ENGINES = {
  gptfast: { step: 0.238, products: 0.916, experts: 0.594 },
  torch: { launch: 78.1, layer: 12 },
  vllm: { launch: 61.9 },
  webui: { step: 7.05, request: 200 },
  neuron: { layer: 156, attention: 1.42, prompts: 2.66, launch: 67.6, allReduce: 0.39 },
  gaudi: { layer: 0, attention: 1.04, sequence: 0, prompts: 1.05 },
  'vllm-ascend': { layer: 513, moe: 388, sequence: 0, prompts: 4.43 },
  tenstorrent: { layer: 1000 },
} as const;
