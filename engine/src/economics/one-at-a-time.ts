import type { Because } from '../because/index.ts';
import type { Ranged } from '../training/answer.ts';

/** What one input's range does to a result. */
export interface Effect {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/**
 * The range of a positive result of several independent inputs: each is moved to both ends of its range alone, and the relative
 * deviations are added in quadrature. For results that are no plain products. `effects` lists the inputs by what they do, most first.
 */
export function oneAtATime(
  inputs: readonly Because[],
  of: (values: ReadonlyMap<string, number>) => number,
  unit: string,
): Ranged & { readonly effects: readonly Effect[] } {
  const values = new Map(inputs.map(({ name, value }) => [name, value]));
  const value = of(values);
  let [down, up] = [0, 0];
  const effects: Effect[] = [];
  for (const { name, value: at, low = at, high = at } of inputs) {
    if (!(low < at || high > at)) continue;
    const ends = [low, high].map((edge) => of(new Map(values).set(name, edge)));
    const [least, most] = [Math.min(value, ...ends), Math.max(value, ...ends)];
    effects.push({ name, low: least, high: most });
    down += Math.log(least / value) ** 2;
    up += Math.log(most / value) ** 2;
  }
  return {
    value,
    low: value * Math.exp(-Math.sqrt(down)),
    high: value * Math.exp(Math.sqrt(up)),
    unit,
    effects: effects.toSorted((a, b) => b.high - b.low - (a.high - a.low)),
  };
}
