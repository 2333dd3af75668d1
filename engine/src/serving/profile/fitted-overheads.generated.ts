/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 28.8, step: 0.893, sequence: 46.8, chunk: 1.04, allReduce: 1.74, allReduceBlackwell: 1.61, request: 10.4, inputToken: 2.02, moe: 16.6, narrowing: 0.605 }, // 120 rows
  'vllm-0.15': { layer: 9.65, moe: 7.86, narrow: 5, step: 0.45, sequence: 47.9, chunk: 1.17, floor: 1.66, allReduce: 1.3, allReduceBlackwell: 0.892, request: 43.1, inputToken: 3.88, narrowing: 0.843 }, // 128 rows
  'sglang-0.4': { layer: 11.7, moe: 6.59, narrow: 5, step: 0.762, sequence: 10, chunk: 1, floor: 1.5, allReduce: 2.45, allReduceBlackwell: 1.89, request: 183, inputToken: 3.03, narrowing: 0.32 }, // 167 rows
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14.2, step: 0.874, sequence: 9.38, chunk: 1.8, quiet: 0.1, allReduce: 4.13, allReduceBlackwell: 0.7, request: 6.66, inputToken: 1.68 }, // 27 rows
  'trtllm-1.0': { layer: 6.29, narrow: 6, step: 0.349, sequence: 25, chunk: 0.101, launch: 15, floor: 1.44, allReduce: 0.956, allReduceBlackwell: 1.02, request: 45.2, inputToken: 1.85, moe: 4.38, narrowing: 0.682 }, // 126 rows
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
