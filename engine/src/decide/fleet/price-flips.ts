import { buildProgram } from './build.ts';
import type { Fleet } from './fleet.ts';
import { type Placement, poolsOf, readPlacement } from './placement.ts';
import type { LinearSolver } from './program.ts';

/** A price at which another placement becomes the cheaper one. */
export interface PriceFlip {
  readonly pool: number;
  readonly direction: 'cheaper' | 'dearer';
  /** Times today's price. */
  readonly times: number;
  /** Workloads that change pools there, with most of them then going to `to`. */
  readonly moves: readonly { readonly workload: number; readonly from: number | null; readonly to: number | null }[];
}

/** Prices are moved down to a tenth and up to four times. */
const LOWEST = 0.1;
const HIGHEST = 4;
/** Steps towards a flip; each is an exact solve, and few are needed since the cost bends at each only once. */
const STEPS = 12;
const SAME = 1e-7;

/**
 * The nearest flips as one pool's price alone moves. The least cost is a concave, piecewise linear function of a price, so the line of
 * today's placement and that of a better one at the far end cross beyond the first flip or at it: Newton's steps from the far end reach
 * it exactly (M. J. Eisner, D. G. Severance, Mathematical techniques for efficient record segmentation, J. ACM 23(4), 1976).
 */
export function priceFlips(
  fleet: Fleet,
  now: Placement,
  solver: LinearSolver,
  pools: readonly number[],
  gap = 0,
): PriceFlip[] {
  // What is not proven to this width may not be told from a flip.
  const noise = Math.max(SAME, 2 * gap);
  if (limited(fleet, now, solver, noise)) return [];
  return pools.flatMap((pool) =>
    [flip(fleet, now, solver, pool, LOWEST, noise), flip(fleet, now, solver, pool, HIGHEST, noise)].flat(),
  );
}

/** Whether money holds the placement where it is: then the least cost is not that of free choice, and its bends are others. */
function limited(fleet: Fleet, now: Placement, solver: LinearSolver, noise: number): boolean {
  if (fleet.spend === null && (fleet.budget === null || fleet.objective === 'cost')) return false;
  const free = { ...fleet, ...FREE };
  const solved = solver(buildProgram(free).program);
  const { base, slope } = lineOf(fleet, now, 0, 1);
  return solved.values.length > 0 && solved.objective < base + slope - noise * Math.max(1, Math.abs(base + slope));
}

const FREE = { budget: null, spend: null };

function flip(
  fleet: Fleet,
  now: Placement,
  solver: LinearSolver,
  pool: number,
  end: number,
  noise: number,
): PriceFlip[] {
  const line = lineOf(fleet, now, pool, 1);
  let times = end;
  let other: Placement | null = null;
  for (let step = 0; step < STEPS; step++) {
    const there = { ...withPrice(fleet, pool, times), ...FREE };
    const built = buildProgram(there);
    const solved = solver(built.program);
    if (solved.values.length === 0) return [];
    const found = readPlacement(there, built, solved.values);
    const better = lineOf(fleet, found, pool, times);
    const gain = at(line, times) - at(better, times);
    if (gain <= noise * Math.max(1, Math.abs(at(line, times)))) break;
    other = found;
    const slopes = line.slope - better.slope;
    const crossing = (better.base - line.base) / slopes;
    if (!Number.isFinite(crossing) || (end > 1 ? crossing < 1 : crossing > 1) || Math.abs(crossing - times) < SAME) {
      times = Number.isFinite(crossing) ? Math.max(LOWEST, Math.min(HIGHEST, crossing)) : times;
      break;
    }
    times = crossing;
  }
  if (!other) return [];
  const moves = movesOf(fleet, now, other);
  return moves.length > 0 ? [{ pool, direction: end > 1 ? 'dearer' : 'cheaper', times, moves }] : [];
}

/** The cost of a placement as the price of a pool moves: base + slope · times; the placement was reckoned at `paid` times the price. */
function lineOf(fleet: Fleet, placement: Placement, pool: number, paid: number): { base: number; slope: number } {
  const { pools, periods } = fleet;
  const { usdPerHour, kind, count } = pools[pool]!;
  const from = count.findIndex((n) => n > 0);
  const slope = periods.reduce((sum, { hours }, t) => {
    const held =
      kind === 'reserved' ? (from >= 0 && t >= from ? placement.reserved[pool]! : 0) : placement.use[pool]![t]!;
    return sum + held * hours * usdPerHour[t]!;
  }, 0);
  const worth =
    fleet.objective === 'value'
      ? fleet.workloads.reduce((sum, { value }, w) => sum + (placement.done[w] ? (value ?? 0) : 0), 0)
      : 0;
  return { base: placement.usd - worth - slope * paid, slope };
}

const at = ({ base, slope }: { base: number; slope: number }, times: number): number => base + slope * times;

function withPrice(fleet: Fleet, pool: number, times: number): Fleet {
  const pools = fleet.pools.map((one, p) =>
    p === pool ? { ...one, usdPerHour: one.usdPerHour.map((usd) => usd * times) } : one,
  );
  return { ...fleet, pools };
}

/** Shares that move are told from this on. */
const MOVED = 0.05;

/** Workloads that lie on other pools in one placement than in another, and where most of them goes from and to. */
export function movesOf(fleet: Fleet, now: Placement, then: Placement): PriceFlip['moves'] {
  return fleet.workloads.flatMap((_, workload) => {
    const before = new Map(poolsOf(fleet, now, workload).map(({ pool, share }) => [pool, share]));
    const after = new Map(poolsOf(fleet, then, workload).map(({ pool, share }) => [pool, share]));
    const change = (pool: number) => (after.get(pool) ?? 0) - (before.get(pool) ?? 0);
    const touched = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => change(b) - change(a));
    const gains = touched.filter((pool) => change(pool) > MOVED)[0];
    const loses = touched.filter((pool) => change(pool) < -MOVED).at(-1);
    return gains === undefined && loses === undefined ? [] : [{ workload, from: loses ?? null, to: gains ?? null }];
  });
}
