import { OWN_INPUTS, type OwnInput, type OwnNumbers } from './own-costs.ts';

/** An input with the ends of its range. */
export interface OwnSpread {
  readonly name: OwnInput;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Inputs that are known only within a range. */
export const uncertainOf = (spreads: readonly OwnSpread[]): OwnSpread[] =>
  spreads.filter(({ low, high, value }) => Number.isFinite(value) && low < high);

/**
 * The range of a figure: each input is set to either end while the others keep their values, and the shifts to one side are added in
 * quadrature, as of independent inputs.
 */
export function rangeOver(
  figure: (numbers: OwnNumbers) => number,
  numbers: OwnNumbers,
  uncertain: readonly OwnSpread[],
): { readonly value: number; readonly low: number; readonly high: number } {
  const value = figure(numbers);
  const shifts = uncertain.map(({ name, low, high }) =>
    [low, high].map((end) => figure({ ...numbers, [name]: end }) - value).filter(Number.isFinite),
  );
  const far = (way: 1 | -1) => Math.hypot(...shifts.map((both) => Math.max(0, ...both.map((shift) => way * shift))));
  return { value, low: value - far(-1), high: value + far(1) };
}

/** A record of numbers from the values of inputs; what has none is NaN. */
export const numbersOf = (values: ReadonlyMap<string, number>): OwnNumbers =>
  Object.fromEntries(OWN_INPUTS.map((name) => [name, values.get(name) ?? Number.NaN])) as Record<OwnInput, number>;
