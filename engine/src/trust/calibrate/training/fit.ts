import type { Values } from '../../../machine/index.ts';
import { evaluate, reachedBy } from './evaluate.ts';
import type { FitCase } from './fit-case.ts';
import { inverseDiagonal, solveSymmetric } from './least-squares.ts';
import { type Parameter, priorsOf } from './parameter.ts';

/** A row beyond this many deviations pulls with constant force only (Huber 1964). */
const HUBER = 1.5;
/** Error of a row in ln time that is the source's own and the model's: runs repeated on another day differ by 2-6 %. */
export const ROW_DEVIATION = 0.06;
const STEP = 0.03; // of ln(value), for the numeric Jacobian
const ROUNDS = 8;

export interface Fit {
  readonly values: Values;
  /** ln(predicted / measured) of every case at `values`. */
  readonly errors: Float64Array;
  readonly jacobian: Jacobian;
}

/** Derivatives of the cases' errors by ln(parameter), one column a parameter. */
export type Jacobian = readonly Float64Array[];

/** Least squares on ln time with Huber weights, a pull to each prior, and bounds: damped Gauss-Newton from the priors. */
export function fitParameters(parameters: readonly Parameter[], cases: readonly FitCase[]): Fit {
  let values: Values = priorsOf(parameters);
  let errors = evaluate(cases, values);
  let jacobian = jacobianAt(parameters, cases, values, errors);
  let cost = costOf(parameters, cases, values, errors);
  let damping = 1e-3;
  for (let round = 0; round < ROUNDS; round++) {
    const step = solveStep(parameters, cases, values, errors, jacobian, damping);
    const tried = moved(parameters, values, step);
    const triedErrors = evaluate(cases, tried);
    const triedCost = costOf(parameters, cases, tried, triedErrors);
    if (triedCost < cost) {
      const gain = (cost - triedCost) / cost;
      values = tried;
      errors = triedErrors;
      cost = triedCost;
      damping = Math.max(1e-4, damping / 10);
      jacobian = jacobianAt(parameters, cases, values, errors);
      if (gain < 1e-4) break;
    } else damping *= 30;
  }
  return { values, errors, jacobian };
}

export function jacobianAt(
  parameters: readonly Parameter[],
  cases: readonly FitCase[],
  values: Values,
  errors: Float64Array,
): Jacobian {
  return parameters.map(({ id }) => {
    const reached = reachedBy(id, values);
    const tried = evaluate(cases, { ...values, [id]: values[id]! * Math.exp(STEP) }, (i) => reached(cases[i]!));
    return tried.map((e, i) => (Number.isFinite(e) && Number.isFinite(errors[i]!) ? (e - errors[i]!) / STEP : 0));
  });
}

/** Weight of a case at its error: its family's share and Huber's. Zero for refused and left-out ones. */
function weightAt(one: FitCase, error: number): number {
  if (one.weight === 0 || !Number.isFinite(error)) return 0;
  const distance = Math.abs(error) / ROW_DEVIATION;
  return (one.weight * Math.min(1, HUBER / Math.max(distance, 1e-9))) / ROW_DEVIATION ** 2;
}

function costOf(
  parameters: readonly Parameter[],
  cases: readonly FitCase[],
  values: Values,
  errors: Float64Array,
): number {
  let cost = 0;
  cases.forEach((c, i) => {
    if (c.weight === 0 || !Number.isFinite(errors[i]!)) return;
    const d = Math.abs(errors[i]!) / ROW_DEVIATION;
    cost += c.weight * (d <= HUBER ? d * d : 2 * HUBER * d - HUBER * HUBER);
  });
  for (const { id, prior, spread } of parameters) cost += (Math.log(values[id]! / prior) / spread) ** 2;
  return cost;
}

/** Step in ln(parameter) that the normal equations ask for. Rows of `without` do not count. */
export function solveStep(
  parameters: readonly Parameter[],
  cases: readonly FitCase[],
  values: Values,
  errors: Float64Array,
  jacobian: Jacobian,
  damping: number,
  without?: string,
): Float64Array {
  const { normal, right } = normalEquations(parameters, cases, values, errors, jacobian, without);
  const n = parameters.length;
  for (let i = 0; i < n; i++) normal[i * n + i]! *= 1 + damping;
  return solveSymmetric(normal, right);
}

function normalEquations(
  parameters: readonly Parameter[],
  cases: readonly FitCase[],
  values: Values,
  errors: Float64Array,
  jacobian: Jacobian,
  without?: string,
): { normal: Float64Array; right: Float64Array } {
  const n = parameters.length;
  const normal = new Float64Array(n * n);
  const right = new Float64Array(n);
  cases.forEach((c, row) => {
    const w = c.group === without ? 0 : weightAt(c, errors[row]!);
    if (w === 0) return;
    for (let i = 0; i < n; i++) {
      const a = jacobian[i]![row]!;
      if (a === 0) continue;
      right[i]! -= w * a * errors[row]!;
      for (let j = 0; j <= i; j++) normal[i * n + j]! += w * a * jacobian[j]![row]!;
    }
  });
  parameters.forEach(({ id, prior, spread }, i) => {
    normal[i * n + i]! += 1 / spread ** 2;
    right[i]! -= Math.log(values[id]! / prior) / spread ** 2;
    for (let j = 0; j < i; j++) normal[j * n + i] = normal[i * n + j]!;
  });
  return { normal, right };
}

/** Standard deviation of each ln(parameter) that the rows leave. */
export function deviations(parameters: readonly Parameter[], cases: readonly FitCase[], fit: Fit): Float64Array {
  const { normal } = normalEquations(parameters, cases, fit.values, fit.errors, fit.jacobian);
  return inverseDiagonal(normal, parameters.length).map(Math.sqrt);
}

/** Beyond this share of the prior's width a parameter is said to be left open by the rows. */
const OPEN = 0.8;
const HELD = 1e-6;

/** The parameters with those that the rows leave open held at their priors. */
export function heldWhereOpen(
  parameters: readonly Parameter[],
  cases: readonly FitCase[],
  fit: Fit,
): readonly Parameter[] {
  const left = deviations(parameters, cases, fit);
  return parameters.map((p, i) => (left[i]! > OPEN * p.spread ? { ...p, spread: HELD } : p));
}

/** Values after a step, kept within a factor of two a round and within bounds. */
export function moved(parameters: readonly Parameter[], values: Values, step: Float64Array, most = 0.7): Values {
  return Object.fromEntries(
    parameters.map(({ id, low, high }, i) => {
      const to = values[id]! * Math.exp(Math.max(-most, Math.min(most, step[i]!)));
      return [id, Math.max(low, Math.min(high, to))];
    }),
  );
}
