import type { Axis } from './axis.ts';
import type { Flip } from './edge.ts';
import { type Crossover, type CrossoverOptions, crossover } from './find-flips.ts';
import type { Leader, Rivals } from './leader.ts';

/** An input that is not known exactly. */
export interface UncertainInput {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** A number that is known and moved only to see what hangs on it: told, and no part of the range. */
  readonly known?: true;
}

/** Where a flip lies when one input takes its lower or its upper end; null where it is gone from the axis. */
export interface FlipShift {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly atLow: number | null;
  readonly atHigh: number | null;
  readonly known?: true;
}

/** One flip with what is not known taken into account. */
export interface RangedFlip {
  readonly at: number;
  readonly from: Leader;
  readonly to: Leader;
  readonly kind: Flip['kind'];
  readonly bracket: readonly [number, number];
  readonly low: number;
  readonly high: number;
  /** The range reaches an end of the axis because with some input at its end there is no such flip. */
  readonly open: { readonly low: boolean; readonly high: boolean };
  /** What the flip depends on, most first: the rows of a tornado. */
  readonly shifts: readonly FlipShift[];
}

/** What a search for ranges may be told beside the options of its first look. */
interface Followed {
  readonly following?: CrossoverOptions;
  /** The flips with every input at its own value, where somebody has looked for them before. */
  readonly central?: Crossover;
}

/**
 * Every flip with its range: each uncertain input is set to its low and to its high end while the others keep their values, and
 * the shifts to either side are added in quadrature, as of independent inputs, on the axis' own scale. A flip that vanishes with an
 * input at one end has an open range on the side where the leader that spreads meets the end of the axis.
 */
export function flipRanges(
  rivalsOf: (inputs: ReadonlyMap<string, number>) => Rivals,
  uncertain: readonly UncertainInput[],
  axis: Axis,
  options: CrossoverOptions = {},
  /** How finely is looked with an input moved: its flips are known to be there, and only followed; and what is already known. */
  { following = options, central = crossover(rivalsOf(valuesOf(uncertain)), axis, options) }: Followed = {},
): { readonly crossover: Crossover; readonly flips: readonly RangedFlip[] } {
  const values = valuesOf(uncertain);
  const at = (name: string, value: number): Crossover => {
    const rivals = rivalsOf(new Map(values).set(name, value));
    return isUnmoved(central, rivals) ? central : crossover(rivals, axis, following);
  };
  const moved = uncertain.map((input) => ({
    input,
    low: input.low === input.value ? central : at(input.name, input.low),
    high: input.high === input.value ? central : at(input.name, input.high),
  }));
  const flips = central.flips.map((flip, i) => {
    const same = (of: Crossover) => counterpart(central, of, i);
    const shifts = moved.map(({ input, low, high }) => ({
      name: input.name,
      low: input.low,
      high: input.high,
      atLow: same(low),
      atHigh: same(high),
      ...(input.known && { known: input.known }),
    }));
    const unknown = shifts.filter(({ known }) => !known);
    const gone = moved
      .filter(({ input }) => !input.known)
      .flatMap(({ low, high }) => [low, high])
      .filter((of) => same(of) === null);
    const sides = gone.map((of) => sideOf(of, flip.from, flip.to));
    const open = { low: sides.some((s) => s !== 'high'), high: sides.some((s) => s !== 'low') };
    const ends = [axis.low, axis.high] as const;
    return {
      at: flip.at,
      from: flip.from,
      to: flip.to,
      kind: flip.kind,
      bracket: flip.bracket,
      low: open.low ? ends[0] : spread(axis, flip.at, unknown, -1),
      high: open.high ? ends[1] : spread(axis, flip.at, unknown, 1),
      open,
      shifts: shifts.toSorted((a, b) => reach(axis, flip.at, b) - reach(axis, flip.at, a)),
    };
  });
  return { crossover: central, flips };
}

/** Whether both choices are what they were on both sides of every flip: then none of them has moved. */
const isUnmoved = ({ flips, edges }: Crossover, { a, b }: Rivals): boolean =>
  flips.length > 0 && edges.every((edge) => Object.is(a(edge.x), edge.a) && Object.is(b(edge.x), edge.b));

const valuesOf = (inputs: readonly UncertainInput[]): ReadonlyMap<string, number> =>
  new Map(inputs.map(({ name, value }) => [name, value]));

/** Where flip i of `central` lies in another crossover: the flip of the same sides that is as manieth among its like. */
function counterpart(central: Crossover, other: Crossover, i: number): number | null {
  const { from, to } = central.flips[i]!;
  const like = (of: Crossover) => of.flips.filter((flip) => flip.from === from && flip.to === to);
  const rank = like({ ...central, flips: central.flips.slice(0, i) }).length;
  return like(other)[rank]?.at ?? null;
}

/** To which end of the axis a vanished flip has moved: where `from` leads everywhere, beyond the upper end. */
function sideOf(of: Crossover, from: Leader, to: Leader): 'low' | 'high' | 'both' {
  const leaders = new Set(of.stretches.map(({ leader }) => leader));
  if (leaders.size === 1 && leaders.has(from)) return 'high';
  return leaders.size === 1 && leaders.has(to) ? 'low' : 'both';
}

/** The end of the range on one side: shifts to that side in quadrature, within the axis. */
function spread(axis: Axis, at: number, shifts: readonly FlipShift[], way: 1 | -1): number {
  const far = shifts.map(({ atLow, atHigh }) =>
    Math.max(0, ...[atLow, atHigh].map((to) => (to === null ? 0 : way * distance(axis, at, to)))),
  );
  const total = way * Math.hypot(...far);
  const end = axis.log ? at * Math.exp(total) : at + total;
  return Math.min(axis.high, Math.max(axis.low, end));
}

const distance = (axis: Axis, from: number, to: number): number => (axis.log ? Math.log(to / from) : to - from);

/** How far an input can move the flip; one that can make it vanish goes first. */
const reach = (axis: Axis, at: number, { atLow, atHigh }: FlipShift): number =>
  Math.max(...[atLow, atHigh].map((to) => (to === null ? Number.POSITIVE_INFINITY : Math.abs(distance(axis, at, to)))));
