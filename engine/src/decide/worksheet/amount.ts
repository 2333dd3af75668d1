import type { Dimensions } from '../../units/index.ts';
import { readUnit } from './compile.ts';
import { WorksheetError } from './worksheet-error.ts';

/** A number with its unit, as typed and in base units. */
export interface Amount {
  /** In base units: value × factor. */
  readonly base: number;
  readonly unit: string;
  readonly factor: number;
  readonly dimensions: Dimensions;
}

const NUMBER = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?)\s*(.*)$/is;
/** No amount is written longer than this. */
const LONGEST = 80;

/**
 * Reads "150 char", "1.50 USD/GPU-h", "40 %", "1,500,000 USD". A bare number takes `usual` where the place has a unit, and is
 * a plain number elsewhere. Throws WorksheetError.
 */
export function readAmount(
  typed: string,
  nouns: readonly string[],
  usual?: Pick<Amount, 'unit' | 'factor' | 'dimensions'>,
): Amount {
  const text = typed.normalize('NFKC').replace(/−/g, '-').trim();
  if (text.length > LONGEST) throw new WorksheetError('quantity', { value: `${text.slice(0, 40)}…` });
  const [, digits = '', unit = ''] = NUMBER.exec(text)!; // every part of it is optional
  const value = /\d/.test(digits) ? Number(digits.replace(/,/g, '')) : Number.NaN;
  if (!Number.isFinite(value)) throw new WorksheetError('quantity', { value: text });
  if (unit === '' && usual) return { ...usual, base: value * usual.factor };
  const whole = readUnit(unit, nouns);
  const shown = withoutScale(unit);
  return { base: value * whole.factor, unit: shown, ...readUnit(shown, nouns) };
}

/** "million visit/day" is counted in visits a day: the number is printed on its own scale. */
export const withoutScale = (unit: string): string => {
  const rest = unit.replace(/^(?:thousand|million|billion|trillion)\b\s*/, '');
  return rest === '' || rest.startsWith('/') ? `1${rest}` : rest;
};
