import type { Pace } from '../measures/index.ts';
import type { Context } from '../operation.ts';
import { EFFORT, MAP_EFFORT } from './look-along.ts';

/** Looks in all over those of the first pass: what closing brackets and looking again adds. */
const MORE = 1.6;

/** Counts looks, tells of them, and knows when it was stopped: from then on nothing is worked out any more. */
export function watched(given: Context) {
  const { onProgress } = given;
  let done = 0;
  let expected = 1;
  let going = true;
  const tell = (): boolean => {
    going &&= onProgress?.(done, null, Math.max(expected, done + 1)) ?? true;
    return going;
  };
  // A search inside one look asks too, so that a stop need not wait for it.
  const context: Context = onProgress ? { ...given, onProgress: tell } : given;
  return {
    context,
    /** One look: NaN once it was stopped. */
    look: (at: (x: number) => number, x: number): number => {
      if (!going) return Number.NaN;
      const value = at(x);
      done += 0.5; // both scenarios are looked at
      return tell() ? value : Number.NaN;
    },
    complete: () => going,
    expect: (pace: Pace, map: Pace | null): void => {
      const along = (EFFORT[pace].points ?? 1) * MORE;
      expected = along + (map ? (MAP_EFFORT[map].points ?? 1) * MAP_EFFORT[map].rows * MORE : 0);
    },
  };
}
