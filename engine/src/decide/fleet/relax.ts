import { buildProgram } from './build.ts';
import type { Conflict } from './conflict.ts';
import type { Fleet } from './fleet.ts';
import { type Group, groupsOf, keyOf, sizeOf } from './groups.ts';
import { readPlacement } from './placement.ts';
import { type LinearSolver, scaled } from './program.ts';

/** A group of a conflict and how far it would have to give way. */
export interface Relaxation {
  readonly group: Group;
  /**
   * The least by which it misses while the rest of the conflict stays: accelerators, W, USD, a share of the work, or periods later (of
   * a start: earlier). Null where no amount helps within the periods.
   */
  readonly by: number | null;
  /** The plan with that much more; null where something else is in the way as well. */
  readonly usd: number | null;
}

/** By how much each member of a conflict misses, and what the whole plan costs when it alone gives way. */
export function relaxations(fleet: Fleet, conflict: Conflict, solver: LinearSolver): Relaxation[] {
  return conflict.map((group) => {
    const by = leastOf(fleet, conflict, group, solver);
    return { group, by, usd: by === null ? null : costWith(fleet, group, by, solver) };
  });
}

/** With everything else kept; where something outside the conflict is in the way as well, with the rest of the conflict alone. */
function leastOf(fleet: Fleet, conflict: Conflict, group: Group, solver: LinearSolver): number | null {
  return leastBeside(fleet, groupsOf(fleet), group, solver) ?? leastBeside(fleet, conflict, group, solver);
}

function leastBeside(fleet: Fleet, kept: readonly Group[], group: Group, solver: LinearSolver): number | null {
  const keys = new Set(kept.map(keyOf));
  const holds = (key: string) => keys.has(key);
  if (group.kind === 'deadline' || group.kind === 'start' || group.kind === 'ready')
    return leastPeriods(
      fleet,
      group,
      (moved) => solver(buildProgram(moved, { holds, priced: false }).program).status !== 'infeasible',
    );
  const built = buildProgram(fleet, { holds, elastic: new Map([[keyOf(group), 1]]), priced: false });
  const solved = solver(built.program);
  return solved.values.length === 0 ? null : solved.values[built.elastic.get(keyOf(group))!]!;
}

/** Periods that a date has to move until it works: a deadline later, a start or readiness earlier. */
function leastPeriods(fleet: Fleet, group: Group, works: (moved: Fleet) => boolean): number | null {
  for (let by = 1; by <= fleet.periods.length; by++) {
    const moved = movedBy(fleet, group, by);
    if (moved === null) return null;
    if (works(moved)) return by;
  }
  return null;
}

function movedBy(fleet: Fleet, group: Group, by: number): Fleet | null {
  const last = fleet.periods.length - 1;
  if (group.kind === 'deadline' || group.kind === 'start') {
    const work = fleet.workloads[group.workload]!;
    const moved = group.kind === 'deadline' ? { ...work, last: work.last + by } : { ...work, first: work.first - by };
    if (moved.last > last || moved.first < 0) return null;
    return { ...fleet, workloads: fleet.workloads.map((one, w) => (w === group.workload ? moved : one)) };
  }
  if (group.kind !== 'ready') return null;
  const pool = fleet.pools[group.pool]!;
  const now = pool.ready[group.work];
  const from = (now.from ?? fleet.periods.length) - by;
  if (from < 0) return null;
  const ready = { ...pool.ready, [group.work]: { ...now, from } };
  return { ...fleet, pools: fleet.pools.map((one, p) => (p === group.pool ? { ...one, ready } : one)) };
}

/** A little more than the least, so that the solver's tolerance is not what decides. */
const MORE = 1 + 1e-6;

function costWith(fleet: Fleet, group: Group, by: number, solver: LinearSolver): number | null {
  const relaxed = group.kind === 'must' ? null : widened(fleet, group, by);
  if (relaxed === null) return null;
  const built = buildProgram(relaxed);
  const solved = solver(built.program);
  return solved.values.length === 0 ? null : readPlacement(relaxed, built, solved.values).usd;
}

/** The fleet with one limit wider; whole accelerators. Null for work that would be left out. */
export function widened(fleet: Fleet, group: Group, by: number): Fleet | null {
  const { pools, sites, budget, spend } = fleet;
  switch (group.kind) {
    case 'supply': {
      const more = Math.ceil(by - 1e-6);
      const count = pools[group.pool]!.count.map((n) => (n > 0 ? n + more : 0));
      return { ...fleet, pools: pools.map((pool, p) => (p === group.pool ? { ...pool, count } : pool)) };
    }
    case 'power':
      return {
        ...fleet,
        sites: sites.map((site, s) =>
          s === group.site && site.watts ? { ...site, watts: site.watts.map((w) => w + by * MORE) } : site,
        ),
      };
    case 'budget':
      return budget === null ? null : { ...fleet, budget: budget + by * MORE };
    case 'spend':
      return spend === null ? null : { ...fleet, spend: spend.map((usd) => usd + by * MORE) };
    case 'must':
      return null;
    default:
      return movedBy(fleet, group, by);
  }
}

/** An amount by which a limit gives way when all may. */
export interface Give {
  readonly group: Group;
  readonly by: number;
  /** Over the limit. */
  readonly share: number;
}

/**
 * The least that supply, power and money have to give together for everything to fit, counted in shares of each limit. Null where even
 * without them it does not: a date, or software, is in the way.
 */
export function leastChange(fleet: Fleet, solver: LinearSolver): Give[] | null {
  const sizes = new Map(
    groupsOf(fleet).flatMap((group): [string, { group: Group; size: number }][] => {
      const size = sizeOf(fleet, group);
      return size === null ? [] : [[keyOf(group), { group, size }]];
    }),
  );
  const elastic = new Map([...sizes].map(([key, { size }]) => [key, 1 / size]));
  const built = buildProgram(fleet, { elastic, priced: false });
  const solved = scaled(solver)(built.program);
  if (solved.values.length === 0) return null;
  return [...sizes].flatMap(([key, { group, size }]): Give[] => {
    const by = solved.values[built.elastic.get(key)!]!;
    return by > 1e-6 * size ? [{ group, by, share: by / size }] : [];
  });
}
