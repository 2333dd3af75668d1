/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 18.3, step: 1.12, sequence: 35, chunk: 1.1, allReduce: 1.83, allReduceBlackwell: 1.21, request: 12, inputToken: 2.22, moe: 9.83, narrowing: 0.42, grouping: 0.955 },
  'vllm-0.15': { layer: 8.3, moe: 4.7, narrow: 5, step: 0.348, sequence: 14.2, chunk: 1.29, floor: 1.98, allReduce: 1.23, allReduceBlackwell: 0.94, request: 43.7, inputToken: 3.58, narrowing: 0.564, grouping: 0.891, launch: 5.76 }, // 128 rows
  'sglang-0.4': { layer: 10.6, moe: 7.03, narrow: 5, step: 0.767, sequence: 10, chunk: 1.21, floor: 1.97, allReduce: 2.09, allReduceBlackwell: 1.33, request: 43.8, inputToken: 4.4, narrowing: 0.355, grouping: 0.396, launch: 60 },
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14.2, step: 0.874, sequence: 9.38, chunk: 1.8, allReduce: 4.13, allReduceBlackwell: 0.7, request: 6.66, inputToken: 1.68 },
  'trtllm-1.0': { layer: 11.1, narrow: 6, step: 0.597, sequence: 21.5, chunk: 5.06, launch: 9.2, floor: 1.72, allReduce: 1.62, allReduceBlackwell: 1.02, request: 37.5, inputToken: 2.7, moe: 4.38, narrowing: 0.812, grouping: 0.682 },
  'trtllm-1.1': { layer: 6.39, narrow: 6, step: 0.33, sequence: 8.77, chunk: 0.101, launch: 55.4, floor: 1.3, allReduce: 1.34, allReduceBlackwell: 0.657, request: 17.9, inputToken: 2.91, moe: 4.64, narrowing: 0.254, grouping: 1.13 },
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
