/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 15.5, step: 1.07, sequence: 34.2, chunk: 1.09, allReduce: 1.73, allReduceBlackwell: 0.98, request: 11, inputToken: 2.22, moe: 8.75, narrowing: 0.459, grouping: 0.868, launch: 5, tile: 2.95 }, // 80 rows
  'vllm-0.15': { layer: 8.33, moe: 5.5, narrow: 5, step: 0.385, sequence: 14.2, chunk: 1.29, floor: 1.98, allReduce: 1.04, allReduceBlackwell: 0.931, request: 41.9, inputToken: 3.59, narrowing: 0.383, grouping: 1.06, launch: 5.76 }, // 128 rows
  'sglang-0.4': { layer: 12.9, moe: 7.75, narrow: 5, step: 0.878, sequence: 10, chunk: 1.64, floor: 2.36, allReduce: 1.51, allReduceBlackwell: 1.27, request: 42.7, inputToken: 3.5, narrowing: 0.355, grouping: 0.419, launch: 75.7 }, // 117 rows
  'sglang-0.5.10': { layer: 9.65, moe: 6.83, narrow: 5, step: 0.621, sequence: 10, chunk: 1.1, floor: 2.2, allReduce: 2.1, allReduceBlackwell: 0.691, request: 10.2, inputToken: 2.36, narrowing: 0.355, grouping: 0.738, launch: 60.4 }, // 41 rows
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 13.5, step: 0.881, sequence: 9.18, chunk: 1.77, allReduce: 4.21, allReduceBlackwell: 0.7, request: 6.68, inputToken: 1.57 }, // 27 rows
  'trtllm-1.0': { layer: 11.3, narrow: 6, step: 0.595, sequence: 9.87, chunk: 1.86, launch: 20.2, floor: 1.52, allReduce: 1.4, allReduceBlackwell: 1.02, request: 36.5, inputToken: 2.29, moe: 4.38, narrowing: 0.598, grouping: 0.682 }, // 28 rows
  'trtllm-1.1': { layer: 6.48, narrow: 6, step: 0.333, sequence: 7.38, chunk: 0.0994, launch: 51.7, floor: 1.48, allReduce: 1.54, allReduceBlackwell: 0.609, request: 22.5, inputToken: 3.08, moe: 5.06, narrowing: 0.245, grouping: 1.23 }, // 92 rows
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
