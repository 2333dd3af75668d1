import type { Currency } from '../units/index.ts';
import type { Cell, Table } from './table.ts';

/** In which money an answer is told; its amounts stand in US dollars. */
interface Money {
  readonly currency: Currency;
  readonly perUsd: number;
}

/** A report, which holds its money itself, beside its figures, or in the report of what it found. */
interface Told {
  readonly money?: Money | null;
  readonly figures?: unknown;
  readonly report?: unknown;
}

const DOLLARS = 'USD';

/** An answer's table with amounts of US dollars in the currency that it is told in, and that in their units. */
export function inCurrency(table: Table, answer: unknown): Table {
  const money = moneyIn(answer);
  if (!money || money.currency === DOLLARS) return table;
  const { columns, rows } = table;
  const unitAt = columns.findIndex(({ key }) => key === 'unit');
  const unitOf = (unit: string) => money.currency + unit.slice(DOLLARS.length);
  const paid = (cell: Cell) => (typeof cell === 'number' ? cell * money.perUsd : cell);
  return {
    ...table,
    columns: columns.map((column) => (isMoney(column.unit) ? { ...column, unit: unitOf(column.unit) } : column)),
    rows: rows.map((row) => {
      const unit = row[unitAt];
      if (isMoney(unit)) return row.map((cell, i) => (i === unitAt ? unitOf(unit) : paid(cell)));
      return row.map((cell, i) => (isMoney(columns[i]!.unit) ? paid(cell) : cell));
    }),
  };
}

const isMoney = (unit: unknown): unit is string => typeof unit === 'string' && unit.startsWith(DOLLARS);

function moneyIn(answer: unknown): Money | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { money, figures, report } = answer as Told;
  return money ?? moneyIn(figures) ?? moneyIn(report);
}
