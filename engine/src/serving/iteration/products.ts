import { gemm, matmulSeconds } from '../../cost/index.ts';
import { baseValue, type Chip, type Dtype } from '../../facts/index.ts';
import { MEMORY_SHARE, multiprocessors, peakFlops, REACHABLE_DEFAULT } from '../../machine/index.ts';
import type { WeightFormat } from '../deployment.ts';
import { fromDatasheet, type Kernel, type KernelShelf, kernelOf } from './kernel-choice.ts';

/** Seconds of y[m,n] = x[m,k]·W[k,n] inside a running model. */
export type Product = (m: number, n: number, k: number) => number;

/** Operands of a fitted format: bytes of an activation, products that the peak is stated for, whether activations are narrowed inside. */
export const OPERANDS: Readonly<
  Record<
    string,
    { readonly activation: number; readonly weight: number; readonly peak: Dtype; readonly narrows: boolean }
  >
> = {
  bf16: { activation: 2, weight: 2, peak: 'bf16', narrows: false },
  fp8: { activation: 1, weight: 1, peak: 'fp8', narrows: true },
  'fp8-block': { activation: 1, weight: 1, peak: 'fp8', narrows: true },
  nvfp4: { activation: 0.5625, weight: 0.5625, peak: 'nvfp4', narrows: true },
  int8: { activation: 1, weight: 1, peak: 'int8', narrows: true },
  'int8-weights': { activation: 2, weight: 1, peak: 'bf16', narrows: false },
  'int4-weights': { activation: 2, weight: 0.516, peak: 'bf16', narrows: false },
  'mxfp4-weights': { activation: 2, weight: 0.53125, peak: 'bf16', narrows: false },
  'mxfp4-mxfp8': { activation: 1, weight: 0.53125, peak: 'fp8', narrows: true },
};

/** Which fits stand in where a format was not measured: the same operands with another library's scales, then 16-bit products. */
export const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'fp8-block': ['fp8'],
  int8: ['fp8'],
  'int8-weights': ['bf16'],
  'int4-weights': ['bf16'],
  nvfp4: [],
  fp8: [],
};

/** DeepGEMM's tables were taken under a slow host; TensorRT-LLM times the same kernels without one. */
const BEFORE: Readonly<Record<string, readonly string[]>> = { 'fp8-block': ['trtllm'] };

/** Products of the quantised matrices, and of what stays in 16 bit. */
export interface Products {
  readonly narrow: Product;
  readonly plain: Product;
}

export function productsOf(shelf: KernelShelf, weights: WeightFormat): Products {
  const plain = productIn(shelf, 'bf16', 2);
  const same = weights.gemmFit === 'bf16' && weights.bits !== 8;
  return { plain, narrow: same ? plain : productIn(shelf, weights.gemmFit, weights.bits / 8) };
}

function productIn(shelf: KernelShelf, format: string, storedBytes: number): Product {
  const own = fitted(shelf, format);
  const operands = OPERANDS[format] ?? OPERANDS.bf16!;
  if (own) {
    return (m, n, k) =>
      own.seconds({
        m,
        n,
        k,
        activationBytes: operands.activation,
        weightBytes: operands.weight,
        quantised: operands.narrows,
      });
  }
  for (const other of STAND_INS[format] ?? ['bf16']) {
    const kernel = fitted(shelf, other);
    if (!kernel) continue;
    const { activation, narrows } = OPERANDS[other]!;
    return (m, n, k) =>
      kernel.seconds({ m, n, k, activationBytes: activation, weightBytes: storedBytes, quantised: narrows });
  }
  fromDatasheet(shelf, `gemm ${format}`);
  return datasheetProduct(shelf.chip, operands.peak, operands.activation, storedBytes);
}

const fitted = (shelf: KernelShelf, format: string): Kernel<Parameters<typeof gemm.microseconds>[0]> | undefined =>
  kernelOf(shelf, gemm, { format, peak: OPERANDS[format]!.peak, before: BEFORE[format] });

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
