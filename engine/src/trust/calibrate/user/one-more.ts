/** The measurements of others that a dozen of the user's own stand beside: easy ones do not vouch for hard ones. */
const WORTH = 4;
/** Normal deviates of the upper end of 80 and of 90 %. */
const DEVIATES = { 80: 1.2816, 90: 1.6449 } as const;

/**
 * Half-width in which one more measurement falls, from few that were left out: Student's interval, the variance that of `errors` (about
 * zero; about their own median where `estimated` is 1) and, worth four of them, what others' errors usually are.
 * @param usual root mean square of others' errors
 */
export function oneMore(errors: readonly number[], usual: number, level: 80 | 90, estimated: 0 | 1 = 0): number {
  const freedom = errors.length + WORTH - estimated;
  const squares = errors.reduce((sum, error) => sum + error ** 2, WORTH * usual ** 2);
  const parts = estimated === 1 ? errors.length : freedom;
  return student(DEVIATES[level], freedom) * Math.sqrt((squares / freedom) * (1 + 1 / parts));
}

/** Student's quantile from the normal one (Abramowitz and Stegun 26.7.5, two terms; within 0.5 % from six degrees of freedom on). */
const student = (z: number, freedom: number): number =>
  z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
