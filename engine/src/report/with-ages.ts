import type { Assumed } from './assumed.ts';
import type { Cell, Table } from './table.ts';

const MARK = 'older_than_180_days';
/** Tables of a figure a row, by the name of their first column; others have a row a thing. */
const OF_FIGURES: ReadonlySet<string> = new Set(['figure', 'section', 'name']);

/**
 * A table that says which facts behind it are older than half a year: rows of their own with their dates where it has a figure a row,
 * else a last column, so that a row that is sorted, filtered or copied elsewhere keeps it. As it is where no fact is old.
 */
export function withAges(table: Table, old: readonly Assumed[]): Table {
  if (old.length === 0) return table;
  const facts = [...new Map(old.map((line) => [[line.key, line.of].filter(Boolean).join(' '), line.date ?? '']))];
  const { columns, rows } = table;
  const first = columns[0]!.key;
  if (!OF_FIGURES.has(first))
    return {
      ...table,
      columns: [...columns, { key: `facts_${MARK}` }],
      rows: rows.map((row) => [...row, facts.map((fact) => fact.join(' ')).join('; ')]),
    };
  const value = columns.findIndex(({ key }) => key === 'value');
  const dates = value < 0 ? 2 : value;
  const added = facts.map(([fact, date]) =>
    columns.map(({ key }, i): Cell => {
      if (i === 0) return first === 'section' ? MARK : `${MARK}.${fact}`;
      if (first === 'section' && key === 'name') return fact;
      return i === dates ? date : null;
    }),
  );
  return { ...table, rows: [...rows, ...added] };
}
