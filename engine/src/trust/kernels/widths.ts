/**
 * Half-widths of ln(measured / predicted) of kernels at datasheet grade, by kind. Written by docs/intervals.ts from ../shared/validation
 * (kernels.json.gz), each chip left out of nothing: no value of these terms is fitted to kernels.
 */
export const KERNEL_WIDTHS: Readonly<Record<string, { readonly p80: number; readonly p90: number }>> = {
  gemm: { p80: 0.5, p90: 0.7 },
  grouped_gemm: { p80: 0.4, p90: 0.6 },
  attention: { p80: 0.6, p90: 0.9 },
  collective: { p80: 0.6, p90: 0.9 },
  moe_all_to_all: { p80: 0.7, p90: 1 },
  memory: { p80: 0.3, p90: 0.5 },
};
