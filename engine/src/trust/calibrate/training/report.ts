import { mean, median } from '../../statistics.ts';
import type { FitCase } from './fit-case.ts';

/** Errors of one family in the fit and left out; shares (0.05 = 5 %). */
export interface FamilyScore {
  readonly family: string;
  readonly n: number;
  readonly median: number;
  readonly mape: number;
  readonly bias: number;
  readonly leftMedian: number;
  readonly leftMape: number;
  readonly leftBias: number;
}

/** Scores by a grouping of the cases, in the order of their first row. */
export function scoreFamilies(
  cases: readonly FitCase[],
  errors: Float64Array,
  left: Float64Array,
  nameOf: (one: FitCase) => string | undefined = (one) => one.family,
): FamilyScore[] {
  const groups = new Map<string, number[]>();
  cases.forEach((c, i) => {
    const name = nameOf(c);
    if (name === undefined || !Number.isFinite(errors[i]!)) return;
    const list = groups.get(name);
    if (list) list.push(i);
    else groups.set(name, [i]);
  });
  return [...groups].map(([family, own]) => {
    const inside = own.map((i) => Math.expm1(errors[i]!));
    const outside = own.map((i) => Math.expm1(left[i]!));
    return {
      family,
      n: own.length,
      median: median(inside.map(Math.abs)),
      mape: mean(inside.map(Math.abs)),
      bias: median(inside),
      leftMedian: median(outside.map(Math.abs)),
      leftMape: mean(outside.map(Math.abs)),
      leftBias: median(outside),
    };
  });
}
