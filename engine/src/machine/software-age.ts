import type { Rates } from './machine.ts';

/**
 * Rates under software of an earlier date: libraries get faster on a chip by a few per cent a year. Shares of `shares.ts` are those of
 * the chip's `SOFTWARE_YEAR`; `years` before it (negative = later), `yearly` from the fit.
 */
export function agedRates(rates: Rates, years: number, yearly: number): Rates {
  if (years === 0) return rates;
  const factor = Math.exp(-yearly * years);
  return {
    ...rates,
    matmul: Object.fromEntries(Object.entries(rates.matmul).map(([format, rate]) => [format, factor * rate])),
    attentionForward: factor * rates.attentionForward,
    attentionBackward: factor * rates.attentionBackward,
  };
}

/** Date of the software that an architecture's shares stand for, in years. */
export const SOFTWARE_YEAR: Readonly<Record<string, number>> = { ampere: 2022.3, hopper: 2026.3, blackwell: 2026.3 };
