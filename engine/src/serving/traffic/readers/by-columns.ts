import { type Column, type Field, findColumns, NAMES } from '../columns.ts';
import { TIME_UNITS, type TimeUnit } from '../time-text.ts';
import type { Row } from '../trace-builder.ts';
import { missingColumn, noSuchColumn, numberIn, type Place, quoted, TraceError } from '../trace-error.ts';
import { arrivalTimes } from './arrival-times.ts';
import type { Json, Reading, ReadLine } from './reader.ts';

/** Keys of objects that are looked at. */
const MOST_KEYS = 500;

export type Fill = (cell: (column: Column) => unknown, row: Row, place: Place) => boolean;

/** Fills rows by columns; `cell` gives the value of one. Throws TraceError for a column that is missing. */
export function byColumns(names: readonly string[], to: Reading, unit: TimeUnit | undefined = undefined): Fill {
  return growingColumns(names, to, unit).fill;
}

/** The same for rows that may each have keys of their own: `learn` takes all names seen so far. */
export function growingColumns(names: readonly string[], to: Reading, unit: TimeUnit | undefined = undefined) {
  const { columns: said = {} } = to.options;
  let columns = findColumns(names, said);
  for (const [field, name] of Object.entries(said)) if (!columns[field as Field]) throw noSuchColumn(name, names);
  const { arrival, input, output } = columns;
  const taken = new Set(Object.values(columns).map(({ name }) => name));
  const free = names.filter((name) => !taken.has(name));
  if (!input) throw missingColumn('input', NAMES.input, names, free);
  if (!output) throw missingColumn('output', NAMES.output, names, free);
  if (!arrival && to.options.withoutArrivals !== 'burst') throw missingColumn('arrival', NAMES.arrival, names, free);
  const required = arrival ? [arrival, input, output] : [input, output];
  const time = arrivalTimes(to, arrival?.unit ?? unit);
  let told = to.options.blockTokens !== undefined;
  const fill: Fill = (cell, row, place) => {
    if (required.every((column) => blank(cell(column)))) {
      to.builder.repair('line-without-fields', place);
      return false;
    }
    const { session, priority, adapter, blocks, blockTokens, ttft, e2e } = columns;
    if (!told && blockTokens && !blank(cell(blockTokens))) {
      const tokens = numberIn(cell(blockTokens), blockTokens.name, place);
      if (tokens >= 1 && tokens <= 1e6) to.builder.blockTokens = Math.round(tokens);
      told = true;
    }
    if (arrival) row.arrival = time(cell(arrival), arrival.name, place);
    else {
      row.arrival = 0;
      to.builder.repair('no-arrivals', place);
    }
    row.input = numberIn(cell(input), input.name, place);
    row.output = numberIn(cell(output), output.name, place);
    row.session = session ? cell(session) : undefined;
    row.priority = optional(priority, cell, place, 0);
    row.adapter = optional(adapter, cell, place, -1);
    row.ttft = optional(ttft, cell, place, Number.NaN) * TIME_UNITS[ttft?.unit ?? 's'];
    row.e2e = optional(e2e, cell, place, Number.NaN) * TIME_UNITS[e2e?.unit ?? 's'];
    row.blocks = blocks ? blockList(cell(blocks), blocks.name, place) : null;
    return true;
  };
  return {
    fill,
    learn(all: readonly string[]): void {
      columns = { ...findColumns(all, said), ...columns };
    },
  };
}

/** Fills rows from objects, which may leave out what has no value. */
export function fromObjects(first: Json, to: Reading, unit?: TimeUnit): ReadLine<Json> {
  const names = Object.keys(first);
  const seen = new Set(names);
  const { fill, learn } = growingColumns(names, to, unit);
  return (object, row, place) => {
    let more = false;
    for (const key in object) {
      if (seen.has(key) || seen.size >= MOST_KEYS || !Object.hasOwn(object, key)) continue;
      seen.add(key);
      more = true;
    }
    if (more) learn([...seen]);
    return fill(({ name }) => (Object.hasOwn(object, name) ? object[name] : undefined), row, place);
  };
}

const blank = (value: unknown): boolean => value === undefined || value === null || value === '';

function optional(
  column: Column | undefined,
  cell: (column: Column) => unknown,
  place: Place,
  otherwise: number,
): number {
  if (!column || blank(cell(column))) return otherwise;
  const value = numberIn(cell(column), column.name, place);
  if (Math.abs(value) >= 2 ** 31)
    throw new TraceError({
      code: 'too-large',
      ...place,
      column: column.name,
      value: String(value),
      values: { max: 2 ** 31 - 1 },
    });
  return value;
}

/** Block ids as a list (JSON) or as `1 2 3` / `1;2;3` in a cell. */
function blockList(value: unknown, column: string, place: Place): readonly unknown[] | null {
  if (blank(value)) return null;
  if (Array.isArray(value)) return value;
  if (typeof value === 'string' && /^[\d\s;|]+$/.test(value))
    return value
      .trim()
      .split(/[\s;|]+/)
      .map(Number);
  throw new TraceError({ code: 'bad-blocks', ...place, column, value: quoted(value) });
}

/** Whether the names hold all of these fields under exactly these names. */
export const hasNames = (names: readonly string[], wanted: readonly string[]): boolean => {
  const plain = names.map((name) => name.trim().toLowerCase());
  return wanted.every((name) => plain.includes(name));
};
