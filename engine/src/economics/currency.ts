import { type Because, defineTerm, derive, input } from '../because/index.ts';
import { type Catalogue, cited } from '../facts/index.ts';
import { CURRENCIES, type Currency, type Rates } from '../units/index.ts';

/** Units of a currency for one US dollar on a date, with the source. */
export interface ExchangeRate {
  readonly currency: Currency;
  readonly perUsd: number;
  readonly because: Because;
}

const rateId = (currency: Currency) => `${currency.toLowerCase()}-per-usd`;

/** The catalogue's dated rate of a currency; null where it has none. A dollar is a dollar. */
export function exchangeRate(catalogue: Pick<Catalogue, 'constants'>, currency: Currency): ExchangeRate | null {
  if (currency === 'USD') return { currency, perUsd: 1, because: input('exchange_rate', 1, 'USD/USD') };
  const fact = catalogue.constants.findLast((constant) => constant.id === rateId(currency))?.fact;
  return fact ? { currency, perUsd: fact.value, because: cited('exchange_rate', fact) } : null;
}

/** All rates the catalogue has, as `units/` prints with them. */
export const exchangeRates = (catalogue: Pick<Catalogue, 'constants'>): Rates =>
  Object.fromEntries(
    CURRENCIES.flatMap((currency) => {
      const rate = exchangeRate(catalogue, currency);
      return rate ? [[currency, rate.perUsd]] : [];
    }),
  );

export const exchanged = defineTerm<[number, number]>(
  {
    term: 'bill.exchange',
    formula: 'usd · r',
    unit: 'money',
    symbols: {
      usd: { unit: 'USD', meaning: 'amount in US dollars' },
      r: { unit: 'money/USD', meaning: 'units of the currency for one US dollar' },
    },
    source: 'definition',
  },
  (usd, perUsd) => usd * perUsd,
);

/** US dollars in another currency. */
export const convert = (usd: number, rate: ExchangeRate): number => exchanged(usd, rate.perUsd);

/** Another currency in US dollars: undoes {@link convert}. */
export const toUsd = (amount: number, rate: ExchangeRate): number => amount / rate.perUsd;

/** An amount in USD as a reason in another currency, the dated rate beside it. */
export const convertBecause = (usd: Because, rate: ExchangeRate): Because => ({
  ...derive(usd.name, exchanged, [usd, rate.because]),
  low: usd.low === undefined ? undefined : convert(usd.low, rate),
  high: usd.high === undefined ? undefined : convert(usd.high, rate),
  unit: rate.currency,
});
