import { buildProgram } from './build.ts';
import { type Conflict, conflictOf } from './conflict.ts';
import type { Fleet, Need } from './fleet.ts';
import { budgetReasons, type OverBudget, solveWithin } from './over-budget.ts';
import { type Placement, readPlacement } from './placement.ts';
import { type PriceFlip, priceFlips } from './price-flips.ts';
import { type LinearSolver, scaled } from './program.ts';
import { type Give, leastChange, type Relaxation, relaxations } from './relax.ts';
import { moreOf, type Worth, worths } from './worth.ts';

/** Where everything goes, or why it cannot go anywhere. */
export type FleetPlan = PlacedPlan | ImpossiblePlan;

/**
 * How far reasons go. `all`: every one by exact placements, dozens of them. `few`: what one placement and linear programmes tell; where
 * nothing fits, parts of whole choices are allowed in what would have to give, so that its amounts are the least.
 */
export const REASONS = ['all', 'few', 'none'] as const;
export type Reasons = (typeof REASONS)[number];

export interface PlacedPlan {
  readonly kind: 'placed';
  readonly reasons: Reasons;
  readonly placement: Placement;
  /** Least USD, J, or USD less value; with `gap` 0 it is proven. */
  readonly objective: number;
  /** Share of the objective by which a better placement could still be better. */
  readonly gap: number;
  readonly worths: readonly Worth[];
  readonly flips: readonly PriceFlip[];
  /** Everything placed anew with every estimate at its low, and at its high end; an end is null where it does not fit then, both where it was not tried. */
  readonly ends: { readonly low: Placement | null; readonly high: Placement | null } | null;
}

export interface ImpossiblePlan {
  readonly kind: 'impossible';
  readonly reasons: Reasons;
  readonly conflict: Conflict;
  readonly relaxations: readonly Relaxation[];
  readonly leastChange: readonly Give[] | null;
}

export interface PlaceOptions {
  /** Pools whose price is moved to look for flips; those that are paid by use or reserved. By default all while there are few. */
  readonly flipPools?: readonly number[];
  /** All by default while that is a matter of seconds. */
  readonly reasons?: Reasons;
}

/** Whole choices from which on one exact placement takes a second and dozens take minutes. */
const LARGE = 250;

/** What is off by less is proven. */
const PROVEN = 1e-6;

/** Pools whose prices are moved where nobody says. */
const FLIP_POOLS = 8;

/** Places a fleet with the least of its objective. Throws RangeError where the solver neither finds nor excludes a placement. */
export function placeFleet(fleet: Fleet, solver: LinearSolver, options: PlaceOptions = {}): FleetPlan {
  const solve = scaled(solver);
  const built = buildProgram(fleet);
  const { solved, over } = solveWithin(fleet, built.program, solve);
  const whole = built.program.columns.filter(({ integer }) => integer).length;
  const { reasons = whole < LARGE ? 'all' : 'few' } = options;
  if (solved.values.length === 0) return impossible(fleet, solve, reasons, over);
  const placement = readPlacement(fleet, built, solved.values);
  const { objective, bound } = solved;
  const off = Math.abs(objective - bound) / Math.max(1, Math.abs(objective));
  const gap = off < PROVEN ? 0 : off;
  const plan = { kind: 'placed', placement, objective, gap, reasons, flips: [], ends: null } as const;
  if (reasons === 'none') return { ...plan, worths: [] };
  const duals = worths(fleet, built, solved, solve);
  if (reasons === 'few') return { ...plan, worths: duals };
  return {
    ...plan,
    worths: moreOf(fleet, placement, objective, solve, duals),
    flips:
      fleet.objective === 'energy'
        ? []
        : priceFlips(fleet, placement, solve, options.flipPools ?? priced(fleet, placement), gap),
    ends: { low: placedAt(fleet, 'low', solve), high: placedAt(fleet, 'high', solve) },
  };
}

/** Why nothing fits. Few reasons do not see what only whole choices are in the way of: then it takes them all. */
function impossible(fleet: Fleet, solve: LinearSolver, wanted: Reasons, over: OverBudget | null): ImpossiblePlan {
  // Which of many whole choices together are too dear takes minutes to prove.
  if (over && wanted !== 'all') return { kind: 'impossible', reasons: wanted, ...budgetReasons(fleet, over, solve) };
  const parts: LinearSolver = (program) => solve(program, { relaxed: true });
  const easy = wanted === 'all' ? null : conflictOf(fleet, parts, 1);
  const reasons = easy || wanted === 'none' ? wanted : 'all';
  const conflict = easy ?? conflictOf(fleet, solve);
  if (conflict === null) throw new RangeError('the solver found no placement and no conflict');
  if (reasons === 'none') return { kind: 'impossible', reasons, conflict, relaxations: [], leastChange: null };
  const by = reasons === 'few' ? parts : solve;
  return {
    kind: 'impossible',
    reasons,
    conflict,
    relaxations: relaxations(fleet, conflict, by),
    leastChange: leastChange(fleet, by),
  };
}

/** Pools whose price matters, most money first. */
const priced = ({ pools }: Fleet, { usdByPool }: Placement): number[] =>
  pools
    .map((_, p) => p)
    .filter((p) => pools[p]!.kind !== 'owned' && pools[p]!.usdPerHour.some((usd) => usd > 0))
    .sort((a, b) => usdByPool[b]! - usdByPool[a]!)
    .slice(0, FLIP_POOLS);

function placedAt(fleet: Fleet, end: 'low' | 'high', solve: LinearSolver): Placement | null {
  const there = atEnd(fleet, end);
  const built = buildProgram(there);
  const solved = solve(built.program);
  return solved.values.length === 0 ? null : readPlacement(there, built, solved.values);
}

/** The fleet if every estimate came out at one end of its range. */
export const atEnd = (fleet: Fleet, end: keyof Pick<Need, 'low' | 'high'>): Fleet => ({
  ...fleet,
  workloads: fleet.workloads.map((work) => ({
    ...work,
    alternatives: work.alternatives.map((one) => ({ ...one, need: { ...one.need, value: one.need[end] } })),
  })),
});
