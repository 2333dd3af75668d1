import type { Locale, Unit } from './unit.ts';

/** Unit of a number that can be turned: one of the base units, or a day. */
export type TurnedUnit = Unit | 'date';

/** Mean length of a year in the Gregorian calendar. */
export const DAYS_A_YEAR = 365.2425;
const MONTHS = 12;
const WORDS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
/** No date is written longer than this. */
const LONGEST = 40;

/** A stretch of days that a person named: a day, or all of a month or a year. Days since 1970-01-01, the last one included. */
export interface NamedDays {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a date as people write it: 2027, 2027-06, 2027/6/1, 2027年6月1日, Jun 2027, 1 June 2027; with `today` also a wait from then
 * on: "9 months", "1.5 years", 18个月, "in 90 days", now. Null for what is none.
 */
export function readDays(text: string, today?: number): NamedDays | null {
  if (text.length > LONGEST) return null;
  const typed = text.normalize('NFKC').trim().toLowerCase();
  const [, year, month, day] =
    /^(\d{4})(?:(?:\s*[-/.]\s*|\s*年\s*)(\d{1,2})(?:(?:\s*[-/.]\s*|\s*月\s*)(\d{1,2})\s*(?:日|号)?|\s*月)?|\s*年)?$/.exec(
      typed,
    ) ?? inWords(typed);
  if (year !== undefined) return daysOf(Number(year), numberOr(month), numberOr(day));
  const after = today === undefined ? null : waitFrom(typed, today);
  return after === null ? null : { first: after, last: after };
}

/** The first day of an ISO date, month or year ("2026-01-08"); null for what is none. */
export function dayOfIso(text: string): number | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  return year === undefined ? null : (daysOf(Number(year), numberOr(month), numberOr(day))?.first ?? null);
}

/** "2027-06-01" */
export function isoDay(day: number): string {
  const { year, month, day: ofMonth } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(ofMonth)}`;
}

/** "Jun 2027" or "1 Jun 2027", in Chinese 2027年6月 or 2027年6月1日. */
export function formatDay(value: number, locale: Locale = 'en', style: 'short' | 'long' = 'long'): string {
  if (!Number.isFinite(value)) return '–';
  const { year, month, day } = civilOf(value);
  const short = style === 'short';
  if (locale === 'zh-CN') return `${year}年${month}月${short ? '' : `${day}日`}`;
  const word = WORDS[month - 1]!;
  return `${short ? '' : `${day} `}${word[0]!.toUpperCase()}${word.slice(1)} ${year}`;
}

/** The same day so many months later; the last of a month where it has no such day. */
export function monthsAfter(day: number, months: number): number {
  const { year, month, day: ofMonth } = civilOf(day);
  const at = year * MONTHS + (month - 1) + months;
  const [there, then] = [Math.floor(at / MONTHS), (at % MONTHS) + 1];
  return dayNumber(there, then, Math.min(ofMonth, lengthOf(there, then)));
}

function inWords(typed: string): (string | undefined)[] {
  const [, dayFirst, word = '', dayNext, year] =
    /^(?:(\d{1,2})\.?\s+)?([a-z]{3,9})\.?(?:\s+(\d{1,2}),)?\s+(\d{4})$/.exec(typed) ?? [];
  const at = WORDS.findIndex((name) => word.startsWith(name));
  if (at < 0 || (dayFirst !== undefined && dayNext !== undefined)) return [];
  return ['', year, String(at + 1), dayFirst ?? dayNext];
}

function waitFrom(typed: string, today: number): number | null {
  if (/^(now|today|现在|今天|立即)$/.test(typed)) return today;
  const [, digits = '', word = ''] =
    /^(?:in\s+)?(\d{1,5}(?:\.\d{1,4})?)\s*(days?|d|weeks?|w|months?|mo|years?|y|天|日|周|个月|月|年)(?:后|以后|之后)?$/.exec(
      typed,
    ) ?? [];
  if (digits === '') return null;
  const count = Number(digits);
  const unit = /^(d|天|日)/.test(word)
    ? 'day'
    : /^(w|周)/.test(word)
      ? 'week'
      : /^(y|年)/.test(word)
        ? 'year'
        : 'month';
  if (unit === 'day' || unit === 'week') return Math.round(today + count * (unit === 'week' ? 7 : 1));
  const months = count * (unit === 'year' ? MONTHS : 1);
  return Number.isInteger(months) ? monthsAfter(today, months) : Math.round(today + (months * DAYS_A_YEAR) / MONTHS);
}

function daysOf(year: number, month: number | null, day: number | null): NamedDays | null {
  if (month === null) return { first: dayNumber(year, 1, 1), last: dayNumber(year, MONTHS, 31) };
  if (month < 1 || month > MONTHS) return null;
  if (day === null) return { first: dayNumber(year, month, 1), last: dayNumber(year, month, lengthOf(year, month)) };
  if (day < 1 || day > lengthOf(year, month)) return null;
  return { first: dayNumber(year, month, day), last: dayNumber(year, month, day) };
}

const numberOr = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
const two = (value: number): string => String(value).padStart(2, '0');
const lengthOf = (year: number, month: number): number =>
  (month === MONTHS ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) - dayNumber(year, month, 1);

/** From 1 March of the year 0 to 1970-01-01. */
const EPOCH = 719_468;

/** Days since 1970-01-01. Source: H. Hinnant, chrono-compatible low-level date algorithms, days_from_civil. */
function dayNumber(of: number, month: number, day: number): number {
  const year = of - (month <= 2 ? 1 : 0);
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + ofYear - EPOCH;
}

/** Source: the same, civil_from_days. */
function civilOf(value: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = Math.floor(value) + EPOCH;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year: years + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
