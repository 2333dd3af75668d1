/** What decides between ways that keep the promise. */
export interface Standing {
  /** What is to be least. */
  readonly worth: number;
  /** Largest of measured over promised. */
  readonly strain: number;
  /** Of weights and cache. */
  readonly bits: number;
}

/** Apart by less, two prices are one: it is the rounding of a rent. */
const ALIKE = 0.005;

/**
 * Least first. Of what is worth the same, what keeps the promise with more to spare, in hundredths of it; where that is the same too, the
 * wider formats.
 */
export function bestFirst<T>(items: readonly T[], standingOf: (item: T) => Standing): T[] {
  const standings = items
    .map((item) => ({ item, ...standingOf(item) }))
    .sort((a, b) => a.worth - b.worth || a.strain - b.strain);
  let least = Number.NEGATIVE_INFINITY;
  const grouped = standings.map((one) => {
    if (one.worth > least * (1 + ALIKE)) least = one.worth;
    return { ...one, worth: least, strain: Math.round(100 * one.strain) };
  });
  return grouped
    .sort((a, b) => a.worth - b.worth || (a.strain === b.strain ? b.bits - a.bits : a.strain - b.strain))
    .map(({ item }) => item);
}
