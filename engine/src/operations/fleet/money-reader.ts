import { exchangeRate, exchangeRates } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { type Currency, typedCurrency, type Unit } from '../../units/index.ts';
import { readMoney } from '../scenario/field.ts';

/** A number with nothing behind it, or only its scale. */
const BARE = /^\s*[\d.,_]+(e[+-]?\d+)?\s*(k|K|M|B|T|万|亿|万亿)?\s*$/;

/** Amounts of money as typed, in US dollars; a bare number is in the currency that was asked for. */
export interface MoneyReader {
  readonly currency: Currency;
  /** Units of that currency for one US dollar. */
  readonly perUsd: number;
  /** Throws InputError. */
  read(path: string, typed: string, unit: Unit): number;
}

/** Reads amounts with the catalogue's exchange rates. Where no currency was asked for, answers are in that of the budget. */
export function moneyReader(catalogue: Catalogue, asked?: Currency, budget?: string): MoneyReader {
  const rates = exchangeRates(catalogue);
  const currency = asked ?? typedCurrency(budget) ?? 'USD';
  const bare = asked ?? 'USD';
  return {
    currency,
    perUsd: exchangeRate(catalogue, currency)?.perUsd ?? 1,
    read: (path, typed, unit) => {
      const worded = bare !== 'USD' && BARE.test(typed) ? `${typed} ${unit.replace('USD', bare)}` : typed;
      return readMoney(path, worded, unit, rates);
    },
  };
}
