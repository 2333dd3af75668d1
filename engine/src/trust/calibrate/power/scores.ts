import type { FamilyId, PowerParameters, PowerWidths } from '../../../serving/power/index.ts';
import { mean, median, quantile } from '../../statistics.ts';
import type { PowerCase } from './cases.ts';
import { fitFamilies, powerError } from './fit.ts';

/** Errors of a set of predictions: predicted / measured - 1. */
export interface PowerScore {
  readonly rows: number;
  readonly mape: number;
  readonly median: number;
  readonly bias: number;
  readonly p90: number;
}

/** From ln(predicted / measured). */
export function powerScore(errors: readonly number[]): PowerScore {
  const signed = errors.map((e) => Math.expm1(e));
  const sizes = signed.map(Math.abs);
  return {
    rows: errors.length,
    mape: mean(sizes),
    median: median(sizes),
    bias: mean(signed),
    p90: quantile(sizes, 0.9),
  };
}

/** ln(predicted / measured) of every case by fits that saw no case of its group on either chip. */
export function leftOut(cases: readonly PowerCase[], groupOf: (one: PowerCase) => string): number[] {
  const fits = new Map<string, Record<FamilyId, PowerParameters>>();
  return cases.map((one) => {
    const group = groupOf(one);
    let fit = fits.get(group);
    if (!fit) {
      fit = fitFamilies(cases.filter((other) => groupOf(other) !== group));
      fits.set(group, fit);
    }
    return powerError(fit[one.family], one);
  });
}

/** ln(predicted / measured) of one figure for all: the median of the others' watts. */
export function constantErrors(cases: readonly PowerCase[], groupOf: (one: PowerCase) => string): number[] {
  const watts = new Map<string, number>();
  return cases.map((one) => {
    const group = groupOf(one);
    const known =
      watts.get(group) ?? median(cases.filter((other) => groupOf(other) !== group).map((other) => other.watts));
    watts.set(group, known);
    return Math.log(known / one.watts);
  });
}

/** Widths that hold 80 and 90 % of ln(measured / predicted), the same share missed at each end; a little wider for being estimated. */
export function powerWidths(errors: readonly number[]): PowerWidths {
  const real = errors.map((e) => -e);
  const rounded = (x: number) => Number(Math.max(0.02, x).toPrecision(3));
  const at = (share: number) => ({
    low: rounded(-quantile(real, (1 - share) / 2)),
    high: rounded(quantile(real, (1 + share) / 2)),
  });
  return { p80: at(0.8), p90: at(0.9) };
}

/** Worst groups by mean size of error. */
export function worstGroups(
  cases: readonly PowerCase[],
  errors: readonly number[],
  groupOf: (one: PowerCase) => string,
  count: number,
): readonly { readonly group: string; readonly score: PowerScore }[] {
  const groups = new Map<string, number[]>();
  cases.forEach((one, i) => {
    const group = groupOf(one);
    groups.set(group, [...(groups.get(group) ?? []), errors[i]!]);
  });
  return [...groups]
    .map(([group, own]) => ({ group, score: powerScore(own) }))
    .sort((a, b) => b.score.mape - a.score.mape)
    .slice(0, count);
}
