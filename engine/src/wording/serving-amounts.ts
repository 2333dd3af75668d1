import type { ServeMoney } from '../report/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { FormatOptions } from '../units/index.ts';
import { printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** An amount in dollars with its range, printed in the currency that was asked for. */
export function amountOf(
  usd: Ranged,
  { currency, perUsd }: Pick<ServeMoney, 'currency' | 'perUsd'>,
  speaker: Speaker,
): string {
  const print = printer(speaker);
  const all = paidIn(usd, perUsd);
  return usd.high > usd.low
    ? print.moneyRange(all, { currency, perUsd }, { digits: 3 })
    : print.money(usd.value * perUsd, { currency, perUsd });
}

const paidIn = (usd: Ranged, perUsd: number): Ranged => ({
  ...usd,
  value: usd.value * perUsd,
  low: usd.low * perUsd,
  high: usd.high * perUsd,
});

/** "1,240 tok/s" */
export const tokenRate = (perSecond: number, speaker: Speaker): string =>
  printer(speaker).amount(perSecond, 'token/s', { style: 'short' });

/** Requests a second, as a number. */
export const requestRate = (perSecond: number, speaker: Speaker): string => printer(speaker).amount(perSecond, '1');

/** A figure with its range where it has one. */
export const shown = (of: Ranged, speaker: Speaker, options?: FormatOptions): string =>
  of.high > of.low ? printer(speaker).range(of, options) : printer(speaker).amount(of.value, of.unit, options);
