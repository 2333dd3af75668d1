import type { OwnInput, OwnNumbers } from './own-costs.ts';
import { type OwnSpread, rangeOver } from './spread.ts';

/** The value of one input at which two figures are equal, all others as they are. */
export interface Turn {
  readonly name: OwnInput;
  readonly at: number;
  /** On which side of it the other figure is the smaller one. */
  readonly beyond: 'above' | 'below';
}

/** How sure it is which of two figures is the smaller one. */
export interface Sureness {
  /** The first less the second, with the range that the inputs give it. */
  readonly gap: { readonly value: number; readonly low: number; readonly high: number };
  /** The range of the gap has one sign. */
  readonly sure: boolean;
  /** Inputs that turn it alone, within their own ranges; the one that needs the smallest share of its range first. */
  readonly turns: readonly Turn[];
}

/** Halvings until a turn is known to more digits than are printed. */
const HALVINGS = 40;

/** `gap` is the first figure less the second. */
export function surenessOf(
  gap: (numbers: OwnNumbers) => number,
  numbers: OwnNumbers,
  uncertain: readonly OwnSpread[],
): Sureness {
  const range = rangeOver(gap, numbers, uncertain);
  const firstLess = range.value < 0;
  const turned = (name: OwnInput, value: number): boolean => gap({ ...numbers, [name]: value }) < 0 !== firstLess;
  const turns = uncertain.flatMap(({ name, value, low, high }) =>
    [low, high]
      .filter((end) => end !== value && turned(name, end))
      .map((end) => {
        let [from, to] = [value, end];
        for (let i = 0; i < HALVINGS; i++) {
          const middle = (from + to) / 2;
          if (turned(name, middle)) to = middle;
          else from = middle;
        }
        const beyond = end > value ? ('above' as const) : ('below' as const);
        return { name, at: to, beyond, share: (to - value) / (end - value) };
      }),
  );
  return {
    gap: range,
    sure: range.low > 0 || range.high < 0,
    turns: turns.toSorted((a, b) => a.share - b.share).map(({ name, at, beyond }) => ({ name, at, beyond })),
  };
}
