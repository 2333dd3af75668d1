import { isRefused, type PredictedRow, type ScoredRow } from '../score.ts';

/**
 * One figure of a row by values that never saw its group: ln(predicted / measured), written by calibration/serving.ts, or what it moves
 * from the prediction by all values, ln(left out / predicted), where the prediction itself follows from other fits too.
 */
export type LeftOutFigure = { readonly id: string; readonly family: string; readonly quantity: string } & (
  | { readonly error: number; readonly shift?: undefined }
  | { readonly shift: number; readonly error?: undefined }
);

/**
 * Watts of a row by a law that never saw its network, written by calibration/power.ts: `error` = ln(predicted / measured) at the
 * throughput that the row states, `shift` = ln against the watts of the law that is shipped.
 */
export interface PowerLeftOut {
  readonly id: string;
  readonly family: string;
  readonly error: number;
  readonly shift: number;
}

/** The same as figures of rows whose throughput is predicted as well: joules a token move as watts do. */
export const leftOutWatts = (figures: readonly PowerLeftOut[]): LeftOutFigure[] =>
  figures.flatMap(({ id, family, shift }) =>
    ['power_w', 'energy_per_token_j'].map((quantity) => ({ id, family, quantity, shift })),
  );

/** Scored rows as they would be without their group in the fit; those that no fit saw are their own. Intervals keep their width. */
export function servingLeftOutRows(rows: readonly ScoredRow[], figures: readonly LeftOutFigure[]): PredictedRow[] {
  const known = new Map(figures.map((figure) => [`${figure.id}|${figure.quantity}`, figure]));
  return rows.flatMap((row) => {
    if (isRefused(row)) return [];
    const figure = known.get(`${row.id}|${row.quantity}`);
    if (!figure) return [];
    const factor =
      figure.error === undefined ? Math.exp(figure.shift) : (row.measured * Math.exp(figure.error)) / row.predicted;
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
