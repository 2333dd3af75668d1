import fc from 'fast-check';
import { it } from 'vitest';
import { FIXED_SEED, FRESH_SEED, inputs } from '../effort.ts';

/** Cases of a relation that is cheap to check. */
const RUNS = 1000;

let told = false;

/**
 * One relation: `runs` inputs from the fixed seed and a quarter as many from the fresh one. `predicate` throws (an expect) or returns
 * false where the relation breaks; inputs for which it says nothing are to be left out by `fc.pre`.
 */
export function holds<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  predicate: (value: T) => boolean | undefined,
  runs = RUNS,
): void {
  if (!told) {
    told = true;
    console.info(`fresh seed ${FRESH_SEED} (RIDGEPOINT_SEED=${FRESH_SEED} has it again)`);
  }
  it(name, () => {
    const property = fc.property(cases, predicate);
    fc.assert(property, { seed: FIXED_SEED, numRuns: inputs(runs) });
    fc.assert(property, { seed: FRESH_SEED, numRuns: inputs(runs / 4, 5) });
  });
}

/** `holds` for relations that are dear to check: so many cases each. */
export const holdsOn =
  (runs: number) =>
  <T>(name: string, cases: fc.Arbitrary<T>, predicate: (value: T) => boolean | undefined): void =>
    holds(name, cases, predicate, runs);

/** a <= b up to rounding. */
export const atMost = (a: number, b: number, relative = 1e-9): boolean =>
  a <= b + relative * Math.max(Math.abs(a), Math.abs(b));

/** a = b up to rounding. */
export const near = (a: number, b: number, relative = 1e-9): boolean =>
  Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));
