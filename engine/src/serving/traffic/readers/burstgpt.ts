import { byColumns, hasNames } from './by-columns.ts';
import type { CsvReader } from './reader.ts';

/**
 * BurstGPT (arXiv 2401.17644, github.com/HPMLL/BurstGPT): Timestamp in seconds, Model, Request tokens, Response tokens, Total tokens,
 * Log Type; later releases add Session ID and Elapsed time. Its authors count an answer of no tokens as a failure: such rows are left out.
 */
export const burstgpt: CsvReader = {
  format: 'burstgpt',
  open(names, to) {
    if (!hasNames(names, ['timestamp', 'request tokens', 'response tokens'])) return null;
    to.builder.zeroOutput = 'drop';
    const fill = byColumns(names, to);
    const elapsed = names.findIndex((name) => name.trim().toLowerCase() === 'elapsed time');
    return (cells, row, place) => {
      const filled = fill((column) => cells[column.at], row, place);
      const seconds = elapsed < 0 ? Number.NaN : Number.parseFloat(cells[elapsed] ?? '');
      if (seconds > 0) row.e2e = seconds;
      return filled;
    };
  },
};
