import { byColumns } from './by-columns.ts';
import type { CsvReader } from './reader.ts';

/** Any CSV with a heading: columns by their names in English or Chinese, time units by name (`arrival_ms`) or by size. */
export const csv: CsvReader = {
  format: 'csv',
  open(names, to) {
    const fill = byColumns(names, to);
    return (cells, row, place) => fill((column) => cells[column.at], row, place);
  },
};
