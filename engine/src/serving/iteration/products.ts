import { gemm } from '../../cost/index.ts';
import type { Dtype } from '../../facts/index.ts';
import type { WeightFormat } from '../deployment.ts';
import { datasheetProduct, type Product, wideProduct } from './datasheet-product.ts';
import { fromDatasheet, type Kernel, type KernelShelf, kernelOf } from './kernel-choice.ts';
import type { ProductWidth } from './rank-layer.ts';
import { sustainedFlops } from './sustained.ts';

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

/**
 * Where one library's tables tell more of the kernels that engines run. DeepGEMM's were taken under a slow host; TensorRT-LLM times the same
 * kernels without one. Its own FP8 and FP4 tables time an operator that narrows apart (14 us for what vLLM's cuts to 6) and, for FP4, a
 * kernel that its autotuner does not keep: Llama-70B on one B200 answers faster than they allow (13.1 ms a token against 14.9).
 */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'fp8-block': ['trtllm'],
  fp8: ['vllm'],
  nvfp4: ['vllm'],
};

/** Products of the quantised matrices, and of what stays in 16 bit. */
export interface Products {
  /** As measured: activations come in 16 bit and are narrowed by kernels of their own, where the format narrows them. */
  readonly narrow: Product;
  /** The same with activations that come narrow already. */
  readonly bare: Product;
  readonly plain: Product;
  /** In 32 bit. */
  readonly wide: Product;
}

/** The product for a width; `what` = how the format's own is timed. */
export const productFor = (products: Products, width: ProductWidth, what: 'narrow' | 'bare'): Product =>
  width === '32' ? products.wide : width === '16' ? products.plain : products[what];

export function productsOf(shelf: KernelShelf, weights: WeightFormat): Products {
  const plain = productIn(shelf, 'bf16', 2);
  const wide = shelf.profile.tensorFloats ? datasheetProduct(shelf.chip, 'tf32', 4, 4) : wideProduct(shelf.chip);
  const same = weights.gemmFit === 'bf16' && weights.bits !== 8;
  if (same) return { plain, wide, narrow: plain, bare: plain };
  const { narrow, bare } = narrowIn(shelf, weights.gemmFit, weights.bits / 8);
  return { plain, wide, narrow, bare };
}

const productIn = (shelf: KernelShelf, format: string, storedBytes: number): Product =>
  narrowIn(shelf, format, storedBytes).narrow;

function narrowIn(shelf: KernelShelf, format: string, storedBytes: number): Pick<Products, 'narrow' | 'bare'> {
  const own = fitted(shelf, format);
  const operands = OPERANDS[format] ?? OPERANDS.bf16!;
  const keeps = (peak: Dtype) => sustainedFlops(shelf.chip, peak);
  if (own) return fittedProducts(own, operands.activation, operands.weight, operands.narrows, keeps(operands.peak));
  for (const other of STAND_INS[format] ?? ['bf16']) {
    const kernel = fitted(shelf, other);
    if (!kernel) continue;
    const { activation, narrows, peak } = OPERANDS[other]!;
    return fittedProducts(kernel, activation, storedBytes, narrows, keeps(peak));
  }
  fromDatasheet(shelf, `gemm ${format}`);
  const product = datasheetProduct(shelf.chip, operands.peak, operands.activation, storedBytes);
  return { narrow: product, bare: product };
}

/** Start and end of a product alone, in us: 16-bit products of four libraries on five chips take 2.0-2.6; what is more is the kernel before it. */
const PRODUCT_START = 2.5;

/** Tables of narrow formats time the narrowing of activations with the product. */
function fittedProducts(
  kernel: Kernel<Parameters<typeof gemm.microseconds>[0]>,
  activationBytes: number,
  weightBytes: number,
  narrows: boolean,
  sustained: number,
): Pick<Products, 'narrow' | 'bare'> {
  const as =
    (quantised: boolean): Product =>
    (m, n, k) =>
      kernel.seconds({ m, n, k, activationBytes, weightBytes, quantised });
  const timed = as(narrows);
  const kept: Product = (m, n, k) => (2 * m * n * k) / sustained;
  if (!narrows) {
    const product: Product = (m, n, k) => Math.max(timed(m, n, k), kept(m, n, k));
    return { narrow: product, bare: product };
  }
  const without = as(false);
  const start = Math.max(0, (kernel.fit.parameters.t0 ?? 0) - PRODUCT_START) * 1e-6;
  const alone: Product = (m, n, k) => Math.max(0.3 * timed(m, n, k), without(m, n, k) - start);
  const bare: Product = (m, n, k) => Math.max(alone(m, n, k), kept(m, n, k));
  return { narrow: (m, n, k) => timed(m, n, k) + bare(m, n, k) - alone(m, n, k), bare };
}

const fitted = (shelf: KernelShelf, format: string): Kernel<Parameters<typeof gemm.microseconds>[0]> | undefined =>
  kernelOf(shelf, gemm, { format, peak: OPERANDS[format]!.peak, before: BEFORE[format] });
