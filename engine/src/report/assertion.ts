import type { Currency, Unit } from '../units/index.ts';
import type { Figures } from './train-report.ts';

export const COMPARISONS = ['<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A rule of a scenario's `assert`, checked: `cost.usd` `<` 1.2e8. */
export interface Assertion {
  readonly key: string;
  readonly unit: Unit;
  readonly comparison: Comparison;
  readonly limit: number;
  readonly value: number;
  readonly holds: boolean;
}

/** What can be asserted, its unit, and where the number is found. */
export const ASSERTABLE: Readonly<
  Record<string, { readonly unit: Unit; readonly of: (f: Figures, memory: number) => number | null }>
> = {
  'cost.usd': { unit: 'USD', of: (f) => f.cost?.value ?? null },
  cost: { unit: 'USD', of: (f) => f.cost?.value ?? null },
  time: { unit: 's', of: (f) => f.wall.value },
  step_time: { unit: 's', of: (f) => f.step.value },
  gpu_hours: { unit: 'GPU-h', of: (f) => f.acceleratorHours.value },
  energy: { unit: 'J', of: (f) => f.energy?.value ?? null },
  carbon: { unit: 'kgCO2e', of: (f) => f.carbon?.value ?? null },
  mfu: { unit: '1', of: (f) => f.mfu.value },
  goodput: { unit: '1', of: (f) => f.goodput },
  tokens_per_second: { unit: 'token/s', of: (f) => f.tokensPerSecond.value },
  memory: { unit: 'B', of: (_, memory) => memory },
};

export function holds(value: number, comparison: Comparison, limit: number): boolean {
  if (comparison === '<') return value < limit;
  if (comparison === '<=') return value <= limit;
  return comparison === '>' ? value > limit : value >= limit;
}

/** Rate of a range: the same number in another currency. */
export const inCurrency = (usd: { value: number; low: number; high: number }, perUsd: number, unit: Currency) => ({
  value: usd.value * perUsd,
  low: usd.low * perUsd,
  high: usd.high * perUsd,
  unit,
});
