import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/**
 * A table with a last column that names the facts behind it that are older than half a year: a row that is sorted, filtered or copied
 * elsewhere keeps it. As it is where no fact is old.
 */
export function withAges(table: Table, old: readonly Assumed[]): Table {
  if (old.length === 0) return table;
  const facts = [...new Set(old.map(({ key, of, date }) => [key, of, date].filter(Boolean).join(' ')))].join('; ');
  return {
    ...table,
    columns: [...table.columns, { key: 'facts_older_than_180_days' }],
    rows: table.rows.map((row) => [...row, facts]),
  };
}
