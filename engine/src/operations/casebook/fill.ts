import { type ReckonedLine, WorksheetError } from '../../decide/index.ts';
import { messagesFor } from '../../messages/index.ts';
import type { InBoth } from '../../report/case-report.ts';
import { currencyWord, LOCALES, type Locale, nearest } from '../../units/index.ts';
import { type AmountMoney, amountText, toldIn } from '../worksheet/amount-text.ts';

/** `{servers}`, with its range `{servers:range}`, without its unit `{servers:number}`, in three digits `{servers:3}`, both `{servers:number3}`; the money of all: `{currency}`. */
const PLACE = /\{([a-z]\w*)(?::(range|number\d?|\d))?\}/gi;

/** A unit that is a Chinese word stands close to what follows. */
const BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** A number that a text may name: a line, or a flip; null where the choice flips nowhere. */
export type Named = Pick<ReckonedLine, 'value' | 'low' | 'high' | 'unit'> | null;

/** A text with its numbers put in, in both languages. Throws WorksheetError for a name that is no line. */
export const fill = (text: InBoth, named: ReadonlyMap<string, Named>, money: AmountMoney): InBoth =>
  Object.fromEntries(LOCALES.map((locale) => [locale, fillOne(text[locale], named, locale, money)])) as Record<
    Locale,
    string
  >;

function fillOne(text: string, named: ReadonlyMap<string, Named>, locale: Locale, money: AmountMoney): string {
  return text
    .replace(PLACE, (_, name: string, how: string | undefined) => {
      if (name === 'currency') return currencyWord(money.currency, locale);
      const found = named.get(name);
      if (found === undefined)
        throw new WorksheetError('text-name', { name }, 'case', nearest(name, [...named.keys()]));
      if (found === null) return messagesFor(locale).casebook.nowhere;
      if (how === 'range') return amountText(found, locale, { money });
      if (how?.startsWith('number'))
        return amountText({ ...toldIn(found, money), unit: '1' }, locale, {
          range: false,
          ...(how.length > 6 && { digits: Number(how[6]) }),
        });
      return amountText(found, locale, { range: false, money, ...(how && { digits: Number(how) }) });
    })
    .trim()
    .replace(BETWEEN_HAN, '');
}
