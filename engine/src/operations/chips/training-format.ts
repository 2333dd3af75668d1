import type { Precision } from '../../training/strategy.ts';
import { nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';

const FORMATS = [
  'fp32',
  'tf32',
  'bf16',
  'fp16',
  'fp8',
  'mxfp8',
  'nvfp4',
] as const satisfies readonly Precision['compute'][];

/** A format that training multiplies in. Throws InputError. */
export function trainingFormat(typed: string): Precision['compute'] {
  const found = FORMATS.find((format) => format === typed.trim().toLowerCase());
  if (found) return found;
  const close = nearest(typed, FORMATS, 2);
  throw refuse('not-a-choice', 'weights', {
    value: typed,
    values: { choices: FORMATS.join(', ') },
    nearest: close.length > 0 ? close : ['bf16', 'fp8'],
  });
}
