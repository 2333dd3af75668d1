import { defineTerm } from '../because/index.ts';
import { FITTED_ONCE } from '../machine/index.ts';

/**
 * Matrix products. Datasheet grade: three shape effects that hold on every chip (a short inner dimension, few rows, a last wave
 * that is not full) over a sustained rate, and the bytes through memory. Fitted parameters of a measured chip replace `SHAPE` (silicon grade).
 */
export interface ShapeParameters {
  /** K at which half the rate is lost to filling and draining the inner loop. */
  readonly kHalf: number;
  /** Rows (or columns) at which half the rate is lost. */
  readonly mHalf: number;
  /** Share of a started wave of tiles that is paid for although the tiles do not fill it. */
  readonly wave: number;
  readonly tileM: number;
  readonly tileN: number;
}

/** `FITTED_ONCE`, the same values for all chips; tiles: the largest of cuBLAS (NVIDIA, Matrix Multiplication Background, section 2.3). */
export const SHAPE: ShapeParameters = {
  kHalf: 173,
  mHalf: 46,
  wave: 0.6,
  tileM: 128,
  tileN: 256,
};

export const matmulFlops = defineTerm(
  {
    term: 'matmul.flops',
    formula: '2·m·n·k',
    unit: 'FLOP',
    symbols: {
      m: { unit: '1', meaning: 'rows (tokens)' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
    },
    source: 'definition: one multiply and one add per element',
  },
  (m: number, n: number, k: number) => 2 * m * n * k,
);

export const matmulBytes = defineTerm(
  {
    term: 'matmul.bytes',
    formula: 'e·(m·k + k·n + m·n)',
    unit: 'B',
    symbols: {
      m: { unit: '1', meaning: 'rows' },
      n: { unit: '1', meaning: 'output width' },
      k: { unit: '1', meaning: 'inner width' },
      e: { unit: 'B', meaning: 'bytes per element' },
    },
    source: 'every operand is moved once',
  },
  (m: number, n: number, k: number, e: number) => e * (m * k + k * n + m * n),
);

/**
 * Share of the sustained rate that a shape reaches: K ramp, M ramp. A side that is no multiple of 16 bytes costs more, but by 1.35 on one
 * chip (RTX 4090: pytorch#181718) and 5 on another (H100: float8_experimental#145), and frameworks pad it away: no general law, no term.
 */
export const shapeShare = defineTerm(
  {
    term: 'matmul.shape',
    formula: 'k/(k+173) · min(m,n)/(min(m,n)+46)',
    unit: '1',
    symbols: {
      m: { unit: '1', meaning: 'rows' },
      n: { unit: '1', meaning: 'output width' },
      k: { unit: '1', meaning: 'inner width' },
    },
    source: FITTED_ONCE,
  },
  (m: number, n: number, k: number) => {
    const side = Math.min(m, n);
    return (k / (k + SHAPE.kHalf)) * (side / (side + SHAPE.mHalf));
  },
);

/** Factor >= 1: tiles come in waves of as many as the chip has cores; the last wave is rarely full. */
export const waveFactor = defineTerm(
  {
    term: 'matmul.wave',
    formula: '1 + 0.6·(⌈tiles/cores⌉·cores/tiles − 1), tiles = ⌈m/128⌉·⌈n/256⌉',
    unit: '1',
    symbols: {
      m: { unit: '1', meaning: 'rows' },
      n: { unit: '1', meaning: 'output width' },
      cores: { unit: '1', meaning: 'streaming multiprocessors or matrix cores; 0 = not modelled' },
    },
    source: `tile and wave quantisation: NVIDIA, Matrix Multiplication Background, chapter 3; 0.6: ${FITTED_ONCE}`,
  },
  (m: number, n: number, cores: number) => {
    if (cores <= 0) return 1;
    const tiles = Math.ceil(m / SHAPE.tileM) * Math.ceil(n / SHAPE.tileN);
    return 1 + SHAPE.wave * ((Math.ceil(tiles / cores) * cores) / tiles - 1);
  },
);

/** Seconds of y[m,n] = x[m,k]·W[k,n], without launch. */
export const matmulSeconds = defineTerm(
  {
    term: 'matmul.seconds',
    formula: 'max( flops / (rate · shape) · wave , bytes / bandwidth )',
    unit: 's',
    symbols: {
      m: { unit: '1', meaning: 'rows' },
      n: { unit: '1', meaning: 'output width on this rank' },
      k: { unit: '1', meaning: 'inner width on this rank' },
      rate: { unit: 'FLOP/s', meaning: 'sustained rate of large products in this format' },
      bandwidth: { unit: 'B/s', meaning: 'achieved memory bandwidth' },
      e: { unit: 'B', meaning: 'bytes per element' },
      cores: { unit: '1', meaning: 'cores for wave quantisation' },
    },
    source: 'roofline: Williams, Waterman, Patterson 2009, with the shape terms above',
  },
  (m: number, n: number, k: number, rate: number, bandwidth: number, e: number, cores: number) => {
    if (m <= 0 || n <= 0 || k <= 0) return 0;
    const compute = (matmulFlops(m, n, k) / (rate * shapeShare(m, n, k))) * waveFactor(m, n, cores);
    return Math.max(compute, matmulBytes(m, n, k, e) / bandwidth);
  },
);
