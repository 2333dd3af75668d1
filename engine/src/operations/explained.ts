import type { Because } from '../because/index.ts';
import type { ExchangeRate } from '../economics/index.ts';
import type { Assumed } from '../report/index.ts';
import type { Currency } from '../units/index.ts';
import { rateLine } from './economics/cited-line.ts';

/** The reasons of one number, and how to walk on. */
export interface Explanation {
  /** Path from the answer: `step_time.compute`. */
  readonly path: string;
  readonly node: Because;
  /** In which money is told; dollars where nobody said. */
  readonly money?: { readonly currency: Currency; readonly perUsd: number };
  /** The rate of that currency, where there is money to be told. */
  readonly assumed?: readonly Assumed[];
}

/** A number's reasons, told in a currency. */
export const explained = (path: string, node: Because, rate: ExchangeRate): Explanation => ({
  path,
  node,
  money: { currency: rate.currency, perUsd: rate.perUsd },
  assumed: isMoney(node) ? rateLine(rate) : [],
});

const isMoney = ({ unit, inputs = [] }: Because): boolean => unit.includes('USD') || inputs.some(isMoney);
