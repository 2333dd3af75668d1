import type { CrossoverAxis } from '../report/crossover-report.ts';
import { printer } from './printer.ts';
import type { Speaker } from './speaker.ts';

interface Printed {
  readonly unit: string;
  /** A share of one, told in percent. */
  readonly share?: boolean;
}

/** Whether numbers of an axis are shares: a utilisation is 41 %, a batch of 1 is 1. */
export const isShare = ({ unit, high, step }: Pick<CrossoverAxis, 'unit' | 'high' | 'step'>): boolean =>
  unit === '1' && high <= 1 && step === null;

/** Prints numbers of one unit as the answer does. */
export function amounts(speaker: Speaker, { unit, share = false }: Printed) {
  const print = printer(speaker);
  const options = { style: unit === 's' ? 'long' : 'short', binary: unit === 'B' } as const;
  const one = (value: number, digits = 3): string =>
    share ? print.percent(value) : print.amount(value, unit, { ...options, digits });
  const range = (value: number, low: number, high: number): string =>
    share
      ? print.percentRange({ value, low, high, unit })
      : print.range({ value, low, high, unit }, { ...options, digits: 3 });
  /** "1.5–2.6 USD/h": both ends on the scale of the higher. */
  const between = (low: number, high: number): string => {
    if (unit === 'date') return `${one(low)}–${one(high)}`;
    const whole = share
      ? print.percentRange({ value: high, low, high, unit })
      : print.range({ value: high, low, high, unit }, { ...options, digits: 3 });
    const [, ends = ''] = /[(（](.*)[)）]/.exec(whole) ?? [];
    const suffix = whole
      .replace(/[(（].*$/, '')
      .replace(/^[\d.,]+/, '')
      .trimEnd();
    return `${ends}${suffix}`;
  };
  return { one, range, between };
}
