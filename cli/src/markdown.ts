import type { Table } from '@ridgepoint/engine/report';
import type { Face } from './face.ts';
import { cellText, columnsFor } from './terminal/table.ts';

/** A table in Markdown, cells as in the terminal. */
export function markdownTable(table: Table, face: Face): string {
  const names = face.messages.face.columns as Readonly<Record<string, string>>;
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  const columns = columnsFor(table, face);
  const head = line(columns.map(({ column }) => names[column.key] ?? column.key));
  const rule = `| ${columns.map(({ column }) => (column.unit ? '---:' : '---')).join(' | ')} |`;
  const rows = table.rows.map((row) => line(columns.map(({ column, i }) => cellText(row[i] ?? null, column, face))));
  return `${[head, rule, ...rows].join('\n')}\n`;
}

const escapeCell = (text: string): string => text.replace(/[|\\]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

/** A page of the terminal, without its margin, in a block under a title. */
export function pageMarkdown(title: string, page: string): string {
  const plain = page
    .split('\n')
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n')
    .trim();
  return `# ${title}\n\n\`\`\`text\n${plain}\n\`\`\`\n`;
}
