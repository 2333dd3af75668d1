import { matmulSeconds } from '../../cost/index.ts';
import { baseValue, type Chip, type Dtype } from '../../facts/index.ts';
import { MEMORY_SHARE, multiprocessors, peakFlops, REACHABLE_DEFAULT } from '../../machine/index.ts';

/** Seconds of y[m,n] = x[m,k]·W[k,n] inside a running model. */
export type Product = (m: number, n: number, k: number) => number;

/** FLOP/s of a large product by the datasheet: the dense peak times the best published share. */
export function datasheetRate(chip: Chip, dtype: Dtype): number {
  const measured = chip.reachable?.[dtype] ?? chip.reachable?.bf16 ?? chip.reachable?.fp16;
  return peakFlops(chip, dtype) * (measured ? baseValue(measured) : REACHABLE_DEFAULT);
}

/** From one kernel to the next inside a graph. */
export const KERNEL_GAP = 2.5e-6; // s, start and end of fitted products: 2-3 us on Hopper and Blackwell

/** A product by the datasheet: operands of different widths through 0.8 of memory bandwidth, or the reachable rate with shape effects. */
export function datasheetProduct(chip: Chip, dtype: Dtype, activationBytes: number, weightBytes: number): Product {
  const rate = datasheetRate(chip, dtype);
  const memory = baseValue(chip.memory.bandwidth) * MEMORY_SHARE;
  const cores = multiprocessors(chip);
  return (m, n, k) => {
    const bytes = m * k * activationBytes + n * k * weightBytes + 2 * m * n;
    // Rows below a tile cost a tile: shape effects are those of 64 rows and more.
    const compute = matmulSeconds(Math.max(64, m), n, k, rate, Number.POSITIVE_INFINITY, 1, m > 256 ? cores : 0);
    return KERNEL_GAP + Math.max(m < 64 ? compute * 0.5 : compute, bytes / memory);
  };
}

const TILE = { rows: 128, columns: 64 }; // cuBLAS's usual kernel of 32-bit products on cores without tensor units
const LEAST_DEPTH = 256; // elements of the inner width that a piece of a tile is worth cutting for

/**
 * A product in 32 bit, which runs on the ordinary units of a multiprocessor: PyTorch leaves tensor cores alone unless told otherwise
 * (torch.backends.cuda.matmul.allow_tf32 is off by default). Whole tiles over the cores; few tiles are cut along the inner width.
 * Operands come in 16 bit and are widened by a kernel before.
 */
export function wideProduct(chip: Chip): Product {
  const memory = baseValue(chip.memory.bandwidth) * MEMORY_SHARE;
  const cores = Math.max(1, multiprocessors(chip));
  const single = peakFlops(chip, 'fp32') > 0 ? 'fp32' : 'bf16';
  const core = datasheetRate(chip, single) / cores;
  return (m, n, k) => {
    const tiles = Math.ceil(m / TILE.rows) * Math.ceil(n / TILE.columns);
    const cuts = Math.max(1, Math.min(Math.floor(cores / tiles), Math.floor(k / LEAST_DEPTH)));
    const waves = Math.ceil((tiles * cuts) / cores);
    const compute = (waves * 2 * TILE.rows * TILE.columns * (k / cuts)) / core;
    const widened = (m * k * (2 + 4 + 4) + 4 * n * k + 4 * m * n) / memory;
    return 2 * KERNEL_GAP + Math.max(compute, widened);
  };
}
