import { isRefused, type PredictedRow, type ScoredRow } from '../score.ts';

/** ln(predicted / measured) of one figure of a row by overheads that never saw its model and chip; written by calibration/serving.ts. */
export interface LeftOutFigure {
  readonly id: string;
  readonly family: string;
  readonly quantity: string;
  readonly error: number;
}

/** Scored rows as they would be without their group in the fit; those that no fit saw are their own. Intervals keep their width. */
export function servingLeftOutRows(rows: readonly ScoredRow[], figures: readonly LeftOutFigure[]): PredictedRow[] {
  const errors = new Map(figures.map(({ id, quantity, error }) => [`${id}|${quantity}`, error]));
  return rows.flatMap((row) => {
    if (isRefused(row)) return [];
    const error = errors.get(`${row.id}|${row.quantity}`);
    if (error === undefined) return [];
    const factor = (row.measured * Math.exp(error)) / row.predicted;
    return [
      {
        ...row,
        predicted: row.predicted * factor,
        low: row.low * factor,
        high: row.high * factor,
        low80: row.low80 * factor,
        high80: row.high80 * factor,
      },
    ];
  });
}
