import type { Period } from '../../decide/index.ts';
import { nearest } from '../../units/index.ts';
import { refuse } from '../input-error.ts';
import type { FleetScenario } from './fleet-schema.ts';

const SECONDS_AN_HOUR = 3600;
/** A quarter of a mean Gregorian year of 365.2425 days. */
export const QUARTER_SECONDS = (365.2425 / 4) * 86_400;

/** Periods of the plan, all of one length. Throws InputError for names that come twice. */
export function readPeriods({ periods, period = QUARTER_SECONDS }: FleetScenario['fleet']): Period[] {
  const names = typeof periods === 'number' ? Array.from({ length: periods }, (_, i) => `P${i + 1}`) : periods;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw refuse('named-twice', 'fleet.periods', { value: twice });
  return names.map((name) => ({ name, hours: period / SECONDS_AN_HOUR }));
}

/** The place of a period that is named. Throws InputError. */
export function periodAt(periods: readonly Period[], typed: string | number, path: string): number {
  const name = String(typed).trim().toLowerCase();
  const found = periods.findIndex((period) => period.name.toLowerCase() === name);
  if (found >= 0) return found;
  const names = periods.map((period) => period.name);
  const near = nearest(String(typed), names);
  throw refuse('unknown-name', path, {
    value: typed,
    values: { kind: 'period' },
    nearest: near.length > 0 ? near : names.slice(0, 6),
  });
}

/** One value for all periods, or one for each. Throws InputError where there are more or fewer. */
export function spread<T>(values: readonly T[], periods: readonly Period[], path: string): T[] {
  if (values.length === 1) return periods.map(() => values[0]!);
  if (values.length === periods.length) return [...values];
  throw refuse('periods-mismatch', path, {
    value: values.join(', '),
    values: { values: values.length, periods: periods.length },
    nearest: [values.slice(0, periods.length).join(', ')],
  });
}
