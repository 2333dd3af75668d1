import type { Locale } from './unit.ts';

export const CURRENCIES = ['USD', 'CNY', 'EUR', 'JPY'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Units of a currency for one US dollar. The engine reckons in dollars; rates are cited facts passed in by the caller. */
export type Rates = Readonly<Partial<Record<Currency, number>>>;

/** How people write a currency, the first spelling being the one printed in Chinese. */
export const CURRENCY_WORDS: Readonly<Record<Currency, readonly string[]>> = {
  USD: ['美元', '美金', 'US$'],
  CNY: ['元', '人民币', 'RMB', '块'],
  EUR: ['欧元'],
  JPY: ['日元', '円'],
};

/** Signs that may stand before a number. `¥` is read as yuan; a yen amount is written `JPY`, `日元` or `円`. */
export const CURRENCY_SIGNS: Readonly<Record<string, Currency>> = { $: 'USD', '¥': 'CNY', '€': 'EUR' };

/** `USD`, `CNY`, ... in English; `美元`, `元`, ... in Chinese. */
export const currencyWord = (currency: Currency, locale: Locale): string =>
  locale === 'en' ? currency : CURRENCY_WORDS[currency][0]!;

export const isCurrency = (text: string): text is Currency => (CURRENCIES as readonly string[]).includes(text);
