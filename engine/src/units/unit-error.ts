import type { Unit } from './unit.ts';

export type UnitErrorCode =
  | 'empty'
  | 'too_long'
  | 'not_a_number'
  | 'not_finite'
  | 'negative'
  | 'unit_missing'
  | 'unknown_unit'
  | 'wrong_dimension'
  | 'rate_missing';

/** Text that is no quantity of the expected unit. Sentences for people are in messages/, keyed by `code`. */
export class UnitError extends Error {
  override readonly name = 'UnitError';
  readonly code: UnitErrorCode;
  /** What was typed, cut to 64 characters. */
  readonly text: string;
  readonly expected: Unit;
  /** Spellings that would have been read, best first. */
  readonly nearest: readonly string[];

  constructor(code: UnitErrorCode, text: string, expected: Unit, nearest: readonly string[] = []) {
    super(
      `${code}: "${text.slice(0, 64)}" is not a quantity in ${expected}${nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : ''}`,
    );
    this.code = code;
    this.text = text.slice(0, 64);
    this.expected = expected;
    this.nearest = nearest;
  }
}
