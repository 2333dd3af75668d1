import { type Messages, messagesFor } from '../../messages/index.ts';
import { type Currency, type FormatOptions, formatRange, isUnit, type Locale } from '../../units/index.ts';

interface Amount {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
}

/** In which amounts of US dollars are told. */
export interface AmountMoney {
  readonly currency: Currency;
  readonly perUsd: number;
}

const DOLLARS: AmountMoney = { currency: 'USD', perUsd: 1 };

/** An amount of money, or of money for something, in a currency; any other amount as it is. */
export function toldIn(amount: Amount, { currency, perUsd }: AmountMoney): Amount {
  if (currency === 'USD' || !MONEY.test(amount.unit)) return amount;
  const { value, low, high, unit } = amount;
  return {
    value: value * perUsd,
    ...(low !== undefined && { low: low * perUsd }),
    ...(high !== undefined && { high: high * perUsd }),
    unit: unit.replace(MONEY, currency),
  };
}

const MONEY = /\bUSD\b/;

/** Units whose text goes on from the number without a space. */
const CLOSE = new Set(['×', '%']);

/**
 * A line's number as a person reads it: base units on their scale (4.67 M USD, 467 万美元), any other unit as the worksheet
 * writes it, with what is counted in words (69,444 servers, 69,444 台服务器). With `range` both ends where there are two.
 */
export function amountText(
  amount: Amount,
  locale: Locale,
  {
    range = true,
    digits,
    money = DOLLARS,
  }: { readonly range?: boolean; readonly digits?: number; readonly money?: AmountMoney } = {},
): string {
  // What units/ prints it also converts; what is counted in a worksheet's own words is converted here.
  const { value, low, high, unit } = isUnit(amount.unit) ? amount : toldIn(amount, money);
  const ends = range && low !== undefined && high !== undefined && low < high;
  const options: FormatOptions = {
    locale,
    currency: money.currency,
    rate: money.perUsd,
    digits: digits ?? (ends ? undefined : Math.abs(value) >= 1e6 ? 3 : 4),
  };
  const print = (scale: number, as: string, end = '') => {
    const text = ends
      ? formatRange(value * scale, low * scale, high * scale, as, options)
      : formatRange(value * scale, undefined, undefined, as, options);
    return end === '' ? text : withUnit(text, end, locale);
  };
  if (unit === 'date') return dateText(value);
  if (unit === 'share') return print(100, '%');
  if (unit === 'x') return print(1, '1', locale === 'en' ? '×' : '倍');
  const known = unit === 'parameter' ? 'parameters' : unit;
  return isUnit(known) ? print(1, known) : print(1, '1', unitText(unit, value, messagesFor(locale), locale));
}

/** The unit stands after the number and before a range: "69 servers (50–90)", 「56 万块 GPU（46–69）」. */
function withUnit(text: string, unit: string, locale: Locale): string {
  const at = text.search(locale === 'en' ? / \(/ : /（/);
  const [number, range] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
  const close =
    CLOSE.has(unit) ||
    (locale === 'zh-CN' && unit.startsWith('%')) ||
    (/[万亿]$/.test(number) && /^\p{Script=Han}/u.test(unit));
  return `${number}${close ? '' : ' '}${unit}${range}`;
}

/**
 * What is counted in the words of a language: in English the last word before the first "/" in the plural unless there is one,
 * in Chinese shorter words after a "/".
 */
function unitText(unit: string, value: number, { worksheet }: Messages, locale: Locale): string {
  const nouns = worksheet.nouns as Readonly<Record<string, readonly [string, string]>>;
  const over = unit.split('/')[0]!;
  const last = /[A-Za-z]+(?:-[A-Za-z]+)*$/.exec(over)?.index ?? -1;
  const second = (at: number) => (locale === 'en' ? at === last && value !== 1 : at > over.length);
  return unit.replace(/[A-Za-z]+(?:-[A-Za-z]+)*/g, (word, at: number) => {
    const said = Object.hasOwn(nouns, word) ? nouns[word] : undefined;
    return said ? said[second(at) ? 1 : 0] : word;
  });
}

/** Years with a fraction as year and month, a whole one as the year. */
function dateText(value: number): string {
  const year = Math.floor(value + 1e-9);
  if (Math.abs(value - year) < 1e-9) return String(year);
  const month = Math.min(12, Math.floor((value - year) * 12 + 1e-6) + 1);
  return `${year}-${String(month).padStart(2, '0')}`;
}
