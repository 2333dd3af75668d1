import type { Mamba } from './architecture.ts';
import type { Scan } from './operators.ts';

/**
 * Mamba-2's chunked scan (SSD, arXiv 2405.21060 section 6), per token, with chunk Q, head size P, state N, heads H, groups G:
 * CBᵀ 2QNG, its product with X 2QPH, the chunk's state 2NPH, the earlier state's output 2NPH; the convolution 2K(HP + 2GN).
 */
export function scanOf(mamba: Mamba): Scan {
  const { heads: H, headDim: P, stateDim: N, groups: G, convKernel: K, chunk: Q } = mamba;
  const inner = H * P;
  const flopsPerToken = 2 * Q * N * G + 2 * Q * inner + 4 * N * inner + 2 * K * (inner + 2 * G * N);
  // x, B, C, dt read and y written; each chunk writes its state, the pass between chunks reads and writes it, the output reads it.
  const elementsPerToken = 2 * inner + 2 * G * N + H + (4 * inner * N) / Q;
  return { op: 'scan', name: 'scan', heads: H, flopsPerToken, elementsPerToken };
}
