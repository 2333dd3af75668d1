import type { AccuracyRow, AccuracyRows } from '@ridgepoint/engine/trust';
import { mean, median, quantile } from '@ridgepoint/engine/trust/statistics';

/** One prediction beside its measurement, in base units. */
export interface Figure {
  readonly id: string;
  readonly family: string;
  readonly chip: string;
  readonly quantity: string;
  readonly grade: string;
  readonly url: string;
  readonly where: string;
  readonly notes: readonly string[];
  readonly measured: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  /** Null where there is no naive line. */
  readonly naive: number | null;
}

/** What is looked at; absent = all. */
export interface Choice {
  readonly quantity: string;
  readonly family?: string | undefined;
  readonly chip?: string | undefined;
}

/** Errors as shares: 0.05 = 5 %. */
export interface Errors {
  readonly n: number;
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
  readonly bias: number;
  readonly inside: number;
  /** Mean error of the naive line; null where there is none. */
  readonly naive: number | null;
}

/** Units of figures as sources print them: the base unit, and how many of it one is. */
const UNITS: readonly (readonly [ending: RegExp, unit: string, factor: number])[] = [
  [/_us$/, 's', 1e-6],
  [/_ms$/, 's', 1e-3],
  [/tokens_per_s/, 'token/s', 1],
  [/requests_per_s/, '1/s', 1],
  [/gb_per_s/, 'B/s', 1e9],
  [/_gb_per_gpu$/, 'B', 1e9],
  [/^tflops/, 'FLOP/s', 1e12],
  [/_w$/, 'W', 1],
  [/_per_token_j$/, 'J/token', 1],
  [/_s(_|$)/, 's', 1],
];

export function unitOf(quantity: string): { readonly unit: string; readonly factor: number } {
  const found = UNITS.find(([ending]) => ending.test(quantity));
  return found ? { unit: found[1], factor: found[2] } : { unit: '1', factor: 1 };
}

/** Rows as they were sent, unpacked as far as they are looked at. */
export function figuresOf(rows: AccuracyRows, { quantity, family, chip }: Choice): Figure[] {
  const { factor } = unitOf(quantity);
  const wanted = rows.quantities.indexOf(quantity);
  return rows.rows.flatMap((row: AccuracyRow): Figure[] => {
    const [id, inFamily, onChip, url, where, notes, ...figures] = row;
    if (family !== undefined && rows.families[inFamily] !== family) return [];
    if (chip !== undefined && rows.chips[onChip] !== chip) return [];
    return figures
      .filter(([of]) => of === wanted)
      .map(([, grade, ...amounts]) => {
        const [measured, predicted, low, high, naive] = amounts.map((value) => value * factor) as [
          number,
          number,
          number,
          number,
          number,
        ];
        return {
          id,
          family: rows.families[inFamily]!,
          chip: rows.chips[onChip]!,
          quantity,
          grade: rows.grades[grade]!,
          url: rows.urls[url]!,
          where,
          notes: notes.map((note) => rows.notes[note]!),
          measured,
          predicted,
          low,
          high,
          naive: naive > 0 ? naive : null,
        };
      });
  });
}

/** How many figures there are of each quantity, most first. */
export function quantitiesOf(rows: AccuracyRows): readonly (readonly [quantity: string, figures: number])[] {
  const counts = new Map<string, number>();
  for (const [, , , , , , ...figures] of rows.rows)
    for (const [quantity] of figures) {
      const name = rows.quantities[quantity]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

export const isInside = ({ measured, low, high }: Figure): boolean => low <= measured && measured <= high;
/** Distance in ratios: twice too high is as far as half. */
export const distanceOf = ({ measured, predicted }: Figure): number => Math.abs(Math.log(predicted / measured));

export function errorsOf(figures: readonly Figure[]): Errors {
  const signed = figures.map(({ measured, predicted }) => predicted / measured - 1);
  const errors = signed.map(Math.abs);
  const naive = figures.flatMap((one) => (one.naive === null ? [] : [Math.abs(one.naive / one.measured - 1)]));
  return {
    n: figures.length,
    median: median(errors),
    mean: mean(errors),
    p90: quantile(errors, 0.9),
    bias: median(signed),
    inside: figures.filter(isInside).length / figures.length,
    naive: naive.length > 0 ? mean(naive) : null,
  };
}
