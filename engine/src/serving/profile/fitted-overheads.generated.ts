/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 18.3, step: 1.12, sequence: 35, chunk: 1.1, allReduce: 1.83, allReduceBlackwell: 1.21, request: 12, inputToken: 2.22, moe: 9.83, narrowing: 0.42, grouping: 0.955 },
  'vllm-0.15': { layer: 11.3, moe: 6.56, narrow: 5, step: 0.527, sequence: 46.1, chunk: 1.28, floor: 1.62, allReduce: 1.29, allReduceBlackwell: 0.777, request: 46, inputToken: 3.56, narrowing: 0.458, grouping: 0.96, launch: 5.76 },
  'sglang-0.4': { layer: 11.7, moe: 6.59, narrow: 5, step: 0.762, sequence: 10, chunk: 1, floor: 1.5, allReduce: 2.45, allReduceBlackwell: 1.89, request: 183, inputToken: 3.03, narrowing: 0.32, grouping: 0.32 },
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14.2, step: 0.874, sequence: 9.38, chunk: 1.8, allReduce: 4.13, allReduceBlackwell: 0.7, request: 6.66, inputToken: 1.68 },
  'trtllm-1.0': { layer: 11.1, narrow: 6, step: 0.597, sequence: 21.5, chunk: 5.06, launch: 9.2, floor: 1.72, allReduce: 1.62, allReduceBlackwell: 1.02, request: 37.5, inputToken: 2.7, moe: 4.38, narrowing: 0.812, grouping: 0.682 },
  'trtllm-1.1': { layer: 5.31, narrow: 6, step: 0.316, sequence: 21, chunk: 0.101, launch: 6.7, floor: 1.45, allReduce: 0.648, allReduceBlackwell: 1.08, request: 41.4, inputToken: 1.97, moe: 4.44, narrowing: 0.228, grouping: 0.915 }, // 98 rows
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
