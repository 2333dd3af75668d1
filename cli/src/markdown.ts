import type { Table } from '@ridgepoint/engine/report';
import type { Face } from './face.ts';
import { cellText } from './terminal/table.ts';

/** A table in Markdown, cells as in the terminal. */
export function markdownTable(table: Table, face: Face): string {
  const names = face.messages.face.columns as Readonly<Record<string, string>>;
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  const head = line(table.columns.map(({ key }) => names[key] ?? key));
  const rule = `| ${table.columns.map(({ unit }) => (unit ? '---:' : '---')).join(' | ')} |`;
  const rows = table.rows.map((row) => line(row.map((value, i) => cellText(value, table.columns[i]!, face))));
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
