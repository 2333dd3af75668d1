import type { Ranged } from '../training/answer.ts';

/** Anything with a value and perhaps a range: a Ranged, a fact, a reason. */
export interface Spread {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * The range of `value`, a product of independent positive factors: their relative widths are added in quadrature on a log
 * scale, so the range scales with each factor and never reaches below zero. Factors without a range count as exact.
 */
export function productRange(value: number, unit: string, factors: readonly Spread[]): Ranged {
  const width = (edge: (factor: Spread) => number) =>
    Math.hypot(...factors.map((factor) => (hasWidth(factor) ? Math.log(edge(factor) / factor.value) : 0)));
  return {
    value,
    low: value * Math.exp(-width((factor) => factor.low ?? factor.value)),
    high: value * Math.exp(width((factor) => factor.high ?? factor.value)),
    unit,
  };
}

/** Nothing and never (a run that does not end) have no relative width. */
const hasWidth = ({ value }: Spread): boolean => value !== 0 && Number.isFinite(value);
