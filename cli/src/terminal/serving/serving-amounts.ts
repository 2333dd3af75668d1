import { printer } from '@ridgepoint/engine/messages';
import type { ServeMoney } from '@ridgepoint/engine/report';
import type { Ranged } from '@ridgepoint/engine/training';
import type { FormatOptions } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';

/** An amount in dollars with its range, printed in the currency that was asked for. */
export function amountOf(
  usd: Ranged,
  { currency, perUsd }: Pick<ServeMoney, 'currency' | 'perUsd'>,
  face: Face,
): string {
  const print = printer(face);
  const all = { value: usd.value * perUsd, low: usd.low * perUsd, high: usd.high * perUsd, unit: currency };
  return usd.high > usd.low
    ? print.moneyRange(all, { currency, perUsd })
    : print.money(usd.value * perUsd, { currency, perUsd });
}

/** "1,240 tok/s" */
export const tokenRate = (perSecond: number, face: Face): string =>
  printer(face).amount(perSecond, 'token/s', { style: 'short' });

/** Requests a second, as a number. */
export const requestRate = (perSecond: number, face: Face): string => printer(face).amount(perSecond, '1');

/** A figure with its range where it has one. */
export const shown = (of: Ranged, face: Face, options?: FormatOptions): string =>
  of.high > of.low ? printer(face).range(of, options) : printer(face).amount(of.value, of.unit, options);
