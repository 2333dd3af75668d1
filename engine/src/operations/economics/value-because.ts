import { type Because, derive, input } from '../../because/index.ts';
import { reproductionCost, worthOfNow } from '../../economics/index.ts';
import type { Ranged } from '../../training/answer.ts';

/** What the numbers of `estimate value` are made of. */
interface ValueReasons {
  readonly cost: Because;
  readonly algorithms: Because;
  readonly compute: Because;
  readonly months: readonly number[];
  readonly after: (months: number) => Ranged;
  readonly fall: Ranged;
  readonly now: Ranged;
}

/** Reasons of what training again will cost in so many months, of the fall of a year and of what a month must earn. */
export function valueBecause({ cost, algorithms, compute, months, after, fall, now }: ValueReasons): Because {
  const years = (of: number): Because => ({
    name: 'years',
    value: of / 12,
    unit: 'a',
    kind: 'formula',
    formula: 'm / 12',
    source: 'definition',
    inputs: [input('months', of, '1')],
  });
  const inMonths = (name: string, of: number, range: Pick<Ranged, 'low' | 'high'>): Because => ({
    ...derive(name, reproductionCost, [cost, years(of), algorithms, compute]),
    low: range.low,
    high: range.high,
  });
  const parts = [
    cost,
    ...months.map((of) => inMonths(`cost_in_${of}_months`, of, after(of))),
    {
      ...fall,
      name: 'fall_a_year',
      kind: 'formula' as const,
      formula: '1 − 2^(−1 / ha) · 2^(−1 / hc)',
      source: 'worth.reproduction after a year',
      inputs: [algorithms, compute],
    },
    { ...derive('worth_of_now', worthOfNow, [cost, algorithms, compute]), low: now.low, high: now.high },
  ];
  return {
    ...cost,
    name: 'value',
    kind: 'formula',
    formula: parts.map(({ name }) => name).join(', '),
    source: 'sum',
    inputs: parts,
  };
}
