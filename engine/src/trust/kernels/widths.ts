/** Half-widths of ln(measured / predicted) of kernels at datasheet grade, by kind. Written by docs/intervals.ts; no term is fitted to kernels. */
export const KERNEL_WIDTHS: Readonly<Record<string, { readonly p80: number; readonly p90: number }>> = {
  gemm: { p80: 0.69, p90: 1.438 }, // 1794 rows
  collective: { p80: 0.472, p90: 0.595 }, // 1943 rows
  moe_all_to_all: { p80: 0.42, p90: 0.571 }, // 30 rows
  grouped_gemm: { p80: 0.099, p90: 0.117 }, // 10 rows
  attention: { p80: 0.762, p90: 0.953 }, // 1645 rows
  memory: { p80: 0.671, p90: 1.138 }, // 13 rows
};
