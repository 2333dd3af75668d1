import type { Messages } from '@ridgepoint/engine/messages';
import type { Cell, Column, Table } from '@ridgepoint/engine/report';
import { displayWidth, formatQuantity } from '@ridgepoint/engine/units';
import { assumedText } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { rowLines } from './row-lines.ts';
import { wrap } from './wrap.ts';

const GAP = 2;
const NARROWEST_TEXT = 12;

/** A table of at most the face's width: columns that matter less give way first, then the widest text column goes on beneath. */
export function tablePage(table: Table, face: Face): string {
  const { face: words } = face.messages;
  const ink = inkOf(face.colour);
  if (table.rows.length === 0) return `\n  ${words.nothing}\n\n`;
  const names = words.columns as Readonly<Record<string, string>>;
  const all = columnsFor(table, face).map(({ column, i }) => {
    const texts = table.rows.map((row) => cellText(row[i] ?? null, column, face));
    const title = names[column.key] ?? column.key;
    return { column, title, texts, width: Math.max(displayWidth(title), ...texts.map(displayWidth)) };
  });
  const columns = fitted(all, face.width - 4);
  const lines = (text: (column: (typeof columns)[number]) => string) =>
    rowLines(
      columns.map((c) => ({ text: text(c), width: c.width, align: c.column.unit ? 'right' : 'left' })),
      ' '.repeat(GAP),
    ).map((line) => `  ${line}`);
  const body = table.rows.flatMap((_, row) => lines((c) => c.texts[row]!));
  const beneath = assumedBeneath(table, face).map((text) => `  ${text}`);
  return `\n${lines((c) => c.title)
    .map(ink.quiet)
    .join('\n')}\n${[...body, ...beneath].join('\n')}\n\n`;
}

function assumedBeneath({ assumed = [] }: Table, face: Face): string[] {
  if (assumed.length === 0) return [];
  const text = `${face.messages.labels.headings.assumed}  ${assumedText(assumed, null, face)}`;
  return ['', ...wrap(text, face.width - 4, 2)];
}

/** The columns that a reader of one language is shown, each with its place in a row. */
export const columnsFor = (table: Table, { locale }: Pick<Face, 'locale'>) =>
  table.columns.flatMap((column, i) => (column.locale && column.locale !== locale ? [] : [{ column, i }]));

/** A cell as it is printed: numbers in their unit, codes of the catalogue in words, nothing where nothing is known. */
export function cellText(
  cell: Cell,
  { key, unit }: Column,
  { locale, messages }: Pick<Face, 'locale' | 'messages'>,
): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return wordsOf(key, messages)?.[cell] ?? cell;
  if (!unit) return String(cell);
  if (unit === '%') {
    const percent = Number(cell.toFixed(2));
    return `${percent > 0 ? '+' : ''}${formatQuantity(percent, '%', { locale, digits: 2 })}`;
  }
  if (unit === 'USD') return formatQuantity(cell, '1', { locale });
  // A card that holds 80 GiB is sold as 80 GB: 85.9 GB would be recognised by nobody.
  const sold = key === 'capacity' && cell % 2 ** 30 === 0 ? (cell / 2 ** 30) * 1e9 : cell;
  return formatQuantity(sold, unit, { locale, style: 'short' });
}

function wordsOf(key: string, { catalogue, traffic }: Messages): Readonly<Record<string, string>> | undefined {
  if (key === 'kind') return catalogue.kinds;
  if (key === 'unit') return catalogue.units;
  if (key === 'seller') return catalogue.sellers;
  if (key === 'figure') return traffic.figures;
  if (key === 'note') return traffic.notes;
  return key === 'source' ? traffic.from : undefined;
}

interface Sized {
  readonly column: Column;
  readonly title: string;
  readonly texts: readonly string[];
  readonly width: number;
}

function fitted(all: readonly Sized[], room: number): Sized[] {
  const taken = (columns: readonly Sized[]) => columns.reduce((sum, c) => sum + c.width, GAP * (columns.length - 1));
  let columns = [...all];
  while (taken(columns) > room) {
    const giving = columns.reduce((most, c) => Math.max(most, c.column.gives ?? 0), 0);
    if (giving === 0) break;
    columns = columns.filter((c) => (c.column.gives ?? 0) < giving);
  }
  for (let over = taken(columns) - room; over > 0; over = taken(columns) - room) {
    // The first column names the row, and a name is best read whole: it gives way last.
    const [name, ...others] = columns.filter((c) => !c.column.unit);
    const wide = others.filter((c) => c.width > NARROWEST_TEXT);
    const widest = (wide.length > 0 ? wide : [name!]).reduce((w, c) => (c.width > w.width ? c : w));
    if (widest.width <= NARROWEST_TEXT) break;
    columns = columns.map((c) => (c === widest ? { ...c, width: Math.max(NARROWEST_TEXT, c.width - over) } : c));
  }
  return columns;
}
