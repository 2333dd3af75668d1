import type { TrainingRow } from './rows/row.ts';
import { isRefused, type PredictedRow, type ScoredRow } from './score.ts';
import { mean, median } from './statistics.ts';

/** Rows that come from one profiled layer time: hidden x tensor parallel x micro-batch of the vTrain single-node sweep. */
export interface Cell {
  readonly hidden: number;
  readonly tp: number;
  readonly microBatch: number;
  readonly n: number;
  /** Median of predicted / measured - 1 over the cell's rows. */
  readonly error: number;
}

const SWEEP = 'vtrain/a100-single';

/** Which layer time a printed row of the sweep is made of. */
export const cellOf = ({ model, run }: TrainingRow): Omit<Cell, 'n' | 'error'> => ({
  hidden: model.hidden ?? 0,
  tp: run.tp ?? 1,
  microBatch: run.micro_batch ?? 1,
});

/**
 * The sweep's 1,440 rows are an exact linear form of about 32 layer times: they count as 32 cells beside the rows, since 1,440 rows
 * of one server would otherwise speak for everything (Ridgepoint training study 2026-11, section 1.3).
 */
export function sweepCells(rows: readonly unknown[], scored: readonly ScoredRow[]): Cell[] {
  const byId = new Map(
    (rows as readonly TrainingRow[]).filter((row) => row?.family === SWEEP).map((row) => [row.id, row] as const),
  );
  const groups = new Map<string, { place: Omit<Cell, 'n' | 'error'>; errors: number[] }>();
  for (const row of scored) {
    const printed = byId.get(row.id);
    if (!printed || isRefused(row)) continue;
    const place = cellOf(printed);
    const key = `${place.hidden}|${place.tp}|${place.microBatch}`;
    const group = groups.get(key) ?? { place, errors: [] };
    group.errors.push((row as PredictedRow).predicted / (row as PredictedRow).measured - 1);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ place, errors }) => ({ ...place, n: errors.length, error: median(errors) }))
    .sort((a, b) => a.hidden - b.hidden || a.tp - b.tp || a.microBatch - b.microBatch);
}

/** Mean absolute error over cells; NaN without cells. */
export const cellMape = (cells: readonly Cell[]): number =>
  cells.length === 0 ? Number.NaN : mean(cells.map((c) => Math.abs(c.error)));
