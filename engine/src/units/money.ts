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

/** The currency that a word means: `CNY`, `rmb`, `人民币`, `$`. */
export const currencyNamed = (word: string): Currency | undefined =>
  SPELLINGS.find((known) => known.word.toLowerCase() === word.trim().toLowerCase())?.currency;

export const isCurrency = (text: string): text is Currency => (CURRENCIES as readonly string[]).includes(text);

/** Every spelling of a currency, longer ones first: `美元` and `日元` end in the word for yuan. */
const SPELLINGS = CURRENCIES.flatMap((currency) =>
  [currency, ...CURRENCY_WORDS[currency]].map((word) => ({ word, currency })),
)
  .concat(Object.entries(CURRENCY_SIGNS).map(([word, currency]) => ({ word, currency })))
  .sort((a, b) => b.word.length - a.word.length);

/** The currency in which an amount was typed (`9M CNY`, `￥300万`, `5万元`); undefined for a bare number. */
export function typedCurrency(typed: string | undefined): Currency | undefined {
  const text = typed?.normalize('NFKC');
  return text === undefined ? undefined : SPELLINGS.find(({ word }) => text.includes(word))?.currency;
}
