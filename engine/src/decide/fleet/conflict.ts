import { buildProgram } from './build.ts';
import type { Fleet } from './fleet.ts';
import { type Group, groupsOf, keyOf, sizeOf } from './groups.ts';
import type { LinearSolver } from './program.ts';

/** Groups that cannot all be kept; without any one of them the others can. */
export type Conflict = readonly Group[];

/** Orders in which groups are left out; what comes late is kept rather. */
const ORDERS = 6;

/**
 * A set of groups in conflict from which none can be left out, by deletion: a group without which the rest is still in conflict goes
 * (J. W. Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6), taken in halves first, which finds the few among many
 * sooner. Which set is found depends on the order; the smallest of several orders is given. Where parts of whole choices do not fit
 * either, the search is one of linear programmes, and whole choices only have the last word. Null where everything can be kept.
 */
export function conflictOf(fleet: Fleet, solver: LinearSolver, orders = ORDERS): Conflict | null {
  const groups = groupsOf(fleet);
  const clash = clashOf(fleet, solver);
  const parts = clashOf(fleet, (program) => solver(program, { relaxed: true }));
  const found = parts(groups)
    ? withoutIdle(smallest(suspects(fleet, groups, solver, parts), parts, orders), clash)
    : clash(groups)
      ? smallest(groups, clash, orders)
      : null;
  return found && [...found].sort((a, b) => groups.indexOf(a) - groups.indexOf(b));
}

function smallest(
  groups: readonly Group[],
  clash: (groups: readonly Group[]) => boolean,
  orders: number,
): readonly Group[] {
  let best: readonly Group[] | null = null;
  for (let order = 0; order < orders && (best === null || best.length > 2); order++) {
    const found = deleted(ordered(groups, order), clash, best?.length ?? Number.POSITIVE_INFINITY);
    if (found && (best === null || found.length < best.length)) best = found;
  }
  return best ?? groups;
}

/** What a set of limits can spare because of whole choices, one by one. */
function withoutIdle(groups: readonly Group[], clash: (groups: readonly Group[]) => boolean): readonly Group[] {
  let left = groups;
  for (const group of groups) {
    const without = left.filter((one) => one !== group);
    if (clash(without)) left = without;
  }
  return left;
}

/** Duals below are the solver's rounding. */
const NO_DUAL = 1e-9;

/**
 * Fewer groups that are in conflict all the same. Where every limit may give way, each at a price of its own size, those without a
 * dual take no part in the least that has to give (Farkas' lemma). Dates and software have no row, and stay.
 */
function suspects(
  fleet: Fleet,
  groups: readonly Group[],
  solver: LinearSolver,
  clash: (groups: readonly Group[]) => boolean,
): readonly Group[] {
  const elastic = new Map(
    groups.flatMap((group): [string, number][] => {
      const size = group.kind === 'must' ? 1 : sizeOf(fleet, group);
      return size === null ? [] : [[keyOf(group), 1 / size]];
    }),
  );
  const built = buildProgram(fleet, { elastic, priced: false });
  const { duals } = solver(built.program, { relaxed: true });
  const idle = (group: Group) =>
    built.limits.get(keyOf(group))?.every(({ row }) => Math.abs(duals[row] ?? 1) < NO_DUAL) ?? false;
  const some = groups.filter((group) => !idle(group));
  return clash(some) ? some : groups;
}

/** Whether these groups alone cannot be kept together. */
export function clashOf(fleet: Fleet, solver: LinearSolver): (groups: readonly Group[]) => boolean {
  return (groups) => {
    const kept = new Set(groups.map(keyOf));
    const { program } = buildProgram(fleet, { holds: (key) => kept.has(key), priced: false });
    return solver(program).status === 'infeasible';
  };
}

/** Deletion in chunks that halve; a last pass one by one makes sure that none can be left out. */
function deleted(
  groups: readonly Group[],
  clash: (groups: readonly Group[]) => boolean,
  than: number,
): readonly Group[] | null {
  let left = [...groups];
  for (let size = Math.ceil(left.length / 2); ; size = Math.ceil(size / 2)) {
    for (let i = 0; i < left.length; ) {
      const without = [...left.slice(0, i), ...left.slice(i + size)];
      if (clash(without)) left = without;
      else i += size;
    }
    // So far each chunk that is left holds one group at least that cannot go.
    if (left.length / size > than) return null;
    if (size === 1) return left;
  }
}

/** As they are, backwards, then turned by a part of their length. */
function ordered(groups: readonly Group[], order: number): Group[] {
  if (order === 0) return [...groups];
  if (order === 1) return [...groups].reverse();
  const turn = Math.floor((groups.length * (order - 1)) / ORDERS);
  return [...groups.slice(turn), ...groups.slice(0, turn)];
}
