export interface SolveOptions {
  /** Look among whole numbers only. */
  readonly integer?: boolean;
  /** Evaluations of the function at most, both ends included; at least 2. */
  readonly evaluations?: number;
  /** Stop where the bracket is this narrow relative to its larger end, or 1e-15 of where it began (reals only). */
  readonly tolerance?: number;
}

const DEFAULTS = { integer: false, evaluations: 200, tolerance: 1e-12 };

export type Solution =
  /** `x` reaches the target: the first whole number at or past it, or a real in a bracket as narrow as asked. */
  | {
      readonly kind: 'found';
      readonly x: number;
      readonly value: number;
      readonly bracket: readonly [number, number];
      readonly evaluations: number;
    }
  /** The function lies on one side of the target at both ends, or is not a number at one. */
  | { readonly kind: 'not-bracketed'; readonly atLow: number; readonly atHigh: number; readonly evaluations: number }
  /** The budget ran out with the target still between these two. */
  | { readonly kind: 'out-of-budget'; readonly bracket: readonly [number, number]; readonly evaluations: number };

/**
 * The argument in [low, high] at which a monotone function, rising or falling, reaches `target`. Over whole numbers the
 * smallest at which the function has reached or passed it; over reals the end of the final bracket that is nearer to it.
 * Counts every evaluation. A function that is not monotone still gives a crossing, but not necessarily the only one.
 * Throws RangeError where low > high, an end is not finite, or no whole number lies between them.
 */
export function solveFor(
  f: (x: number) => number,
  low: number,
  high: number,
  target: number,
  options: SolveOptions = {},
): Solution {
  const { integer, evaluations: budget, tolerance } = { ...DEFAULTS, ...options };
  let a = integer ? Math.ceil(low) : low;
  let b = integer ? Math.floor(high) : high;
  if (!(Number.isFinite(a) && Number.isFinite(b) && a <= b))
    throw new RangeError(`no ${integer ? 'whole numbers' : 'numbers'} from ${low} to ${high}`);
  let evaluations = 0;
  const distance = (x: number) => {
    evaluations += 1;
    return f(x) - target;
  };
  let atA = distance(a);
  if (atA === 0) return { kind: 'found', x: a, value: target, bracket: [a, a], evaluations };
  let atB = distance(b);
  if (Number.isNaN(atA) || Number.isNaN(atB) || Math.sign(atA) === Math.sign(atB))
    return { kind: 'not-bracketed', atLow: atA + target, atHigh: atB + target, evaluations };
  const rounding = 1e-15 * (b - a); // roots near zero are never narrow relative to themselves
  const narrow = () =>
    integer ? b - a <= 1 : b - a <= Math.max(rounding, tolerance * Math.max(Math.abs(a), Math.abs(b)));
  while (!narrow()) {
    const middle = integer ? a + Math.floor((b - a) / 2) : a + (b - a) / 2;
    if (middle === a || middle === b) break; // neighbours in floating point: no number lies between
    if (evaluations >= budget) return { kind: 'out-of-budget', bracket: [a, b], evaluations };
    const atMiddle = distance(middle);
    if (Number.isNaN(atMiddle))
      return { kind: 'not-bracketed', atLow: atA + target, atHigh: atB + target, evaluations };
    if (atMiddle === 0 && !integer) return { kind: 'found', x: middle, value: target, bracket: [a, b], evaluations };
    // What reaches the target counts as past it, so that a whole-number search ends on the first that reaches it.
    if (Math.sign(atMiddle) === Math.sign(atA)) [a, atA] = [middle, atMiddle];
    else [b, atB] = [middle, atMiddle];
  }
  const nearer = integer || Math.abs(atB) <= Math.abs(atA) ? { x: b, at: atB } : { x: a, at: atA };
  return { kind: 'found', x: nearer.x, value: nearer.at + target, bracket: [a, b], evaluations };
}
