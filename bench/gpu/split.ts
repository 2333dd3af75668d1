import { fractionOf } from '@ridgepoint/engine/trust';

/** Rows for a fit and rows to judge it by. */
export interface Halves<T> {
  readonly fitted: readonly T[];
  readonly judged: readonly T[];
}

const FEWEST_GROUPS = 4;

/**
 * Every other group goes to either side, in an order that only their names decide: whole weight shapes or head layouts where there are
 * enough of them, else single calls. Neither the order of rows nor their times matter.
 */
export function halves<T>(rows: readonly T[], groupOf: (row: T) => string, callOf: (row: T) => string): Halves<T> {
  const few = new Set(rows.map(groupOf)).size < FEWEST_GROUPS;
  const key = few ? callOf : groupOf;
  const order = [...new Set(rows.map(key))].toSorted((a, b) => fractionOf(a) - fractionOf(b) || (a < b ? -1 : 1));
  const odd = new Set(order.filter((_, i) => i % 2 === 1));
  return { fitted: rows.filter((row) => !odd.has(key(row))), judged: rows.filter((row) => odd.has(key(row))) };
}
