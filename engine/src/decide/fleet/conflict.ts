import { buildProgram } from './build.ts';
import type { Fleet } from './fleet.ts';
import { type Group, groupsOf, keyOf } from './groups.ts';
import type { LinearSolver } from './program.ts';

/** Groups that cannot all be kept; without any one of them the others can. */
export type Conflict = readonly Group[];

/** Orders in which groups are left out; what comes late is kept rather. */
const ORDERS = 6;

/**
 * A set of groups in conflict from which none can be left out, by deletion: a group without which the rest is still in conflict goes
 * (J. W. Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6), taken in halves first, which finds the few among many
 * sooner. Which set is found depends on the order; the smallest of several orders is given. Null where everything can be kept.
 */
export function conflictOf(fleet: Fleet, solver: LinearSolver): Conflict | null {
  const groups = groupsOf(fleet);
  const clash = clashOf(fleet, solver);
  if (!clash(groups)) return null;
  let best: readonly Group[] | null = null;
  for (let order = 0; order < ORDERS && (best === null || best.length > 2); order++) {
    const found = deleted(ordered(groups, order), clash, best?.length ?? Number.POSITIVE_INFINITY);
    if (found && (best === null || found.length < best.length)) best = found;
  }
  return best === null ? null : [...best].sort((a, b) => groups.indexOf(a) - groups.indexOf(b));
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
