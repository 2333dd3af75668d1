import type { Messages } from '../messages/en.ts';
import type { Currency, Locale } from '../units/index.ts';

/** Whoever words an answer: a terminal or a page, in one language. */
export interface Speaker {
  readonly locale: Locale;
  readonly messages: Messages;
  /** In which amounts that are in US dollars are told; dollars where it is absent. */
  readonly money?: Money;
}

/** A currency, and how much of it one US dollar is. */
export interface Money {
  readonly currency: Currency;
  readonly perUsd: number;
}

/** Whoever words an answer whose amounts are in US dollars, in the currency that it was asked for in. */
export const inMoney = <S extends Speaker>(speaker: S, { money }: { readonly money: Money }): S => ({
  ...speaker,
  money,
});
