import { headings, safeText, type Table } from '../report/index.ts';
import type { Speaker } from './speaker.ts';

/** What travels with a workbook beside its numbers. */
export interface WorkbookAbout {
  /** What the file is of. */
  readonly title: string;
  /** What it says, in a sentence. */
  readonly sentence: string;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly sources: readonly WorkbookSource[];
  /** The question, as a link; empty where there is none. */
  readonly link: string;
}

interface WorkbookSource {
  readonly title: string;
  readonly says?: string;
  readonly date?: string;
  readonly url?: string;
}

/** A cell: a number as it is, or a text that is never a formula. */
type SheetCell = number | null | { value: string; type: StringConstructor; fontWeight?: 'bold' };
type SheetData = SheetCell[][];

/** A sheet as the package write-excel-file takes it. */
export interface Sheet {
  readonly data: SheetData;
  readonly sheet: string;
  readonly columns: { width: number }[];
  readonly stickyRowsCount?: number;
}

/** Excel's own bounds: letters of a sheet's name and of a cell, and names that it refuses. */
const SHEET_NAME = 31;
const CELL = 32_767;
const NO_SHEET_NAME = /[\\/?*[\]:']/g;
const WIDEST = 60;

/** Tables as the sheets of a workbook: numbers as numbers, units in the headings; the last sheet says where they come from. */
export function workbookSheets(tables: readonly Table[], about: WorkbookAbout, { messages }: Speaker): Sheet[] {
  const { take } = messages;
  const sheets = [
    ...tables.map((table) => ({ name: table.name, data: dataOf(table) })),
    { name: take.sources, data: aboutOf(about, take) },
  ];
  return sheets.map(({ name, data }) => ({
    data,
    sheet: name.replace(NO_SHEET_NAME, ' ').slice(0, SHEET_NAME),
    columns: widthsOf(data),
    ...(name !== take.sources && { stickyRowsCount: 1 }),
  }));
}

const dataOf = (table: Table): SheetData => [
  headings(table).map((text) => bold(text)),
  ...table.rows.map((row) => row.map((value) => (typeof value === 'string' ? textOf(value) : value))),
];

/** What the file is of, what it warns of, and every source with its date and address. */
function aboutOf(
  { title, sentence, notes, warnings, sources, link }: WorkbookAbout,
  take: Speaker['messages']['take'],
): SheetData {
  const lines: SheetData = [
    [bold(title)],
    ...[sentence, ...notes].filter((text) => text !== '').map((text) => [textOf(text)]),
    ...warnings.map((text) => [bold(take.warning), textOf(text)]),
    ...(link === '' ? [] : [[bold(take.link), textOf(link)]]),
  ];
  if (sources.length === 0) return lines;
  const head = [take.source, take.says, take.date, take.address].map((text) => bold(text));
  const rows = sources.map(({ title: of, says, date, url }) => [of, says ?? '', date ?? '', url ?? ''].map(textOf));
  return [...lines, [], head, ...rows];
}

const textOf = (text: string): SheetCell => ({ value: safeText(text).slice(0, CELL), type: String });
const bold = (text: string): SheetCell => ({ value: safeText(text).slice(0, CELL), type: String, fontWeight: 'bold' });

/** As wide as what is in it, up to a limit. */
function widthsOf(data: SheetData) {
  const columns = Math.max(...data.map((row) => row.length));
  const lengthOf = (cell: SheetCell | undefined): number => {
    const value = cell !== null && typeof cell === 'object' ? cell.value : cell;
    return typeof value === 'number' ? Math.min(14, String(value).length) : String(value ?? '').length;
  };
  return Array.from({ length: columns }, (_, i) => ({
    width: Math.min(WIDEST, Math.max(8, ...data.filter((row) => row.length > 1).map((row) => lengthOf(row[i]) + 2))),
  }));
}
