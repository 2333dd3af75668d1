import { ownRuns, type TrainingEstimate, unsureVariance, VARIANCE_AT_80, widened } from '../training/index.ts';
import { MEMORY_WIDTH, STEP_WIDTHS } from '../training/widths.ts';
import type { TrainingCase } from './rows/to-training-case.ts';

/** Half-widths of ln(measured / predicted), at two levels. */
export interface Interval {
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
}

/** What a missing field adds to the width when it decides the time: values between which a reader could not tell. */
export const MISSING: Readonly<Record<string, number>> = {
  recompute: 0.08, // a policy not stated moves a step by up to a quarter of a forward
  micro_batch: 0.06,
  vp: 0.05,
  tp: 0.05,
  pp: 0.05,
  sequence: 0.05,
  batch: 0.05,
  architecture: 0.04,
  layers: 0.03,
  layout: 0.3, // a whole strategy guessed
  preset: 0.1,
  network: 0.03,
};

/** Width of a step time: the left-out width of its kind and grade, with what the row's own parts and missing fields add, in quadrature. */
export function trainingInterval(
  estimate: Pick<TrainingEstimate, 'grade' | 'parts' | 'step'>,
  one: Pick<TrainingCase, 'problem' | 'assumed' | 'stage'>,
): Interval {
  const kind = one.problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe') ? 'moe' : 'dense';
  const grade = estimate.grade === 'datasheet' ? 'datasheet' : 'family';
  const width = ownRuns(one.problem.local) ?? STEP_WIDTHS.find((w) => w.kind === kind && w.grade === grade)!;
  const extra = rowVariance(estimate, one);
  return { p80: widened(width.p80, VARIANCE_AT_80 * extra), p90: widened(width.p90, extra) };
}

/** Squared width that a row has of its own, beside its kind's. */
export function rowVariance(
  { parts, step }: Pick<TrainingEstimate, 'parts' | 'step'>,
  one: Pick<TrainingCase, 'assumed' | 'stage'>,
): number {
  return (
    unsureVariance(parts, step.value) + missingWidth(one.assumed) + (one.stage === 'pretrain' ? 0 : FINE_TUNING ** 2)
  );
}

/** Packed sequences of fine-tuning tables are not full: the source prints 6-7 % fewer FLOP. */
const FINE_TUNING = 0.1;

/** Squared widths of the fields a row leaves out. */
export function missingWidth(assumed: readonly string[]): number {
  const keys = new Set(assumed.map((line) => line.split('=')[0]!));
  let sum = 0;
  for (const key of keys) sum += (MISSING[key] ?? 0) ** 2;
  return sum;
}

/** Width of peak memory: the estimate's own range, and what missing fields add. */
export function memoryInterval(
  value: number,
  low: number,
  high: number,
  one: Pick<TrainingCase, 'assumed' | 'tuning'>,
): Interval {
  // Recipes for one card free what they can as they go; the frameworks' counters leave the context out.
  const extra = missingWidth(one.assumed) + (one.tuning ? TUNING_MEMORY ** 2 : 0);
  const p90 = { low: Math.log(value / Math.max(low, value * 0.2)), high: Math.log(Math.max(high, value) / value) };
  const share = MEMORY_WIDTH.p80.high / MEMORY_WIDTH.p90.high;
  return {
    p80: widened({ low: share * p90.low, high: share * p90.high }, VARIANCE_AT_80 * extra),
    p90: widened(p90, extra),
  };
}

const TUNING_MEMORY = 0.35;
