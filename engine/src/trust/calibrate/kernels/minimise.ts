import type { Parameter, Values } from '../../../cost/index.ts';
import { solveDamped } from '../solve-damped.ts';

/** ln(predicted / measured) of every sample at these values, written into `out`. */
export type LogErrors = (values: Values, out: Float64Array) => void;

const STEP = 0.02; // of the transformed parameter, for differences
const ROBUST = 0.05; // errors below 5 % weigh by their square, above by their size: the median is what is aimed at
const ITERATIONS = 30;
const MIN_SPREAD = 0.02; // a prior narrower than this is a fixed value
const ENOUGH = 2e-4; // relative gain of the loss below which a fit has settled

/** Where values are pulled to while little speaks against it, and how far each is expected to lie from there. */
export interface Prior {
  readonly at: Values;
  /** Standard deviation of a parameter on its fitted scale (a logarithm): 0.3 is about 30 %. */
  readonly spread: (name: string) => number;
}

/**
 * Values of the named parameters that make the weighted absolute log errors least: Levenberg-Marquardt on a robust loss, numeric
 * derivatives, parameters kept between their bounds. Deterministic; no sample is ever looked at one by one. `start` wins over the
 * parameter's own start; parameters not in `free` keep it. A `prior` adds the squared distance from where it pulls to.
 */
export function minimise(
  parameters: readonly Parameter[],
  start: Values,
  weights: Float64Array,
  errorsOf: LogErrors,
  free: readonly string[] = parameters.map((p) => p.name),
  iterations = ITERATIONS,
  prior?: Prior,
): Record<string, number> {
  const open = parameters.filter((p) => free.includes(p.name));
  const values: Record<string, number> = {};
  for (const p of parameters) values[p.name] = clamp(p, start[p.name] ?? p.start);
  const count = weights.length;
  const d = open.length;
  if (count === 0 || d === 0) return values;
  const errors = new Float64Array(count);
  const moved = new Float64Array(count);
  const jacobian = open.map(() => new Float64Array(count));
  const centres = open.map((p) => toScale(p, clamp(p, prior?.at[p.name] ?? p.start)));
  // An error counts by its square over twice ROBUST, as if such errors were usual; the prior is put on the same footing.
  const pulls = open.map((p) => (prior ? ROBUST / Math.max(MIN_SPREAD, prior.spread(p.name)) ** 2 : 0));
  const away = (at: Values, i: number): number => toScale(open[i]!, at[open[i]!.name]!) - centres[i]!;
  const pulled = (at: Values): number =>
    prior ? open.reduce((sum, _, i) => sum + (pulls[i]! * away(at, i) ** 2) / 2, 0) : 0;
  errorsOf(values, errors);
  let loss = robustLoss(errors, weights) + pulled(values);
  let damping = 1e-2;
  for (let round = 0; round < iterations; round++) {
    open.forEach((p, i) => {
      const at = toScale(p, values[p.name]!);
      const up = at + STEP <= toScale(p, p.high);
      const shifted = { ...values, [p.name]: fromScale(p, up ? at + STEP : at - STEP) };
      errorsOf(shifted, moved);
      const column = jacobian[i]!;
      const width = up ? STEP : -STEP;
      for (let s = 0; s < count; s++) column[s] = (moved[s]! - errors[s]!) / width;
    });
    const { matrix, right } = normalEquations(jacobian, errors, weights);
    for (let i = 0; prior && i < d; i++) {
      matrix[i]![i]! += pulls[i]!;
      right[i]! += pulls[i]! * away(values, i);
    }
    let gained = 0;
    for (let attempt = 0; attempt < 6; attempt++) {
      const step = solveDamped(matrix, right, damping);
      const next = { ...values };
      open.forEach((p, i) => {
        next[p.name] = clamp(p, fromScale(p, toScale(p, values[p.name]!) - limit(step[i]!)));
      });
      errorsOf(next, moved);
      const tried = robustLoss(moved, weights) + pulled(next);
      if (tried < loss) {
        gained = (loss - tried) / loss;
        Object.assign(values, next);
        errors.set(moved);
        loss = tried;
        damping = Math.max(1e-6, damping / 4);
        break;
      }
      damping *= 6;
    }
    if (gained < ENOUGH) break;
  }
  for (const p of open) values[p.name] = Number(values[p.name]!.toPrecision(4));
  return values;
}

const limit = (step: number): number => Math.max(-0.7, Math.min(0.7, step));
const clamp = (p: Parameter, value: number): number => Math.min(p.high, Math.max(p.low, value));
/** Logarithmic where a parameter cannot be zero; shifted by a twentieth of its range where it can. */
const shift = (p: Parameter): number => (p.low > 0 ? 0 : (p.high - p.low) / 20);
/** A value on the scale it is fitted on. */
export const toScale = (p: Parameter, value: number): number => Math.log(value + shift(p));
const fromScale = (p: Parameter, scaled: number): number => Math.max(p.low, Math.exp(scaled) - shift(p));

function robustLoss(errors: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < errors.length; i++) {
    const size = Math.abs(errors[i]!);
    sum += weights[i]! * (size < ROBUST ? (size * size) / (2 * ROBUST) : size - ROBUST / 2);
  }
  return sum;
}

function normalEquations(jacobian: readonly Float64Array[], errors: Float64Array, weights: Float64Array) {
  const d = jacobian.length;
  const matrix = Array.from({ length: d }, () => new Float64Array(d));
  const right = new Float64Array(d);
  for (let s = 0; s < errors.length; s++) {
    const weight = weights[s]! / Math.max(ROBUST, Math.abs(errors[s]!));
    for (let i = 0; i < d; i++) {
      const scaled = weight * jacobian[i]![s]!;
      right[i]! += scaled * errors[s]!;
      for (let j = 0; j <= i; j++) matrix[i]![j]! += scaled * jacobian[j]![s]!;
    }
  }
  for (let i = 0; i < d; i++) for (let j = i + 1; j < d; j++) matrix[i]![j] = matrix[j]![i]!;
  return { matrix, right };
}
