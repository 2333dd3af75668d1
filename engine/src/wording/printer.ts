import type { Ranged } from '../training/answer.ts';
import { type FormatOptions, formatCount, formatQuantity, formatRange, formatWithin } from '../units/index.ts';
import type { Money, Speaker } from './speaker.ts';

/** Prints figures in one language. */
export interface Printer {
  readonly count: (value: number) => string;
  readonly amount: (value: number, unit: string, options?: FormatOptions) => string;
  readonly range: (of: Ranged, options?: FormatOptions) => string;
  /** The value alone, rounded as beside its range. */
  readonly within: (of: Ranged, options?: FormatOptions) => string;
  readonly percent: (share: number) => string;
  readonly percentRange: (of: Ranged) => string;
  /** An amount that is in another currency already. */
  readonly money: (amount: number, of: Money) => string;
  readonly moneyRange: (of: Ranged, money: Money, options?: FormatOptions) => string;
  readonly moneyWithin: (of: Ranged, money: Money) => string;
}

export function printer({ locale, money: paid }: Pick<Speaker, 'locale' | 'money'>): Printer {
  const usual: FormatOptions = { locale, ...(paid && { currency: paid.currency, rate: paid.perUsd }) };
  const amount: Printer['amount'] = (value, unit, options) => formatQuantity(value, unit, { ...usual, ...options });
  return {
    count: formatCount,
    amount,
    range: (of, options) => formatRange(of.value, of.low, of.high, of.unit, { ...usual, ...options }),
    within: (of, options) => formatWithin(of.value, of.low, of.high, of.unit, { ...usual, ...options }),
    percent: (share) => amount(share * 100, '%', { digits: share >= 0.0995 ? 2 : 1 }),
    percentRange: ({ value, low, high }) => formatRange(value * 100, low * 100, high * 100, '%', { locale, digits: 2 }),
    money: (value, { currency, perUsd }) => amount(value / perUsd, 'USD', { currency, rate: perUsd }),
    moneyRange: (of, paidIn, options) =>
      formatRange(...inDollars(of, paidIn), { ...options, locale, ...rated(paidIn) }),
    moneyWithin: (of, paidIn) => formatWithin(...inDollars(of, paidIn), { locale, ...rated(paidIn) }),
  };
}

const inDollars = ({ value, low, high }: Ranged, { perUsd }: Money) =>
  [value / perUsd, low / perUsd, high / perUsd, 'USD'] as const;

const rated = ({ currency, perUsd }: Money): FormatOptions => ({ currency, rate: perUsd });

/** What stands between the items of a list. */
export const comma = ({ locale }: Pick<Speaker, 'locale'>): string => (locale === 'en' ? ', ' : '，');

/** What stands between sentences: nothing after a full-width mark. */
export const gapOf = ({ locale }: Pick<Speaker, 'locale'>): string => (locale === 'en' ? ' ' : '');
