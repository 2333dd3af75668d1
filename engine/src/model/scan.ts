import type { Mamba } from './architecture.ts';
import type { Scan } from './operators.ts';

/**
 * A recurrent mixer's chunked pass over the sequence, forward, per token, with its causal convolution 2K(HP + 2GN).
 * Letters: chunk Q, head size P, state N, heads H, groups G, convolution kernel K.
 */
export function scanOf(mamba: Mamba): Scan {
  const { heads: H, headDim: P, stateDim: N, groups: G, convKernel: K, chunk: Q } = mamba;
  const inner = H * P;
  const chunks = mamba.rule === 'gated-delta' ? deltaFlops(mamba) : ssdFlops(mamba);
  // x, B, C, dt read and y written; each chunk writes its state, the pass between chunks reads and writes it, the output reads it.
  const elementsPerToken = 2 * inner + 2 * G * N + H + (4 * inner * N) / Q;
  return { op: 'scan', name: 'scan', heads: H, flopsPerToken: chunks + 2 * K * (inner + 2 * G * N), elementsPerToken };
}

/**
 * Mamba-2 (SSD, arXiv 2405.21060 section 6): CBᵀ 2QNG, its product with X 2QPH, the chunk's state 2NPH, the earlier state's output 2NPH.
 */
function ssdFlops({ heads: H, headDim: P, stateDim: N, groups: G, chunk: Q }: Mamba): number {
  return 2 * Q * N * G + 2 * Q * P * H + 4 * N * P * H;
}

/**
 * Gated DeltaNet (arXiv 2412.06464 section 3.3), all per value head: KKᵀ, QKᵀ and the keys' transform 3 x 2QN; the values' transform and
 * the product with the scores 2 x 2QP; the inverse of the chunk's triangle Q²/3; the state read by keys, read by queries, written 3 x 2NP.
 */
function deltaFlops({ heads: H, headDim: P, stateDim: N, chunk: Q }: Mamba): number {
  return H * (6 * Q * N + 4 * Q * P + (Q * Q) / 3 + 6 * N * P);
}
