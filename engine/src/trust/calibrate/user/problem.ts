/** What can be wrong with a user's rows; sentences are in messages/, keyed by code. */
export type RowsCode =
  | 'json'
  | 'not-rows'
  | 'too-many-rows'
  | 'no-rows'
  | 'csv-kind'
  | 'csv-column'
  | 'csv-missing'
  | 'csv-cells'
  | 'csv-quote'
  | 'csv-utf8'
  | 'no-date'
  | 'bad-date'
  | 'row'
  | 'chip'
  | 'kind'
  | 'op'
  | 'domain'
  | 'no-peak'
  | 'no-time'
  | 'time'
  | 'step'
  | 'whole'
  | 'unit'
  | 'few-shapes'
  | 'few-runs';

/** A reason as data: values for its sentence, and the nearest things that work. */
export interface RowsReason {
  readonly code: RowsCode;
  readonly values: Readonly<Record<string, string>>;
  readonly nearest: readonly string[];
}

/** Rows that no fit saw, and why. */
export interface Unused {
  readonly places: readonly string[];
  readonly reason: RowsReason;
}

/** A file of rows that cannot be used at all. Nothing else is thrown for what a file holds. */
export class RowsProblem extends Error {
  override readonly name = 'RowsProblem';
  readonly reason: RowsReason;
  /** What was wrong with other rows. */
  readonly others: readonly Unused[];
  constructor(
    code: RowsCode,
    values: RowsReason['values'] = {},
    nearest: readonly string[] = [],
    others: readonly Unused[] = [],
  ) {
    super(`${code}: ${Object.values(values).join(', ')}`);
    this.reason = { code, values, nearest };
    this.others = others;
  }
}

export const reasonOf = (
  code: RowsCode,
  values: RowsReason['values'] = {},
  nearest: readonly string[] = [],
): RowsReason => ({ code, values, nearest });
