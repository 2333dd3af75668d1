import { MORE_NOUNS, NAMED, PREFIXED } from './compound-words.ts';
import { nearest } from './nearest.ts';

/** Exponents by base word: { 's': -1, 'char': 1 } is characters per second. Words with exponent 0 are left out. */
export type Dimensions = Readonly<Record<string, number>>;

/** A unit that is put together of others, "USD/GPU-h": one of it in base units, and its dimensions. */
export interface CompoundUnit {
  readonly factor: number;
  readonly dimensions: Dimensions;
}

/** A word of a unit that nobody knows. Sentences for people are in messages/. */
export class CompoundUnitError extends Error {
  override readonly name = 'CompoundUnitError';
  constructor(
    readonly word: string,
    readonly nearest: readonly string[],
  ) {
    super(`"${word}" is no unit${nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : ''}`);
  }
}

/** No unit is longer than this; it bounds the work on hostile text. */
const LONGEST = 60;

/**
 * Reads a unit of products and quotients. A hyphen binds first (GPU-h), `/` divides by the next factor only and `·` or a space
 * multiplies; a digit after a word is its power (mm2). Countable things (GPU, server, visit, char) are dimensions of their own,
 * so that servers cannot be taken for GPUs; `nouns` adds the reader's own. Throws CompoundUnitError.
 */
export function compoundUnit(text: string, nouns: readonly string[] = []): CompoundUnit {
  const typed = text.normalize('NFKC').trim();
  if (typed.length > LONGEST) throw new CompoundUnitError(`${typed.slice(0, 30)}…`, []);
  if (typed === '') return { factor: 1, dimensions: {} };
  let factor = 1;
  const dimensions = new Map<string, number>();
  const multiply = (word: string, power: number) => {
    const unit = wordOf(word, nouns);
    factor *= unit.factor ** power;
    for (const [base, exponent] of Object.entries(unit.dimensions))
      dimensions.set(base, (dimensions.get(base) ?? 0) + exponent * power);
  };
  typed.split('/').forEach((part, i) => {
    const [first = '', ...rest] = part.split(/[·*\s]+/).filter((word) => word !== '');
    if (first === '') throw new CompoundUnitError(typed, []);
    for (const word of first.split('-')) multiply(word, i === 0 ? 1 : -1);
    for (const product of rest) for (const word of product.split('-')) multiply(word, 1);
  });
  return { factor, dimensions: withoutZeros(dimensions) };
}

/** a · b^power; what cancels is gone. */
export function timesPower(a: Dimensions, b: Dimensions, power: number): Dimensions {
  const all = new Map(Object.entries(a));
  for (const [base, exponent] of Object.entries(b)) all.set(base, (all.get(base) ?? 0) + exponent * power);
  return withoutZeros(all);
}

export const sameDimensions = (a: Dimensions, b: Dimensions): boolean => Object.keys(timesPower(a, b, -1)).length === 0;

export const isPlain = (dimensions: Dimensions): boolean => Object.keys(dimensions).length === 0;

/** What is counted, without what is measured: of USD/(GPU·s) only 1/GPU. */
export const countsOf = (dimensions: Dimensions): Dimensions =>
  withoutZeros(new Map(Object.entries(dimensions).filter(([word]) => !MEASURED.has(word))));

/** Dimensions as a unit in base words: "char/s", "USD/GPU/s", "1". */
export function unitOfDimensions(dimensions: Dimensions): string {
  const entries = Object.entries(dimensions);
  const word = (base: string, power: number) => (power === 1 ? base : `${base}${power}`);
  const over = entries.filter(([, exponent]) => exponent > 0).map(([base, exponent]) => word(base, exponent));
  const under = entries.filter(([, exponent]) => exponent < 0).map(([base, exponent]) => word(base, -exponent));
  return [over.join('·') || '1', ...under].join('/');
}

/** Bases that are measured; every other word is counted. */
const MEASURED: ReadonlySet<string> = new Set([
  's',
  'B',
  'FLOP',
  'J',
  'USD',
  'CNY',
  'EUR',
  'JPY',
  'GBP',
  'INR',
  'kgCO2e',
  'm',
]);

function wordOf(word: string, nouns: readonly string[]): CompoundUnit {
  const found = plainWord(word, nouns);
  if (found) return found;
  const [, stem = '', power = '1'] = /^(\D+)([23])$/.exec(word) ?? [];
  const raised = stem === '' ? undefined : plainWord(stem, nouns);
  if (raised)
    return {
      factor: raised.factor ** Number(power),
      dimensions: timesPower({}, raised.dimensions, Number(power)),
    };
  const known = [...NAMED.keys(), ...MORE_NOUNS, ...nouns];
  throw new CompoundUnitError(word, nearest(word, known, 3));
}

function plainWord(word: string, nouns: readonly string[]): CompoundUnit | undefined {
  if (nouns.includes(word)) return { factor: 1, dimensions: { [word]: 1 } };
  const named = NAMED.get(word);
  if (named) return named;
  const singular = word.endsWith('s') ? word.slice(0, -1) : word;
  if (MORE_NOUNS.has(word)) return { factor: 1, dimensions: { [word]: 1 } };
  if (MORE_NOUNS.has(singular) || nouns.includes(singular)) return { factor: 1, dimensions: { [singular]: 1 } };
  return PREFIXED.get(word);
}

const withoutZeros = (all: ReadonlyMap<string, number>): Dimensions =>
  Object.fromEntries([...all].filter(([, exponent]) => Math.abs(exponent) > 1e-9));
