import { headings, safeText, type Table } from '@ridgepoint/engine/report';
import type { Speaker } from '@ridgepoint/engine/wording';
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/universal';
import type { Surroundings } from './surroundings.ts';

/** Excel's own bounds: letters of a sheet's name and of a cell, and names that it refuses. */
const SHEET_NAME = 31;
const CELL = 32_767;
const NO_SHEET_NAME = /[\\/?*[\]:']/g;
const WIDEST = 60;

/** Tables as a workbook, a sheet each: numbers as numbers, units in the headings; the last sheet says where they come from. */
export function workbookOf(tables: readonly Table[], around: Surroundings, { messages }: Speaker): Promise<Blob> {
  const { take } = messages;
  const sheets = [
    ...tables.map((table) => ({ name: table.name, data: dataOf(table) })),
    { name: take.sources, data: aboutOf(around, take) },
  ];
  return writeWorkbook(
    sheets.map(({ name, data }) => ({
      data,
      sheet: name.replace(NO_SHEET_NAME, ' ').slice(0, SHEET_NAME),
      columns: widthsOf(data),
      ...(name !== take.sources && { stickyRowsCount: 1 }),
    })),
  ).toBlob();
}

const dataOf = (table: Table): SheetData => [
  headings(table).map((text) => bold(text)),
  ...table.rows.map((row) => row.map((value) => (typeof value === 'string' ? textOf(value) : value))),
];

/** What the file is of, what it warns of, and every source with its date and address. */
function aboutOf(
  { title, sentence, notes, warnings, sources, link }: Surroundings,
  take: Speaker['messages']['take'],
): SheetData {
  const lines: Cell[][] = [
    [bold(title)],
    ...[sentence, ...notes].filter((text) => text !== '').map((text) => [textOf(text)]),
    ...warnings.map((text) => [bold(take.warning), textOf(text)]),
    [bold(take.link), textOf(link)],
  ];
  if (sources.length === 0) return lines;
  const head = [take.source, take.says, take.date, take.address].map((text) => bold(text));
  const rows = sources.map(({ title: of, says, date, url }) => [of, says ?? '', date ?? '', url ?? ''].map(textOf));
  return [...lines, [], head, ...rows];
}

const textOf = (text: string): Cell => ({ value: safeText(text).slice(0, CELL), type: String });
const bold = (text: string): Cell => ({ value: safeText(text).slice(0, CELL), type: String, fontWeight: 'bold' });

/** As wide as what is in it, up to a limit. */
function widthsOf(data: SheetData) {
  const columns = Math.max(...data.map((row) => row.length));
  const lengthOf = (cell: Cell | undefined): number => {
    const value = cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : cell;
    return typeof value === 'number' ? Math.min(14, String(value).length) : String(value ?? '').length;
  };
  return Array.from({ length: columns }, (_, i) => ({
    width: Math.min(WIDEST, Math.max(8, ...data.filter((row) => row.length > 1).map((row) => lengthOf(row[i]) + 2))),
  }));
}
