/**
 * Overheads of engines in the units of overheads.ts, fitted to published runs and drawn to their priors. Written by calibration/serving.ts;
 * not by hand. Lines without rows are estimates after the Ridgepoint serving study 2026-11, table 2.5; what is absent stays at its prior.
 */
export const FITTED_OVERHEADS = {
  'vllm-0.4': { layer: 12, step: 3, sequence: 40, chunk: 6, allReduce: 1.6, request: 10, inputToken: 5 },
  'vllm-0.8': { layer: 31.2, step: 0.86, sequence: 46.1, chunk: 0.993, allReduce: 1.3, allReduceBlackwell: 1.4, request: 10.1, inputToken: 2.01, moe: 17.2, narrowing: 0.597 },
  'vllm-0.15': { layer: 7.64, moe: 6.92, narrow: 5, step: 0.347, sequence: 52.7, chunk: 1.02, floor: 2.33, allReduce: 1.65, allReduceBlackwell: 1.4, request: 39.8, inputToken: 2.29, narrowing: 0.5 }, // 128 rows
  'sglang-0.4': { layer: 10.3, moe: 6.48, narrow: 5, step: 0.648, sequence: 10, chunk: 1, floor: 1.5, allReduce: 1.76, allReduceBlackwell: 2.3, request: 150, inputToken: 2.35, narrowing: 0.293 },
  'trtllm-0.5': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.8': { layer: 15, step: 0.5, sequence: 0.5, chunk: 0.05, allReduce: 2, request: 5, inputToken: 1 },
  'trtllm-0.10': { layer: 15, step: 0.917, sequence: 8.28, chunk: 1.23, quiet: 0.1, allReduce: 1.97, allReduceBlackwell: 0.7, request: 6.21, inputToken: 1.88 },
  'trtllm-1.0': { layer: 5.45, narrow: 6, step: 0.33, sequence: 25, chunk: 0.1, launch: 15, floor: 1.5, allReduce: 1.31, allReduceBlackwell: 1.53, request: 32.2, inputToken: 1.74, moe: 4.34, narrowing: 0.408 },
  llamacpp: { layer: 90, step: 0, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
  neuron: { layer: 200, step: 1, sequence: 10, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  gaudi: { layer: 20, step: 2, sequence: 20, chunk: 2, allReduce: 1, request: 10, inputToken: 2 },
  'vllm-ascend': { layer: 250, step: 5, sequence: 40, chunk: 6, allReduce: 1.5, request: 10, inputToken: 2 },
  mlx: { layer: 60, step: 0.5, sequence: 0, chunk: 0, request: 1, inputToken: 1 },
} as const;
