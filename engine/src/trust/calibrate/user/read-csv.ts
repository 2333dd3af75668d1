import { nearest } from '../../../units/index.ts';
import { shownValue } from '../../rows/shown-value.ts';
import { RowsProblem } from './problem.ts';
import type { UserRow } from './read-rows.ts';

type Cells = Readonly<Record<string, string | number>>;

/** The columns of one kind of table and how a line of it becomes a row of the validation format. */
interface CsvKind {
  readonly telling: readonly string[];
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  readonly row: (cells: Cells) => object;
}

const of = (cells: Cells, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => (cells[name] ?? '') !== '').map((name) => [name, cells[name]]));

const ON_A_KERNEL = ['library', 'kernel', 'date'];

/** A timed kernel: `config` holds what its shape is made of. */
const timed = (kind: string, config: readonly string[]) => (cells: Cells) => ({
  kind,
  ...of(cells, ['op']),
  hardware: { accelerator: String(cells.chip ?? ''), ...of(cells, ['gpus']) },
  config: {
    ...of(cells, config),
    ...(cells.library ? { software: String(cells.library) } : {}),
    ...(cells.kernel ? { kernel: String(cells.kernel) } : {}),
  },
  measured: { time_us: cells.time_us },
});

const RUN = ['global_batch', 'seq_len', 'micro_batch', 'tp', 'pp', 'vp', 'dp', 'cp', 'ep'];
const RUN_WORDS = ['recompute', 'precision', 'framework', 'stage', 'zero_or_fsdp'];

export const CSV_KINDS: Readonly<Record<string, CsvKind>> = {
  gemm: {
    telling: ['m', 'n', 'k'],
    needed: ['chip', 'dtype', 'm', 'n', 'k', 'time_us'],
    optional: ON_A_KERNEL,
    row: timed('gemm', ['m', 'n', 'k', 'dtype']),
  },
  training: {
    telling: ['step_time_s'],
    needed: ['chip', 'model', 'gpus', 'global_batch', 'seq_len', 'framework', 'step_time_s'],
    optional: [...RUN, ...RUN_WORDS, 'date'],
    row: (cells) => ({
      family: 'own',
      model: { name: String(cells.model) },
      hardware: { accelerator: String(cells.chip), gpus: cells.gpus },
      run: {
        ...of(cells, RUN),
        ...Object.fromEntries(Object.entries(of(cells, RUN_WORDS)).map(([name, word]) => [name, String(word)])),
      },
      measured: { step_time_s: cells.step_time_s },
    }),
  },
  attention: {
    telling: ['seq_len'],
    needed: ['chip', 'op', 'batch', 'seq_len', 'heads', 'kv_heads', 'head_dim', 'kv_dtype', 'time_us'],
    optional: ON_A_KERNEL,
    row: timed('attention', ['batch', 'seq_len', 'heads', 'kv_heads', 'head_dim', 'kv_dtype']),
  },
  collectives: {
    telling: ['message_bytes'],
    needed: ['chip', 'op', 'gpus', 'message_bytes', 'dtype', 'time_us'],
    optional: ON_A_KERNEL,
    row: timed('collective', ['message_bytes', 'dtype']),
  },
};

/**
 * Rows of a CSV table with a heading (RFC 4180), its cells apart by commas, or by semicolons or tabs as spreadsheets write them; cells
 * that are numbers become numbers. Throws `RowsProblem` with line and column.
 */
export function readCsv(text: string, mostRows: number): UserRow[] {
  const separator = separatorOf(text);
  const [head, ...body] = withoutBlanks(splitCsv(text.replace(SEPARATOR_LINE, '\n'), separator, mostRows + 1));
  if (!head) throw new RowsProblem('no-rows');
  if (head.cells.some((cell) => cell.includes('\uFFFD'))) throw new RowsProblem('csv-utf8');
  const columns = head.cells.map((cell) => cell.trim().toLowerCase());
  const kind = kindOf(columns);
  for (const column of columns) {
    const known = [...new Set([...kind.needed, ...kind.optional])];
    if (known.includes(column)) continue;
    const close = column.startsWith('time') ? ['time_us'] : nearest(column, known, 2);
    throw new RowsProblem('csv-column', { column: shownValue(column), known: known.join(', ') }, close);
  }
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined)
    throw new RowsProblem('csv-column', { column: `${twice}, ${twice}`, known: kind.needed.join(', ') }, [twice]);
  const missing = kind.needed.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new RowsProblem('csv-missing', { columns: missing.join(', ') }, [kind.needed.join(',')]);
  if (body.length === 0) throw new RowsProblem('no-rows');
  return body.map(({ cells, line }) => {
    if (cells.length !== columns.length)
      throw new RowsProblem('csv-cells', {
        line: String(line),
        found: String(cells.length),
        wanted: String(columns.length),
      });
    return rowOf(kind, Object.fromEntries(columns.map((column, i) => [column, cellOf(cells[i]!, separator)])), line);
  });
}

function kindOf(columns: readonly string[]): CsvKind {
  const found = Object.values(CSV_KINDS).find(({ telling }) => telling.every((column) => columns.includes(column)));
  if (found) return found;
  throw new RowsProblem(
    'csv-kind',
    { columns: shownValue(columns.join(',')) },
    Object.values(CSV_KINDS).map(({ needed }) => needed.join(',')),
  );
}

const rowOf = (kind: CsvKind, cells: Cells, line: number): UserRow => ({
  place: String(line),
  row: { id: `line-${line}`, ...kind.row(cells), ...(cells.date ? { date: String(cells.date) } : {}) },
});

/** A first line that tells a spreadsheet what is between cells. */
const SEPARATOR_LINE = /^sep=.\r?\n/i;

/** What stands most often in the heading. Where that is no comma, a comma may be the point of a number. */
function separatorOf(text: string): string {
  const head = text
    .replace(SEPARATOR_LINE, '')
    .trimStart()
    .split(/[\r\n]/, 1)[0]!;
  const count = (separator: string) => head.split(separator).length;
  return [',', ';', '\t'].reduce((most, one) => (count(one) > count(most) ? one : most));
}

function cellOf(cell: string, separator: string): string | number {
  const text = cell.trim();
  const plain = separator !== ',' && /^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : plain;
}

interface CsvLine {
  readonly cells: readonly string[];
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
}

/** Columns behind the last that holds anything are a spreadsheet's, not a table's. */
function withoutBlanks(lines: readonly CsvLine[]): readonly CsvLine[] {
  const used = lines.reduce(
    (most, { cells }) => Math.max(most, 1 + cells.findLastIndex((cell) => cell.trim() !== '')),
    0,
  );
  return lines.map((line) => ({ ...line, cells: line.cells.slice(0, used) }));
}

/** Records and cells; quotes hold separators, ends of lines and doubled quotes. Lines without text are no records. */
function splitCsv(text: string, separator: string, most: number): CsvLine[] {
  const records: CsvLine[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let start = 1;
  let at = 0;
  const endRecord = () => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== '') records.push({ cells, line: start });
    if (records.length > most) throw new RowsProblem('too-many-rows', { rows: `> ${most - 1}`, max: String(most - 1) });
    cells = [];
    cell = '';
  };
  while (at < text.length) {
    const letter = text[at]!;
    if (letter === '"' && cell.trim() === '') {
      const from = line;
      cell = '';
      for (at++; ; at++) {
        if (at >= text.length) throw new RowsProblem('csv-quote', { line: String(from) });
        if (text[at] === '"' && text[at + 1] === '"') at++;
        else if (text[at] === '"') break;
        if (text[at] === '\n') line++;
        cell += text[at];
      }
      at++;
    } else if (letter === separator) {
      cells.push(cell);
      cell = '';
      at++;
    } else if (letter === '\n' || letter === '\r') {
      endRecord();
      at += letter === '\r' && text[at + 1] === '\n' ? 2 : 1;
      start = ++line;
    } else {
      cell += letter;
      at++;
    }
  }
  if (cell !== '' || cells.length > 0) endRecord();
  return records;
}
