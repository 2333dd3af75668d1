import type { Chip } from '../../facts/index.ts';
import type { Precision } from '../../training/strategy.ts';
import type { Convention } from './conventions.ts';

/**
 * The compute format behind a printed label. "FP8" is per-tensor scaling; the finer columns are blocks of 128 on Hopper (fp8 rate)
 * and MXFP8 on Blackwell. Weights, activations between layers and gradients stay 16 bit.
 */
export function precisionOfRow(
  printed: string | null | undefined,
  chip: Chip,
  convention: Convention,
): { precision: Precision; assumed: string[] } {
  const label = (printed ?? '').toLowerCase();
  const { gradients } = convention;
  if (/nvfp4|fp4/.test(label)) return { precision: { compute: 'nvfp4', gradients }, assumed: [] };
  if (/mx|finer|fp8-mx/.test(label) && /fp8/.test(label)) {
    const compute = chip.architecture === 'blackwell' ? 'mxfp8' : 'fp8';
    return { precision: { compute, gradients }, assumed: [] };
  }
  if (/fp8|float8/.test(label)) return { precision: { compute: 'fp8', gradients }, assumed: [] };
  if (/fp16|float16/.test(label) && !/bf16/.test(label))
    return { precision: { compute: 'fp16', gradients: gradients === 'fp32' ? 'fp32' : 'fp16' }, assumed: [] };
  if (/bf16|bfloat16/.test(label))
    return { precision: { compute: 'bf16', gradients: gradients === 'fp16' ? 'bf16' : gradients }, assumed: [] };
  if (/fp32|tf32/.test(label)) return { precision: { compute: 'tf32', gradients: 'fp32' }, assumed: [] };
  const usual = convention.precision === 'fp8' && !chip.peak.fp8 ? 'bf16' : convention.precision;
  return { precision: { compute: usual, gradients }, assumed: [`precision=${usual}`] };
}
