import { isRefused, type PredictedRow, type Score, type ScoredRow, type Summary } from './score.ts';

type JsonRow = Omit<PredictedRow, 'naive'> | { readonly id: string; readonly refused: string };

/** What `validate --json` writes: an interface that others read, so its fields are named here and nowhere else. */
export interface ValidationJson {
  readonly rows: readonly JsonRow[];
  readonly summary: readonly Omit<Summary, 'failed'>[];
}

/** The score in its published form. Shares are numbers (0.05 = 5 %); what cannot be computed is null once written as JSON. */
export function interfaceOf(score: Score): ValidationJson {
  return { rows: score.rows.map(rowOf), summary: score.summary.map(({ failed, ...rest }) => rest) };
}

function rowOf(row: ScoredRow): JsonRow {
  if (isRefused(row)) return { id: row.id, refused: row.refused };
  const { id, family, accelerator, quantity, measured, predicted, low, high, low80, high80, grade, assumed } = row;
  return { id, family, accelerator, quantity, measured, predicted, low, high, low80, high80, grade, assumed };
}
