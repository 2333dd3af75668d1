import type { Dtype } from '../../facts/index.ts';
import { count, type KernelRow } from '../rows/row.ts';

/** Ranks of a row: printed, or the product of its topology ("2x2x1", "EP 8 x 4"). */
export function ranksOf(row: KernelRow): number | undefined {
  const printed = count(row.hardware.gpus);
  if (printed !== undefined) return printed;
  const sides = String(row.hardware.topology ?? '').match(/\d+/g);
  return sides ? sides.reduce((product, side) => product * Number(side), 1) : undefined;
}

const FORMATS: Readonly<Record<string, Dtype>> = {
  bf16: 'bf16',
  bfloat16: 'bf16',
  fp16: 'fp16',
  float16: 'fp16',
  half: 'fp16',
  fp8: 'fp8',
  fp8_e4m3: 'fp8',
  fp8_block: 'fp8',
  int8: 'int8',
  nvfp4: 'nvfp4',
  fp4: 'fp4',
  tf32: 'tf32',
  fp32: 'fp32',
  float: 'fp32',
  f32: 'fp32',
};

/** The format of a printed word; undefined when it is not known. */
export function formatOf(printed: unknown): Dtype | undefined {
  const word = typeof printed === 'string' ? printed.toLowerCase() : '';
  return Object.hasOwn(FORMATS, word) ? FORMATS[word] : undefined;
}

export const bytesOf = (dtype: Dtype): number =>
  dtype === 'fp32' || dtype === 'tf32'
    ? 4
    : dtype === 'nvfp4' || dtype === 'fp4'
      ? 0.5
      : dtype === 'fp8' || dtype === 'int8'
        ? 1
        : 2;
