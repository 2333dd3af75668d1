import type { KernelFit, KernelKind } from '../../facts/index.ts';

export type BackEnd = 'fused' | 'portable' | 'fp8-products' | 'second-path';

/**
 * What kind of kernel a name stands for. One kind says little of another: the same chip reads 117 TFLOP/s by one and 1,700 by the other.
 * `fused`: written for the chip's own instructions. `portable`: Triton's attention, without them. `fp8-products`: both products in FP8,
 * against another peak. `second-path`: what TensorRT-LLM falls back to for heads its own kernels do not take.
 */
export function backEndOf({ kernel }: Pick<KernelFit, 'kernel'>): BackEnd {
  return NAMES.find(([, name]) => name.test(kernel))?.[0] ?? 'fused';
}

const NAMES: readonly (readonly [BackEnd, RegExp])[] = [
  ['portable', /triton_(attn|mla)/],
  ['fp8-products', /\+fp8$/],
  ['second-path', /torch_flow_flashinfer/],
];

const ATTENTION: ReadonlySet<KernelKind> = new Set(['prefill', 'decode', 'latent-prefill', 'latent-decode']);

/** The format whose kernels a chip runs: attention on a cache of 8 bit is the 16-bit kernel over fewer bytes where nothing multiplies FP8. */
export const formatRun = (kind: KernelKind, format: string, multipliesFp8: boolean): string =>
  format === 'fp8' && ATTENTION.has(kind) && !multipliesFp8 ? 'bf16' : format;
