/**
 * Overheads of engines in the units of overheads.ts. Starting values of 2026-11: fits of a prototype to published closed-loop runs
 * (research/serving-modelling, table 2.5). To be written by calibration/serving.ts; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 10.5, step: 1.6, sequence: 25, chunk: 4, allReduce: 1.6, allReduceBlackwell: 0.6, request: 7, inputToken: 4 },
  'vllm-0.15': { layer: 10, moe: 7, narrow: 5, step: 0.5, sequence: 6, chunk: 2.6, floor: 1, allReduce: 1.6, allReduceBlackwell: 0.8, request: 15, inputToken: 1.6 },
  'sglang-0.4': { layer: 11, moe: 12, narrow: 5, step: 0.7, sequence: 12, chunk: 1.8, floor: 1, allReduce: 1.8, allReduceBlackwell: 1, request: 10, inputToken: 1.9 },
  'trtllm-0.5': { layer: 15, step: 1, sequence: 10, chunk: 1, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14, step: 0.7, sequence: 15, chunk: 1.5, quiet: 0.1, allReduce: 1.4, allReduceBlackwell: 0.7, request: 10, inputToken: 1.5 },
  'trtllm-1.0': { layer: 14, narrow: 6, step: 0.6, sequence: 25, chunk: 0.1, launch: 15, floor: 2, allReduce: 1.4, allReduceBlackwell: 0.7, request: 20, inputToken: 1.5 },
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
