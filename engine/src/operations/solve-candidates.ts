/** Numbers worth trying from `from` to `to`: powers of two and one and a half times them, times `unit`. */
export function candidates(unit: number, from: number, to: number): number[] {
  const numbers = new Set<number>();
  for (let power = 1; unit * power <= to; power *= 2)
    for (const factor of [1, 1.5]) {
      const number = unit * power * factor;
      if (Number.isInteger(number) && number >= from && number <= to) numbers.add(number);
    }
  return [...numbers].sort((a, b) => a - b);
}

/** One number that was tried. */
export interface Tried<T> {
  readonly x: number;
  readonly meets: boolean;
  readonly found: T;
}

/**
 * The first of ascending numbers that meets a wish, where meeting it once means meeting it from there on: bisection, then
 * the neighbour before it is tried, since divisibility can make a single number fail. Undefined where the last one fails.
 */
export function firstThatMeets<T>(numbers: readonly number[], attempt: (x: number) => { meets: boolean; found: T }) {
  const tried = new Map<number, Tried<T>>();
  const meets = (index: number): boolean => {
    const x = numbers[index]!;
    const known = tried.get(x) ?? { x, ...attempt(x) };
    tried.set(x, known);
    return known.meets;
  };
  let low = 0;
  let high = numbers.length - 1;
  if (high < 0 || !meets(high)) return { first: undefined, tried: [...tried.values()] };
  while (low < high) {
    const middle = (low + high) >> 1;
    if (meets(middle)) high = middle;
    else low = middle + 1;
  }
  while (high > 0 && meets(high - 1)) high--;
  return { first: tried.get(numbers[high]!), tried: [...tried.values()].sort((a, b) => a.x - b.x) };
}

/** The first of the numbers that meets a wish, tried one after another. */
export function firstInOrder<T>(numbers: readonly number[], attempt: (x: number) => { meets: boolean; found: T }) {
  const tried: Tried<T>[] = [];
  for (const x of numbers) {
    tried.push({ x, ...attempt(x) });
    if (tried.at(-1)?.meets) break;
  }
  const last = tried.at(-1);
  return { first: last?.meets ? last : undefined, tried };
}
