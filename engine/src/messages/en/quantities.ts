import type { UnitErrorCode } from '../../units/index.ts';
import { nearest } from './words.ts';

interface Typed {
  /** The option or key that was typed for. */
  readonly what: string;
  readonly text: string;
  readonly expected: string;
  readonly nearest: readonly string[];
}

/** Text that is no quantity of the expected kind, by `UnitErrorCode`. */
export const quantities = {
  empty: (v: Typed) =>
    `${v.what} is empty, a quantity in ${unitName(v.expected)} is wanted${nearest(v.nearest, 'for example')}`,
  too_long: (v: Typed) =>
    `${v.what} "${v.text}…" is longer than the 64 characters of any quantity; nearest: a number and a unit`,
  not_a_number: (v: Typed) => `${v.what} "${v.text}" does not begin with a number${nearest(v.nearest, 'for example')}`,
  not_finite: (v: Typed) => `${v.what} "${v.text}" is larger than any number that can be reckoned with (1.8e308)`,
  negative: (v: Typed) => `${v.what} "${v.text}" is negative, only zero and above have a meaning${nearest(v.nearest)}`,
  unit_missing: (v: Typed) => `${v.what} "${v.text}" has no unit${nearest(v.nearest)}`,
  unknown_unit: (v: Typed) =>
    `${v.what} "${v.text}" has a unit that is not known for ${unitName(v.expected)} (case matters)${nearest(v.nearest)}`,
  wrong_dimension: (v: Typed) =>
    `${v.what} "${v.text}" is of another kind, a quantity in ${unitName(v.expected)} is wanted${nearest(v.nearest, 'for example')}`,
  rate_missing: (v: Typed) =>
    `${v.what} "${v.text}" is in a currency without an exchange rate; nearest: the amount in USD`,
} satisfies Record<UnitErrorCode, (v: Typed) => string>;

const unitName = (unit: string): string => (unit === '1' ? 'plain numbers' : unit);
