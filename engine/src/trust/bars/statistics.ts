import { isRefused, type PredictedRow, type ScoredRow } from '../score.ts';
import { mean, median, quantile } from '../statistics.ts';
import { type Figure, NOTHING } from './bar.ts';

/** A figure of many absolute errors. */
export type Statistic = (errors: readonly number[]) => Figure;

const over =
  (value: (errors: readonly number[]) => number): Statistic =>
  (errors) =>
    errors.length === 0 ? NOTHING : { value: value(errors), of: errors.length };

/** Mean absolute error. */
export const meanError = over(mean);
export const medianError = over(median);
/** Nine rows of ten are nearer. */
export const p90Error = over((errors) => quantile(errors, 0.9));

/** Every row is held to the bar. */
export const worstError = over((errors) => Math.max(...errors));

/** The worst of groups that are each held to the same bar, which it is, and how many keep it. */
export function worstOf(groups: ReadonlyMap<string, number>, atMost: number): Figure {
  const [worst] = [...groups].sort(([, a], [, b]) => b - a);
  if (!worst) return NOTHING;
  const within = [...groups.values()].filter((x) => Math.round(x * 1e3) / 1e3 <= atMost).length;
  return { value: worst[1], of: groups.size, within, where: worst[0] };
}

/** Rows that have a prediction. */
export const predictedOf = (rows: readonly ScoredRow[]): PredictedRow[] =>
  rows.filter((row): row is PredictedRow => !isRefused(row));

/** |predicted / measured - 1|. */
export const errorsOf = (rows: readonly PredictedRow[]): number[] =>
  rows.map((row) => Math.abs(row.predicted / row.measured - 1));

/** Share of measurements inside the 90 % interval. */
export const shareInside = (rows: readonly PredictedRow[]): Figure =>
  rows.length === 0
    ? NOTHING
    : {
        value: rows.filter((row) => row.low <= row.measured && row.measured <= row.high).length / rows.length,
        of: rows.length,
      };
