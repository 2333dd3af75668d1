import { evaluate } from './evaluate.ts';
import { type Fit, moved, solveStep } from './fit.ts';
import type { FitCase } from './fit-case.ts';
import type { Parameter } from './parameter.ts';

/**
 * Errors ln(predicted / measured) of every case by the values fitted without its group. The refit solves the normal equations of the
 * full fit's Jacobian without the group's rows and evaluates the group's rows again with the values that gives.
 */
export function leftOutErrors(parameters: readonly Parameter[], cases: readonly FitCase[], fit: Fit): Float64Array {
  const errors = new Float64Array(cases.length).fill(Number.NaN);
  for (const group of new Set(cases.map((c) => c.group))) {
    const step = solveStep(parameters, cases, fit.values, fit.errors, fit.jacobian, 0, group);
    const values = moved(parameters, fit.values, step, 2);
    const own = evaluate(cases, values, (i) => cases[i]!.group === group);
    own.forEach((e, i) => {
      if (cases[i]!.group === group) errors[i] = e;
    });
  }
  return errors;
}
