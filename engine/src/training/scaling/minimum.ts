/** The golden section: each step keeps this share of the interval. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function with a single minimum between two positive ends is least, found on a logarithmic scale. Values that are not finite
 * count as larger than any; the function must be finite at its minimum.
 */
export function leastOn(f: (x: number) => number, low: number, high: number, relative = 1e-10): number {
  const at = (t: number) => {
    const value = f(Math.exp(t));
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  };
  let [a, b] = [Math.log(low), Math.log(high)];
  let [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [atC, atD] = [at(c), at(d)];
  while (b - a > relative) {
    if (atC < atD || (atC === atD && atC !== Number.POSITIVE_INFINITY)) {
      [b, d, atD] = [d, c, atC];
      c = b - GOLDEN * (b - a);
      atC = at(c);
    } else {
      [a, c, atC] = [c, d, atD]; // both impossible: too few parameters, look above
      d = a + GOLDEN * (b - a);
      atD = at(d);
    }
  }
  return Math.exp((a + b) / 2);
}
