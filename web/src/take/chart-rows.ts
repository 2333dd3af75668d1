import type { Table } from '@ridgepoint/engine/report';
import type { ChartColumn, ChartSpec } from '../charts/spec.ts';

/** Digits that a change of currency may keep: beyond them are only the rounding errors of the product. */
const DIGITS = 12;

/**
 * The rows of a picture as a table: its own words above the columns, base units, money in the currency that is shown. What it warns
 * of is a last column, so that a row that is sorted, filtered or copied elsewhere keeps it.
 */
export function chartRows({ id, table, warnings }: ChartSpec, warningWord: string): Table {
  const warning = warnings.join(' ');
  const more = warning === '' ? [] : [warning];
  return {
    name: id,
    columns: [
      ...table.columns.map((column) => ({ key: column.label, ...(column.unit && { unit: unitOf(column) }) })),
      ...more.map(() => ({ key: warningWord })),
    ],
    rows: table.rows.map((row) => [...row.map((value, i) => inCurrency(value, table.columns[i]!)), ...more]),
  };
}

const unitOf = ({ unit = '', money }: ChartColumn): string => (money ? unit.replace('USD', money.currency) : unit);

const inCurrency = (value: string | number | null, { money }: ChartColumn) =>
  typeof value === 'number' && money && money.perUsd !== 1 ? Number((value * money.perUsd).toPrecision(DIGITS)) : value;
