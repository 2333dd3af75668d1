/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 18.2, step: 1.12, sequence: 35, chunk: 1.14, allReduce: 1.81, allReduceBlackwell: 1.2, request: 11.1, inputToken: 2.17, moe: 9.81, narrowing: 0.425, grouping: 0.979, launch: 5 }, // 80 rows
  'vllm-0.15': { layer: 9.13, moe: 5.4, narrow: 5, step: 0.392, sequence: 14.2, chunk: 1.29, floor: 1.98, allReduce: 1.13, allReduceBlackwell: 0.921, request: 42.6, inputToken: 3.41, narrowing: 0.398, grouping: 1.08, launch: 5.76 }, // 128 rows
  'sglang-0.4': { layer: 13.6, moe: 7.96, narrow: 5, step: 0.944, sequence: 10, chunk: 1.42, floor: 2.23, allReduce: 1.66, allReduceBlackwell: 1.16, request: 47.5, inputToken: 3.08, narrowing: 0.355, grouping: 0.402, launch: 60 }, // 117 rows
  'sglang-0.5.10': { layer: 9.68, moe: 6.89, narrow: 5, step: 0.618, sequence: 10, chunk: 1.08, floor: 2.18, allReduce: 2.1, allReduceBlackwell: 0.694, request: 10.4, inputToken: 2.52, narrowing: 0.355, grouping: 0.743, launch: 60 }, // 41 rows
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 14.5, step: 0.871, sequence: 9.4, chunk: 1.8, allReduce: 4.12, allReduceBlackwell: 0.7, request: 6.63, inputToken: 1.66 }, // 27 rows
  'trtllm-1.0': { layer: 11.5, narrow: 6, step: 0.633, sequence: 21.5, chunk: 5.06, launch: 9.2, floor: 1.72, allReduce: 1.52, allReduceBlackwell: 1.02, request: 36.7, inputToken: 2.63, moe: 4.38, narrowing: 0.822, grouping: 0.682 }, // 28 rows
  'trtllm-1.1': { layer: 6.6, narrow: 6, step: 0.362, sequence: 8.55, chunk: 0.101, launch: 51.8, floor: 1.3, allReduce: 1.53, allReduceBlackwell: 0.564, request: 19.4, inputToken: 2.7, moe: 5.24, narrowing: 0.267, grouping: 1.17 }, // 92 rows
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
