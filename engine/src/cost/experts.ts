import { defineTerm } from '../because/index.ts';
import { FITTED_ONCE } from '../machine/index.ts';
import { matmulFlops, shapeShare } from './matmul.ts';

/** Grouped products of the routed experts reach this share of a plain product's rate. */
export const GROUPED_SHARE = 0.91; // FITTED_ONCE, on MoE recipes of H100, B200, GB200
/** Tokens of an expert are padded to this many rows, and this share of the padding is paid for. */
export const PAD_ROWS = 128; // block size of grouped kernels (DeepGEMM, Megatron-Core)
export const PAD_PAID = 0.7; // FITTED_ONCE, on the same recipes

export const paddedRows = defineTerm(
  {
    term: 'experts.rows',
    formula: 'r + 0.7·(⌈r/128⌉·128 − r)',
    unit: '1',
    symbols: { r: { unit: '1', meaning: 'tokens that one local expert receives' } },
    source: `blocks of grouped kernels: DeepGEMM, Megatron-Core; 0.7: ${FITTED_ONCE}`,
  },
  (r: number) => r + PAD_PAID * (Math.ceil(r / PAD_ROWS) * PAD_ROWS - r),
);

/** Seconds of `experts` equal products of r rows each; weights of every local expert are read once. */
export const expertsSeconds = defineTerm(
  {
    term: 'experts.seconds',
    formula: 'max( E·2·rows(r)·n·k / (0.91·rate·shape) , e·E·(r·k + k·n + r·n) / bandwidth )',
    unit: 's',
    symbols: {
      E: { unit: '1', meaning: 'local experts' },
      r: { unit: '1', meaning: 'tokens per local expert' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
      rate: { unit: 'FLOP/s', meaning: 'sustained rate of large products' },
      bandwidth: { unit: 'B/s', meaning: 'achieved memory bandwidth' },
      e: { unit: 'B', meaning: 'bytes per element' },
    },
    source: `as matmul.seconds; grouped share: ${FITTED_ONCE}`,
  },
  (experts: number, r: number, n: number, k: number, rate: number, bandwidth: number, e: number) => {
    if (r <= 0) return 0;
    const rows = paddedRows(r);
    const compute = (experts * matmulFlops(rows, n, k)) / (GROUPED_SHARE * rate * shapeShare(rows, n, k));
    return Math.max(compute, (e * experts * (r * k + k * n + r * n)) / bandwidth);
  },
);
