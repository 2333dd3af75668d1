import type { Cell, Table } from './table.ts';

/**
 * What a spreadsheet takes for a formula, or for the way into one, when it opens a text: = + - @ and their wide forms, which
 * Chinese and Japanese keyboards give, tab, carriage return, line feed, NUL; blanks before them help nobody.
 * Source: OWASP ASVS 1.2.10; OWASP, CSV Injection.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n\0]/;

/**
 * Significant digits of a number: the last of its sixteen is what rounding along a chain of products has left, and 99999999.99999999 is
 * meant as 100000000.
 */
const DIGITS = 14;

/** A table as CSV (RFC 4180), numbers in base units as exactly as they are known, the unit in the heading. */
export function csvOf(table: Table): string {
  const head = headings(table).map(cell);
  const rows = table.rows.map((row) => row.map((value) => (value === null ? '' : cell(value))).join(','));
  return `${[head.join(','), ...rows].join('\r\n')}\r\n`;
}

/** What stands above each column: its key and its unit. */
export const headings = ({ columns }: Table): readonly string[] =>
  columns.map(({ key, unit }) => (unit && unit !== '1' ? `${key} [${unit}]` : key));

/** Text as a spreadsheet may hold it: led by an apostrophe where it could be a formula, without what no sheet can hold. */
export function safeText(text: string): string {
  const plain = text.replaceAll('\0', '');
  return FORMULA.test(text) ? `'${plain}` : plain;
}

function cell(value: Exclude<Cell, null>): string {
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)));
  const safe = safeText(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
