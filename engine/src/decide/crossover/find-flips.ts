import { type Axis, grid, positions } from './axis.ts';
import { closeEdge, type Flip, flipOf, NARROW } from './edge.ts';
import { compareAt, type Leader, type Rivals, type Sample } from './leader.ts';

export interface CrossoverOptions {
  /** Points of the first look, both ends among them; at least 2. */
  readonly points?: number;
  /** Looks at most; the first look and the closing of what it found are always done. */
  readonly looks?: number;
  /** Brackets are closed until they are this share of the axis; coarser where a look is a search. */
  readonly narrow?: number;
}

const DEFAULTS = { points: 513, looks: 4000, narrow: NARROW };
/** A pair of flips can hide between two samples only where the gap turns this much steeper than it is around them. */
const STEEPER = 2;
/** Cells on either side whose steepness counts: stairs (whole servers, whole waves) are flat for a few cells and then steep. */
const AROUND = 8;
/** Cells are halved at most so often while something may hide in them. */
const HALVINGS = 6;
/** Of the axis: equal along no more than this is equal at a point, for values are rounded, and of two that are nearly parallel a few round alike. */
const POINT = 2 ** -32;
/** Of a usual step: what is doubtful so close to a flip, where the gap is small, is that flip. */
const BESIDE = 1 / 8;

/** Who is better along an axis, where that flips, and where flips may have been missed. */
export interface Crossover {
  readonly flips: readonly Flip[];
  /** The whole axis in order, without gaps. */
  readonly stretches: readonly { readonly low: number; readonly high: number; readonly leader: Leader }[];
  /** Where two flips, close together, may still hide: the two choices come near each other and were not looked at more finely. */
  readonly unsure: readonly { readonly low: number; readonly high: number }[];
  /** No stretch with one leader that covers more than this share of the axis is missed; on a logarithmic axis, of its ratios. */
  readonly surelySeen: number;
  readonly looks: number;
  /** The looks on both sides of every change of leader. */
  readonly edges: readonly Sample[];
  /** Every look, in order along the axis. */
  readonly seen: () => readonly Sample[];
}

/**
 * Every point at which the better of two choices flips along an axis. No change of leader between neighbouring points of the
 * first look is missed. Between points of the same leader a pair of flips can hide: cells in which the gap would have to be no
 * more than twice as steep as around them are halved and looked at again, and what could not be ruled out is told.
 * Throws RangeError where the axis is none, or fewer than two points are asked for.
 */
export function crossover(rivals: Rivals, axis: Axis, options: CrossoverOptions = {}): Crossover {
  const { points, looks: budget, narrow } = { ...DEFAULTS, ...options };
  if (!(points >= 2)) throw new RangeError(`at least 2 points are looked at, not ${points}`);
  const { at, ends } = positions(axis);
  const seen: Sample[] = [];
  const known = axis.integer ? new Map<number, Sample>() : null; // of whole numbers several positions are one
  const look = (position: number): Sample => {
    const x = at(position);
    const before = known?.get(x);
    if (before) return before.position === position ? before : { ...before, position };
    const sample = compareAt(rivals, position, x);
    seen.push(sample);
    known?.set(x, sample);
    return sample;
  };
  const whole = axis.integer ? ends[1] - ends[0] + 1 : Number.POSITIVE_INFINITY;
  const first = grid(Math.min(points, whole), whole <= points);
  const usual = 1 / (first.length - 1);
  const isClosed: Closed = (from, to) =>
    to.position - from.position <= 2 * narrow || (axis.integer === true && to.x - from.x === 1);
  let samples = closed(distinct(first.map(look)), look, narrow);
  let doubtful: boolean[] = [];
  for (let round = 0; round <= HALVINGS; round++) {
    doubtful = mayHide(samples, slopesOf(samples, usual, isClosed), isClosed);
    if (round === HALVINGS || seen.length >= budget || !doubtful.includes(true)) break;
    samples = closed(halve(samples, doubtful, look), look, narrow);
  }
  const edges = samples
    .slice(1)
    .flatMap((to, i) => (samples[i]!.leader === to.leader ? [] : [[samples[i]!, to] as const]));
  const flips = withoutTouches(edges).map(([from, to, leader]) => ({ ...flipOf(look, from, to, narrow), to: leader }));
  return {
    flips,
    stretches: stretchesOf(ends, samples[0]!.leader, flips),
    unsure: unsureOf(samples, doubtful, flips, usual),
    surelySeen: Math.max(...first.slice(1).map((p, i) => p - first[i]!)),
    looks: seen.length,
    edges: edges.flat(),
    seen: () => distinct(seen.toSorted((one, other) => one.x - other.x)),
  };
}

/** Whether nothing lies between two samples: as near as an edge is closed, or neighbouring whole numbers of an axis of such. */
type Closed = (from: Sample, to: Sample) => boolean;

/** On whole numbers neighbouring positions may be the same number. */
const distinct = (samples: readonly Sample[]): Sample[] =>
  samples.filter((s, i) => i === 0 || s.x !== samples[i - 1]!.x);

/** With the two samples around every edge between them, so that leaders change in closed brackets only. */
function closed(samples: readonly Sample[], look: (position: number) => Sample, narrow: number): Sample[] {
  const finer: Sample[] = [samples[0]!];
  for (const to of samples.slice(1)) {
    // What lies behind an edge may be a third leader (a tie, or nobody): go on from there.
    for (let from = finer.at(-1)!; from.leader !== to.leader && to.position - from.position > 2 * narrow; ) {
      const [left, right] = closeEdge(look, from, to, narrow);
      finer.push(left, right);
      from = right;
    }
    finer.push(to);
  }
  return distinct(finer);
}

/** Of each cell, whether the gap between its samples, of one leader, could reach zero and come back. */
function mayHide(samples: readonly Sample[], slopes: Float64Array, isClosed: Closed): boolean[] {
  const may = new Array<boolean>(slopes.length).fill(false);
  for (let i = 0; i < slopes.length; i++) {
    const from = samples[i]!;
    const to = samples[i + 1]!;
    if (from.leader !== to.leader || !(from.leader === 'a' || from.leader === 'b')) continue;
    if (isClosed(from, to)) continue;
    if (!Number.isFinite(from.gap) || !Number.isFinite(to.gap)) continue;
    const needed = (Math.abs(from.gap) + Math.abs(to.gap)) / (to.position - from.position);
    const last = Math.min(slopes.length - 1, i + AROUND);
    for (let j = Math.max(0, i - AROUND); j <= last && !may[i]; j++) may[i] = needed <= STEEPER * slopes[j]!;
  }
  return may;
}

/** Change of the gap over each cell; of a jump as if over a usual one. Nothing is known where a choice is not possible. */
function slopesOf(samples: readonly Sample[], usual: number, isClosed: Closed): Float64Array {
  const slopes = new Float64Array(samples.length - 1);
  for (let i = 0; i < slopes.length; i++) {
    const from = samples[i]!;
    const to = samples[i + 1]!;
    const width = to.position - from.position;
    const change = Math.abs(to.gap - from.gap) / (isClosed(from, to) ? Math.max(width, usual) : width);
    slopes[i] = Number.isFinite(change) ? change : 0;
  }
  return slopes;
}

function halve(samples: readonly Sample[], doubtful: readonly boolean[], look: (position: number) => Sample): Sample[] {
  const finer: Sample[] = [];
  samples.forEach((sample, i) => {
    finer.push(sample);
    const next = samples[i + 1];
    if (next && doubtful[i]) finer.push(look((sample.position + next.position) / 2));
  });
  return distinct(finer);
}

/** The samples around a change of leader, and who leads behind it: where the two were equal at a point, whoever leads after that. */
type Edge = readonly [from: Sample, to: Sample, leader: Leader];

/** A tie at a single point between two stretches of the same leader is no flip: the two touch. */
function withoutTouches(edges: readonly (readonly [Sample, Sample])[]): Edge[] {
  const kept: Edge[] = [];
  for (const [from, to] of edges) {
    const last = kept.at(-1);
    if (last && last[2] === 'tie' && from.leader === 'tie' && from.position - last[1].position <= POINT) {
      kept.pop();
      if (last[0].leader !== to.leader) kept.push([last[0], last[1], to.leader]);
    } else kept.push([from, to, to.leader]);
  }
  return kept;
}

function stretchesOf(ends: readonly [number, number], leader: Leader, flips: readonly Flip[]): Crossover['stretches'] {
  const starts = [ends[0], ...flips.map(({ at }) => at)];
  const leaders = [leader, ...flips.map(({ to }) => to)];
  return starts.map((low, i) => ({ low, high: starts[i + 1] ?? ends[1], leader: leaders[i]! }));
}

/** Doubtful cells, neighbours joined; what is left of them right beside a flip is part of that flip. */
function unsureOf(
  samples: readonly Sample[],
  doubtful: readonly boolean[],
  flips: readonly Flip[],
  usual: number,
): Crossover['unsure'] {
  const beside = usual * BESIDE;
  const begins = new Set(flips.map(({ bracket }) => bracket[0]));
  const edges = samples.filter(({ x }) => begins.has(x)).map(({ position }) => position);
  const cells: { low: number; high: number }[] = [];
  doubtful.forEach((yes, i) => {
    const [from, to] = [samples[i]!, samples[i + 1]!];
    if (!yes || edges.some((edge) => edge > to.position - beside && edge < from.position + beside)) return;
    const last = cells.at(-1);
    if (last?.high === from.x) last.high = to.x;
    else cells.push({ low: from.x, high: to.x });
  });
  return cells;
}
