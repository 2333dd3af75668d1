import type { Table } from '@ridgepoint/engine/report';

/**
 * A table as CSV (RFC 4180), numbers in full in base units, the unit in the heading. Text that a spreadsheet would take for
 * a formula (= + - @, tab, carriage return) is led by an apostrophe (OWASP ASVS 1.2.10).
 */
export function csvOf(table: Table): string {
  const head = table.columns.map(({ key, unit }) => cell(unit && unit !== '1' ? `${key} [${unit}]` : key));
  const rows = table.rows.map((row) => row.map((value) => (value === null ? '' : cell(value))).join(','));
  return `${[head.join(','), ...rows].join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = value.replaceAll('\0', '');
  const safe = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
