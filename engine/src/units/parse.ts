import { CURRENCY_SIGNS, type Rates } from './money.ts';
import { nearest } from './nearest.ts';
import { EXAMPLES, type Spelling, spellingsOf } from './spellings.ts';
import { UNITS, type Unit } from './unit.ts';
import { UnitError } from './unit-error.ts';

/** No quantity is written longer than this; it bounds the work on hostile text. */
const LONGEST = 64;
const NUMBER = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,4})?)(.*)$/s;

export interface ParseOptions {
  /** Differences may be negative; everything else refuses a minus (the default). */
  readonly negative?: boolean;
  /** Units of a currency for one US dollar, for amounts typed in other currencies. */
  readonly rates?: Rates;
}

/**
 * Reads what a person typed as a number in `expected`: "15.6T", "1.5万", "80 GiB", "400 Gb/s", "90 d", "5 %", "¥3 亿".
 * Case matters (GB is bytes, Gb bits; M is mega, m milli); full-width forms are read like half-width ones.
 * @throws UnitError with a code and the nearest spellings; never returns NaN or an infinity.
 */
export function parseQuantity(text: string, expected: Unit, options: ParseOptions = {}): number {
  const fail = (code: UnitError['code'], near: readonly string[] = []) => new UnitError(code, text, expected, near);
  if (text.length > LONGEST) throw fail('too_long');
  const typed = text.normalize('NFKC').replace(/−/g, '-').trim();
  if (typed === '') throw fail('empty', examples('1', expected));

  const sign = CURRENCY_SIGNS[typed[0]!];
  const [, digits = '', tail = ''] = NUMBER.exec(sign ? typed.slice(1).trim() : typed)!; // every part of it is optional
  if (!/\d/.test(digits)) throw fail('not_a_number', examples('1', expected));
  const value = Number(digits.replace(/,/g, ''));
  if (!Number.isFinite(value)) throw fail('not_finite');
  if (value < 0 && !options.negative) throw fail('negative', [typed.slice(1)]);

  const rest = withCurrency(tail.replace(/\s+/g, ''), sign);
  if (rest === '' && value === 0) return 0;
  const spelling = spellingsOf(expected).get(rest);
  if (!spelling) throw unknown(text, digits, rest, expected);
  const result = (value * spelling.factor) / rateOf(spelling, options.rates, () => fail('rate_missing'));
  if (!Number.isFinite(result)) throw fail('not_finite');
  return result;
}

/**
 * A number with the unit of its source in the base unit of its kind: `toBase(989.4, 'TFLOP/s')` is 9.894e14 FLOP/s.
 * @throws UnitError when no base unit has that spelling, or when it is money in another currency than USD.
 */
export function toBase(value: number, symbol: string): { value: number; unit: Unit } {
  const unit = unitOf(symbol);
  if (!unit) {
    const known = UNITS.flatMap((u) => EXAMPLES[u]).filter((s) => s.length > 1);
    throw new UnitError('unknown_unit', symbol, '1', suggestions(symbol, known));
  }
  const spelling = spellingsOf(unit).get(compactText(symbol))!;
  if (spelling.currency) throw new UnitError('rate_missing', symbol, unit);
  return { value: value * spelling.factor, unit };
}

/** The base unit that a spelling belongs to, or undefined. A bare prefix ("T" may be tokens or parameters) belongs to none. */
export function unitOf(symbol: string): Unit | undefined {
  const wanted = compactText(symbol);
  if (wanted === '') return '1';
  return UNITS.find((unit) => unit === wanted) ?? UNITS.find((unit) => names(unit, wanted));
}

/** Without spaces, wide forms made narrow; a bare 1 is the unit of counts, which has no symbol. */
function compactText(text: string): string {
  const compact = text.normalize('NFKC').replace(/\s+/g, '');
  return compact === '1' ? '' : compact;
}

const names = (unit: Unit, wanted: string): boolean =>
  spellingsOf(unit).has(wanted) && (unit === '%' || !spellingsOf('1').has(wanted));

/** `$2.69/h` is read as `2.69 USD/h`. */
function withCurrency(rest: string, currency: string | undefined): string {
  if (currency === undefined) return rest;
  if (/(?:USD|CNY|RMB|元)/.test(rest)) return rest;
  const slash = rest.indexOf('/');
  return slash < 0 ? rest + currency : rest.slice(0, slash) + currency + rest.slice(slash);
}

function rateOf(spelling: Spelling, rates: Rates | undefined, missing: () => UnitError): number {
  if (spelling.currency === undefined) return 1;
  const rate = rates?.[spelling.currency];
  if (rate === undefined || !(rate > 0)) throw missing();
  return rate;
}

function unknown(text: string, digits: string, rest: string, expected: Unit): UnitError {
  if (rest === '') return new UnitError('unit_missing', text, expected, examples(digits, expected));
  const days = expected === 's' ? CALENDAR[rest.toLowerCase()] : undefined;
  if (days !== undefined)
    return new UnitError('unknown_unit', text, expected, [join(String(Number(digits.replace(/,/g, '')) * days), 'd')]);
  const other = unitOf(rest);
  if (other && other !== expected) return new UnitError('wrong_dimension', text, expected, examples(digits, expected));
  const close = suggestions(rest, [...spellingsOf(expected).keys()].filter(Boolean)).map((unit) => join(digits, unit));
  return new UnitError('unknown_unit', text, expected, close.length > 0 ? close : examples(digits, expected));
}

/** Stretches of a calendar are of no one length: where a time is wanted they are asked for in days. */
const CALENDAR: Readonly<Record<string, number>> = {
  y: 365,
  yr: 365,
  year: 365,
  years: 365,
  年: 365,
  mo: 30,
  month: 30,
  months: 30,
  月: 30,
  个月: 30,
};

const suggestions = (wanted: string, known: readonly string[]): string[] => {
  const sameButCase = known.filter((k) => k.toLowerCase() === wanted.toLowerCase());
  return sameButCase.length > 0 ? sameButCase.slice(0, 3) : nearest(wanted, known);
};

const examples = (digits: string, unit: Unit): string[] => EXAMPLES[unit].map((symbol) => join(digits, symbol));
const join = (digits: string, symbol: string): string =>
  /^[kMBT%]?$/.test(symbol) ? digits + symbol : `${digits} ${symbol}`;
