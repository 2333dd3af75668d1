import { type ExchangeRate, exchangeRate } from '../../economics/index.ts';
import { type Currency, currencyNamed } from '../../units/index.ts';
import type { Context } from '../operation.ts';

/** The dated rate of the currency in which an answer is told. */
export const moneyOf = ({ catalogue }: Pick<Context, 'catalogue'>, currency: Currency = 'USD'): ExchangeRate =>
  exchangeRate(catalogue, currency) ?? exchangeRate(catalogue, 'USD')!;

/** The same as an answer carries it. */
export function toldMoney(
  context: Pick<Context, 'catalogue'>,
  currency: Currency | undefined,
): { readonly currency: Currency; readonly perUsd: number } {
  const rate = moneyOf(context, currency);
  return { currency: rate.currency, perUsd: rate.perUsd };
}

/** The currency that several scenarios agree on: what each that names one names; undefined where none does, or two differ. */
export function sharedCurrency(
  scenarios: readonly { readonly data: Readonly<Record<string, unknown>> }[],
): Currency | undefined {
  const named = scenarios.flatMap(({ data }) => {
    const { currency } = (data.economics ?? {}) as { readonly currency?: unknown };
    return typeof currency === 'string' ? [currencyNamed(currency)] : [];
  });
  return named.every((each) => each === named[0]) ? named[0] : undefined;
}
