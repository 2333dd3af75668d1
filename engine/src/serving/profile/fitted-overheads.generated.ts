/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 18.2, step: 1.12, sequence: 35, chunk: 1.14, allReduce: 1.81, allReduceBlackwell: 1.2, request: 11.1, inputToken: 2.17, moe: 9.81, narrowing: 0.425, grouping: 0.979, launch: 5 }, // 80 rows
  'vllm-0.15': { layer: 9.11, moe: 5.41, narrow: 5, step: 0.392, sequence: 14.2, chunk: 1.29, floor: 1.98, allReduce: 1.13, allReduceBlackwell: 0.921, request: 42.6, inputToken: 3.39, narrowing: 0.397, grouping: 1.07, launch: 5.76 }, // 128 rows
  'sglang-0.4': { layer: 13.2, moe: 8.07, narrow: 5, step: 0.891, sequence: 10, chunk: 1.59, floor: 2.34, allReduce: 1.51, allReduceBlackwell: 1.23, request: 43.6, inputToken: 3.36, narrowing: 0.355, grouping: 0.419, launch: 74.8 }, // 117 rows
  'sglang-0.5.10': { layer: 9.65, moe: 6.83, narrow: 5, step: 0.621, sequence: 10, chunk: 1.1, floor: 2.2, allReduce: 2.1, allReduceBlackwell: 0.691, request: 10.2, inputToken: 2.36, narrowing: 0.355, grouping: 0.738, launch: 60.4 }, // 41 rows
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14.8, step: 0.877, sequence: 9.4, chunk: 1.81, allReduce: 4.08, allReduceBlackwell: 0.7, request: 6.58, inputToken: 1.64 }, // 27 rows
  'trtllm-1.0': { layer: 10.4, narrow: 6, step: 0.537, sequence: 9.87, chunk: 1.86, launch: 20.2, floor: 1.52, allReduce: 1.77, allReduceBlackwell: 1.02, request: 37.1, inputToken: 1.98, moe: 4.38, narrowing: 0.591, grouping: 0.682 }, // 28 rows
  'trtllm-1.1': { layer: 6.13, narrow: 6, step: 0.345, sequence: 7.85, chunk: 0.1, launch: 50.3, floor: 1.49, allReduce: 1.58, allReduceBlackwell: 0.658, request: 23, inputToken: 2.95, moe: 5.03, narrowing: 0.251, grouping: 1.28 }, // 92 rows
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
