import {
  type Crossover,
  type CrossoverOptions,
  crossover,
  type Flip,
  flipRanges,
  type RangedFlip,
} from '../../decide/index.ts';
import type {
  CrossoverAxis,
  CrossoverFlip,
  CrossoverPoint,
  CrossoverReport,
  CrossoverShift,
} from '../../report/crossover-report.ts';
import { isoDay } from '../../units/index.ts';
import { EFFORT, FOLLOWING, paceOf, unpacked, unpackedRange, walked } from './look-along.ts';
import { type Asked, rivalsOf, sideAt } from './rivals.ts';
import { isSureAt, type Moved, movable, settingsOf } from './uncertain.ts';

type Found = Pick<CrossoverReport, 'flips' | 'stretches' | 'nearest' | 'unsure' | 'surelySeen' | 'looks' | 'curves'> & {
  readonly axis: CrossoverAxis;
};

/** A look that found nothing goes on this far to either side, where looks are cheap and nobody said where to stop. */
const WIDER = 10;
/** Points of a curve that are told. */
const DRAWN = 161;
const EMPTY = { a: new Map<string, number>(), b: new Map<string, number>() };

/** Every flip along the axis with its range, who leads where, and both curves. */
export function flipsAlong(asked: Asked, mayWiden: boolean): Found {
  const { axis: narrow, along } = asked;
  const pace = paceOf(along.a, along.b);
  const options = EFFORT[pace];
  let axis = narrow;
  let found = centralOf(asked, axis, options);
  if (found.flips.length === 0 && mayWiden && axis.log && axis.step === null && pace === 'formula') {
    const wide = { ...axis, low: axis.low / WIDER, high: axis.high * WIDER };
    const further = centralOf(asked, wide, options);
    if (further.flips.length > 0) [axis, found] = [wide, further];
  }
  const { of } = walked(axis);
  const ranged = () =>
    asked.rough
      ? found.flips.map((flip) => flipOf(asked, bothAt(asked), unpackedRange(exact(flip), of), []))
      : rangedFlips({ ...asked, axis }, found);
  const flips = found.flips.length === 0 ? [] : ranged();
  const { unsure, surelySeen, looks, stretches } = unpacked(found, of);
  const points = found.seen().map(({ x, a, b }) => ({ x: of(x), a: known(a), b: known(b) }));
  return {
    axis,
    flips,
    stretches,
    unsure,
    surelySeen,
    looks,
    nearest: flips.length === 0 ? nearestOf(points, (place) => isSureAt(asked, place)) : null,
    curves: thinned(points),
  };
}

/** A flip before anybody asked how far it moves. */
const exact = (flip: Flip): RangedFlip => ({
  ...flip,
  low: flip.at,
  high: flip.at,
  open: { low: false, high: false },
  shifts: [],
});

/** The two as they stand. */
function centralOf(asked: Asked, axis: CrossoverAxis, options: CrossoverOptions): Crossover {
  const { axis: walk, of } = walked(axis);
  return crossover(rivalsOf(asked, EMPTY, of), walk, options);
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The flips with what is not known moved to its ends. */
function rangedFlips(asked: Asked, central: Crossover): CrossoverFlip[] {
  const { a, b, along, measure, axis } = asked;
  const moved = movable(a, b, along, measure.key);
  const { axis: walk, of } = walked(axis);
  const ranged = flipRanges(
    (values) => rivalsOf(asked, { a: settingsOf('a', moved, values), b: settingsOf('b', moved, values) }, of),
    moved,
    walk,
    EFFORT[paceOf(along.a, along.b)],
    { following: FOLLOWING[paceOf(along.a, along.b)], central },
  );
  const both = bothAt(asked);
  return ranged.flips.map((flip) => flipOf(asked, both, unpackedRange(flip, of), moved));
}

type Sides = Readonly<Record<'a' | 'b', (x: number) => number>>;

const bothAt = (asked: Asked): Sides => ({ a: sideAt(asked, 'a'), b: sideAt(asked, 'b') });

function flipOf(asked: Asked, { a, b }: Sides, flip: RangedFlip, moved: readonly Moved[]): CrossoverFlip {
  const values = (x: number) => ({ a: known(a(x)), b: known(b(x)) });
  const { axis } = asked;
  const { at, low, high, open, from, to, kind, bracket } = flip;
  const before = values(bracket[0]);
  const behind = values(bracket[1]);
  const shifts = flip.shifts.flatMap((shift): CrossoverShift[] => {
    const { path, of, unit } = moved.find(({ name }) => name === shift.name)!;
    if (shift.atLow === at && shift.atHigh === at) return [];
    return [
      {
        path,
        of,
        unit,
        low: shift.low,
        high: shift.high,
        atLow: shift.atLow,
        atHigh: shift.atHigh,
        whatIf: shift.known === true,
      },
    ];
  });
  return {
    at,
    low,
    high,
    ...(axis.unit === 'date' && { dates: { at: isoDay(at), low: isoDay(low), high: isoDay(high) } }),
    open,
    from,
    to,
    kind,
    bracket,
    before,
    behind,
    ranged: kind === 'crossing' && !asked.rough ? rangedAt(asked, bracket[0]) : null,
    stops: stopOf(asked, flip, before, behind),
    shifts,
  };
}

/** Both with what is not known of each; at a place that was looked at, where a search remembers its answer. */
function rangedAt({ a, b, along, measure }: Asked, place: number): CrossoverFlip['ranged'] {
  const of = (side: 'a' | 'b') => {
    const { opened } = side === 'a' ? a : b;
    const path = along[side]?.path;
    return opened.measured(path === undefined ? undefined : new Map([[path, place]])).values.get(measure.key) ?? null;
  };
  return { a: of('a'), b: of('b') };
}

/** Whose possibility ends at a limit, and why. */
function stopOf(
  { a, b, along }: Asked,
  { kind, bracket }: RangedFlip,
  before: CrossoverFlip['before'],
  behind: CrossoverFlip['behind'],
): CrossoverFlip['stops'] {
  if (kind !== 'limit') return null;
  for (const side of ['a', 'b'] as const) {
    if ((before[side] === null) === (behind[side] === null)) continue;
    const place = before[side] === null ? bracket[0] : bracket[1];
    const path = along[side]?.path;
    const { opened } = side === 'a' ? a : b;
    const { outcome } = opened.measured(path === undefined ? undefined : new Map([[path, place]]));
    return { side, outcome };
  }
  return null;
}

/** The place at which the two are nearest, in relation to the smaller. */
function nearestOf(points: readonly CrossoverPoint[], sureAt: (place: number) => boolean): Found['nearest'] {
  const distance = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.min(Math.abs(a), Math.abs(b)), 1e-300);
  let best: { at: number; a: number; b: number } | null = null;
  for (const { x, a, b } of points)
    if (a !== null && b !== null && (best === null || distance(a, b) < distance(best.a, best.b)))
      best = { at: x, a, b };
  return best && { ...best, sure: sureAt(best.at) };
}

/** Few enough points to be drawn and sent, both ends among them. */
function thinned(points: readonly CrossoverPoint[]): CrossoverPoint[] {
  if (points.length <= DRAWN) return [...points];
  return Array.from({ length: DRAWN }, (_, i) => points[Math.round((i * (points.length - 1)) / (DRAWN - 1))]!);
}
