import type { Because } from '../because/index.ts';
import type { ReckonedLine, Words } from '../decide/index.ts';
import type { Table } from './table.ts';

/** A worksheet with its numbers. */
export interface WorksheetReport {
  readonly title: Words | null;
  readonly answer: ReckonedLine;
  /** As written. */
  readonly lines: readonly ReckonedLine[];
  readonly because: Because;
}

/** A line a row, numbers in full. */
export const worksheetTable = ({ lines }: Pick<WorksheetReport, 'lines'>): Table => ({
  name: 'worksheet',
  columns: ['line', 'value', 'low', 'high', 'unit', 'kind', 'formula', 'source', 'date'].map((key) => ({ key })),
  rows: lines.map(({ name, value, low, high, unit, kind, formula, from, source, date }) => [
    name,
    value,
    low,
    high,
    unit,
    kind,
    formula ?? from ?? null,
    source ?? null,
    date ?? null,
  ]),
});
