import { mean, median, quantile, spearman } from './statistics.ts';

/** One line of the interface of `ridgepoint validate --json`: a prediction, or why there is none. */
export type ScoredRow = PredictedRow | RefusedRow;

export interface PredictedRow {
  readonly id: string;
  readonly family: string;
  readonly accelerator: string;
  readonly quantity: string;
  readonly measured: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly low80: number;
  readonly high80: number;
  readonly grade: 'silicon' | 'family' | 'datasheet';
  readonly assumed: readonly string[];
  /** Prediction of the naive line before its constant is fitted, in the quantity's unit; absent where there is none. */
  readonly naive?: number;
}

export interface RefusedRow {
  readonly id: string;
  readonly family: string;
  readonly accelerator: string;
  readonly refused: string;
  /** Left out for a fault of the row itself (`rows/repairs.ts`): not counted against the family. */
  readonly excluded?: true;
}

export interface Summary {
  readonly family: string;
  readonly quantity: string;
  readonly n: number;
  readonly refused: number;
  readonly median_ape: number;
  readonly mape: number;
  readonly p90_ape: number;
  /** Signed median of predicted / measured - 1. */
  readonly bias: number;
  readonly spearman: number;
  readonly coverage80: number;
  readonly coverage90: number;
  readonly naive_mape: number;
  /** More than a tenth of the family's rows refused. */
  readonly failed: boolean;
}

export interface Score {
  readonly rows: readonly ScoredRow[];
  readonly summary: readonly Summary[];
}

export const isRefused = (row: ScoredRow): row is RefusedRow => 'refused' in row;

/** A family fails when more than this share of its rows is refused. */
export const REFUSED_LIMIT = 0.1;

/** Shares (0.05 = 5 %) by family and quantity, families in the order of their first row. Refused rows count once a family. */
export function scoreRows(
  rows: readonly ScoredRow[],
  groupOf: (row: ScoredRow) => string = (row) => row.family,
): Score {
  const groups = new Map<string, ScoredRow[]>();
  for (const row of rows) {
    const key = groupOf(row);
    const list = groups.get(key);
    if (list) list.push(row);
    else groups.set(key, [row]);
  }
  return { rows, summary: [...groups].flatMap(([family, list]) => summariesOf(family, list)) };
}

function summariesOf(family: string, rows: readonly ScoredRow[]): Summary[] {
  const refused = rows.filter((row) => isRefused(row) && !row.excluded).length;
  const predicted = rows.filter((row): row is PredictedRow => !isRefused(row));
  const ids = new Set(predicted.map((row) => row.id)).size;
  const failed = refused > REFUSED_LIMIT * (ids + refused);
  const quantities = [...new Set(predicted.map((row) => row.quantity))];
  if (quantities.length === 0) return refused > 0 ? [{ ...EMPTY, family, refused, failed }] : [];
  return quantities.map((quantity) => {
    const own = predicted.filter((row) => row.quantity === quantity);
    return { family, quantity, n: own.length, refused, ...errorsOf(own), failed };
  });
}

const NONE = Number.NaN;
const EMPTY = {
  quantity: 'none',
  n: 0,
  median_ape: NONE,
  mape: NONE,
  p90_ape: NONE,
  bias: NONE,
  spearman: NONE,
  coverage80: NONE,
  coverage90: NONE,
  naive_mape: NONE,
};

/** Errors of rows of one quantity. `bias` > 0: predicted too high. */
export function errorsOf(rows: readonly PredictedRow[]) {
  const signed = rows.map((row) => row.predicted / row.measured - 1);
  const errors = signed.map(Math.abs);
  return {
    median_ape: median(errors),
    mape: mean(errors),
    p90_ape: quantile(errors, 0.9),
    bias: median(signed),
    spearman: spearman(
      rows.map((row) => row.measured),
      rows.map((row) => row.predicted),
    ),
    coverage80: share(rows, (row) => row.low80 <= row.measured && row.measured <= row.high80),
    coverage90: share(rows, (row) => row.low <= row.measured && row.measured <= row.high),
    naive_mape: naiveError(rows),
  };
}

const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;

/** The naive line with its one constant fitted on the group itself: the median of measured / naive. A generous opponent. */
function naiveError(rows: readonly PredictedRow[]): number {
  const own = rows.filter((row) => row.naive !== undefined && row.naive > 0);
  if (own.length === 0) return Number.NaN;
  const constant = median(own.map((row) => row.measured / row.naive!));
  return mean(own.map((row) => Math.abs((constant * row.naive!) / row.measured - 1)));
}
