import type { Ranged } from '../../training/answer.ts';

/** Seconds that a load needs of compute and of memory, by the datasheet. */
export interface Sides {
  readonly compute: number;
  readonly memory: number;
}

/** Larger loads than these are not looked at: requests of a step, tokens. */
export const MOST_ROWS = { decode: 2 ** 16, prefill: 2 ** 20, training: 2 ** 20 } as const;

/** The smallest whole load from which compute takes as long as memory; null where it never does. Sides must cross at most once. */
export function crossingOf(
  sidesAt: (rows: number) => Sides,
  most: number,
  scale: Sides = { compute: 1, memory: 1 },
): number | null {
  const binds = (rows: number): boolean => {
    const { compute, memory } = sidesAt(rows);
    return compute * scale.compute >= memory * scale.memory;
  };
  if (binds(1)) return 1;
  if (!binds(most)) return null;
  let [below, above] = [1, most];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (binds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** With its range: earlier where products reach only that share of the peak, later where memory gives only that share of its bandwidth. */
export function rangedCrossing(
  sidesAt: (rows: number) => Sides,
  most: number,
  reached: { readonly peak: number; readonly bandwidth: number },
): Ranged | null {
  const value = crossingOf(sidesAt, most);
  if (value === null) return null;
  const low = crossingOf(sidesAt, most, { compute: 1 / reached.peak, memory: 1 }) ?? value;
  const high = crossingOf(sidesAt, most, { compute: 1, memory: 1 / reached.bandwidth }) ?? most;
  return { value, low: Math.min(low, value), high: Math.max(high, value), unit: '1' };
}
