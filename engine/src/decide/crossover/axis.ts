/** The input that is varied: a range of real or whole numbers, looked at in even steps or in even ratios. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  /** Even ratios instead of even steps; needs low > 0. */
  readonly log?: boolean;
  readonly integer?: boolean;
}

/**
 * An axis as positions from 0 to 1 and back. Whole numbers are kept whole: several positions may mean one number.
 * Throws RangeError where an end is not finite, low >= high, a logarithmic axis does not begin above zero, or fewer than
 * two whole numbers lie on it.
 */
export function positions(axis: Axis): { readonly at: (position: number) => number; readonly ends: [number, number] } {
  const { log = false, integer = false } = axis;
  const low = integer ? Math.ceil(axis.low) : axis.low;
  const high = integer ? Math.floor(axis.high) : axis.high;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new RangeError(`no ${integer ? 'two whole numbers' : 'range'} from ${axis.low} to ${axis.high}`);
  if (log && low <= 0) throw new RangeError(`a logarithmic axis begins above zero, not at ${axis.low}`);
  const between = log
    ? (position: number) => low * (high / low) ** position
    : (position: number) => low + (high - low) * position;
  const at = (position: number) => {
    if (position <= 0) return low;
    if (position >= 1) return high;
    return integer ? Math.round(between(position)) : between(position);
  };
  return { at, ends: [low, high] };
}

/** The fraction part of the golden ratio: its multiples are spread most evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Of a step, by how much inner points are moved: even steps would not see stairs that are as wide as they are. */
const UNEVEN = 0.25;

/** Positions of `count` points in order, both ends among them, the inner ones at uneven steps; even steps where asked. */
export const grid = (count: number, even = false): number[] =>
  Array.from({ length: count }, (_, i) => {
    const inner = i > 0 && i < count - 1 && !even;
    return (i + (inner ? UNEVEN * (((i * GOLDEN) % 1) - 0.5) : 0)) / (count - 1);
  });
