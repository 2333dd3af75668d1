import { formatDay } from './date.ts';
import type { Currency } from './money.ts';
import { decimalsFor, printNumber } from './number.ts';
import { moneyScales, type Scale, scalesOf } from './scales.ts';
import { isUnit, type Locale, type Unit } from './unit.ts';

export interface FormatOptions {
  readonly locale?: Locale;
  /** Significant digits (whole parts are never cut): 3, and 2 in ranges wider than a twentieth of their value. */
  readonly digits?: number;
  /** `long` writes words (74 days, 29.1 M GPU-hours), `short` symbols (74 d, 29.1 M GPU-h). */
  readonly style?: 'short' | 'long';
  /** Bytes in GiB in place of GB. Never mixed: the caller picks. */
  readonly binary?: boolean;
  readonly currency?: Currency;
  /** Units of `currency` for one US dollar; needed when it is not USD. */
  readonly rate?: number;
}

/**
 * A number in a base unit as a person writes it: `formatQuantity(6_393_600, 's')` is "74 days", in Chinese "74 天".
 * A day (unit `date`) is so many days since 1970-01-01; short, it is its month.
 * A unit outside the list (a cited fact's own, such as "TFLOP/s") is printed as it is after the number.
 * @throws RangeError when a currency other than USD comes without its rate.
 */
export function formatQuantity(value: number, unit: Unit | (string & {}), options: FormatOptions = {}): string {
  const { locale = 'en', digits = 3 } = options;
  if (unit === 'date') return formatDay(value, locale, options.style);
  if (!isPrinted(unit)) return `${printNumber(value, digits, groupFrom(locale))} ${unit}`.trim();
  const amount = converted(value, unit, options);
  const scale = pick(amount, digits, ladderFor(unit, options));
  const shown = amount / scale.factor;
  const cents = isMoney(unit) && scale.factor === 1 ? centsOf(shown, digits) : undefined;
  const text = printNumber(shown, digits, groupFrom(locale, scale.factor), cents);
  if (!Number.isFinite(value)) return text;
  return text + (text === '1' && scale.one ? scale.one : scale.suffix);
}

/** Value and range on one scale with the same decimals: "74 days (68–83)", "74 天（68–83）". Without both ends, just the value. */
export const formatRange = (...printed: Parameters<typeof valueAndRange>): string => valueAndRange(...printed).join('');

/** The value alone as {@link formatRange} prints it: where its range stands elsewhere, both must be the same figure. */
export const formatWithin = (...printed: Parameters<typeof valueAndRange>): string => valueAndRange(...printed)[0];

function valueAndRange(
  value: number,
  low: number | undefined,
  high: number | undefined,
  unit: Unit | (string & {}),
  options: FormatOptions = {},
): readonly [value: string, range: string] {
  if (low === undefined || high === undefined || (low === value && high === value && value !== 0))
    return [formatQuantity(value, unit, options), ''];
  const { locale = 'en' } = options;
  if (unit === 'date') return dayRange([value, low, high], options);
  const digits = options.digits ?? (high - low > 0.05 * Math.abs(value) ? 2 : 3);
  const known = isPrinted(unit);
  const [v, l, h] = known ? [value, low, high].map((x) => converted(x, unit, options)) : [value, low, high];
  const base: Scale = known
    ? pick(v === 0 ? h! : v!, digits, ladderFor(unit, options))
    : { factor: 1, from: 0, suffix: unit === '' ? '' : ` ${unit}` };
  const decimals = decimalsFor((v === 0 ? h! : v!) / base.factor, digits);
  const [main, from, to] = [v!, l!, h!].map((x) =>
    printNumber(x / base.factor, digits, groupFrom(locale, base.factor), decimals),
  );
  // Ends that print as the value itself say nothing.
  if (main === from && main === to && v !== 0) return [`${main}${base.suffix}`, ''];
  // A dash between two minus signs cannot be read.
  const between = from!.startsWith('-') ? (locale === 'en' ? ' to ' : ' 至 ') : '–';
  const range = locale === 'en' ? ` (${from}${between}${to})` : `（${from}${between}${to}）`;
  return [`${main}${base.suffix}`, range];
}

function dayRange(
  days: readonly [number, number, number],
  { locale = 'en', style }: FormatOptions,
): readonly [value: string, range: string] {
  const [main, from, to] = days.map((day) => formatDay(day, locale, style)) as [string, string, string];
  if (main === from && main === to) return [main, ''];
  return [main, locale === 'en' ? ` (${from} to ${to})` : `（${from}至${to}）`];
}

/** A whole number in full: "16,384". */
export const formatCount = (value: number): string => printNumber(Math.round(value), 15, 1000);

/** Plain numbers are grouped from four digits on, as counts are; before 万 and 亿 four digits stand together (GB/T 15835). */
const groupFrom = (locale: Locale, factor = 1): number => (locale === 'en' || factor === 1 ? 1000 : 10_000);

/** Small sums keep their cents: 3.40 stands beside 2.65, and never as 3.4. Undefined where nothing is to be kept: a whole sum has none. */
function centsOf(amount: number, digits: number): number | undefined {
  const size = Math.abs(amount);
  if (size < 0.01 || size >= 100 || Math.abs(size - Math.round(size)) < 1e-9) return undefined;
  const decimals = decimalsFor(size, digits);
  const [, kept = ''] = size.toFixed(decimals).replace(/0+$/, '').split('.');
  return Math.max(Math.min(2, decimals), kept.length);
}

/** Money for something that is no base unit, such as a year. */
type MoneyPer = `USD/${string}`;

const isMoney = (unit: string): boolean => unit.startsWith('USD');

const isPrinted = (unit: string): unit is Unit | MoneyPer => isUnit(unit) || unit.startsWith('USD/');

const ladderFor = (
  unit: Unit | MoneyPer,
  { locale = 'en', style = 'long', binary = false, currency = 'USD' }: FormatOptions,
) =>
  isUnit(unit) ? scalesOf(unit, { locale, style, binary, currency }) : moneyScales(unit.slice(4), locale, currency);

function converted(value: number, unit: Unit | MoneyPer, { currency = 'USD', rate }: FormatOptions): number {
  if (currency === 'USD' || !unit.startsWith('USD')) return value;
  if (rate === undefined || !(rate > 0)) throw new RangeError(`currency ${currency} needs its rate for one US dollar`);
  return value * rate;
}

/** The largest scale the number reaches; one higher when rounding carries it there (999.96 kB is 1 MB). */
function pick(value: number, digits: number, scales: readonly Scale[]): Scale {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return scales.find((s) => s.factor === 1) ?? scales[0]!;
  let at = 0;
  while (at + 1 < scales.length && size >= scales[at + 1]!.from) at++;
  const scale = scales[at]!;
  const next = scales[at + 1];
  const scaled = size / scale.factor;
  const rounded = Number(scaled.toFixed(decimalsFor(scaled, digits))) * scale.factor;
  return next && rounded >= next.from * (1 - 1e-12) ? next : scale;
}
