import type { Catalogue } from '../facts/index.ts';
import { thinned } from './calibrate/kernels/sampling.ts';
import { chipOfRow } from './rows/accelerator.ts';
import { repairsOf } from './rows/repairs.ts';
import { isRefused, type PredictedRow, type Score } from './score.ts';
import { median } from './statistics.ts';

/** Every prediction of a corpus beside what was measured, small enough to be sent to a page: names once, rows by their places. */
export interface AccuracyRows {
  readonly families: readonly string[];
  /** Ids of the catalogue, else names as printed. */
  readonly chips: readonly string[];
  readonly quantities: readonly string[];
  readonly grades: readonly string[];
  /** What rows left unsaid and notes of their faults, in the words of the score. */
  readonly notes: readonly string[];
  /** Pages that figures are printed on. */
  readonly urls: readonly string[];
  /** Where a table is too long to be given whole: how many rows each family has. An even share of them, by error, is here. */
  readonly inAll?: readonly number[];
  readonly rows: readonly AccuracyRow[];
}

/** One published row: its id, where it stands, and each of its figures. */
export type AccuracyRow = readonly [
  id: string,
  family: number,
  chip: number,
  url: number,
  /** File, commit and table or row, as far as it is known. */
  where: string,
  /** Places in `notes`. */
  notes: readonly number[],
  ...figures: AccuracyFigure[],
];

/** In the quantity's own unit; `low` and `high` are the 90 % interval. `naive` is the naive line with its constant fitted on the rows of its group, 0 where there is none. */
export type AccuracyFigure = readonly [
  quantity: number,
  grade: number,
  measured: number,
  predicted: number,
  low: number,
  high: number,
  naive: number,
];

interface Printed {
  readonly id?: unknown;
  readonly source?: { readonly where?: string | null; readonly url?: string | null } | string | null;
}

const DIGITS = 4;
const NOTES = 3;

interface Reading {
  /** Where rows stand that name no source, by the first word of their family. */
  readonly whole?: Readonly<Record<string, readonly [where: string, url: string]>>;
  /** Rows that share a constant of the naive line, as in the score. */
  readonly groupOf?: (family: string) => string;
}

/** `rows` are the corpus rows that were scored. */
export function accuracyRows(
  rows: readonly unknown[],
  { rows: scored }: Score,
  catalogue: Pick<Catalogue, 'chips'>,
  { whole = {}, groupOf = (family) => family }: Reading = {},
): AccuracyRows {
  const sources = new Map<string, Exclude<Printed['source'], string>>();
  for (const { id, source } of rows as readonly Printed[])
    if (typeof id === 'string' && typeof source === 'object') sources.set(id, source);
  const constants = naiveConstants(
    scored.filter((row): row is PredictedRow => !isRefused(row)),
    groupOf,
  );
  const lists = {
    families: places(),
    chips: places(),
    quantities: places(),
    grades: places(),
    notes: places(),
    urls: places(),
  };
  const found = new Map<string, [...AccuracyRow]>();
  for (const row of scored) {
    if (isRefused(row)) continue;
    const key = `${row.family}\u0001${row.id}`;
    let line = found.get(key);
    if (!line) {
      const [where, url] = whole[row.family.split('/')[0]!] ?? ['', ''];
      const source = sources.get(row.id);
      const faults = repairsOf(row.id).map(({ reason }) => reason);
      line = [
        row.id,
        lists.families.of(row.family),
        lists.chips.of(chipOfRow(catalogue, row.accelerator)?.id ?? row.accelerator),
        lists.urls.of(source?.url ?? url),
        source?.where ?? where,
        [...faults, ...row.assumed].slice(0, NOTES).map(lists.notes.of),
      ];
      found.set(key, line);
    }
    const naive = (row.naive ?? 0) * (constants.get(`${groupOf(row.family)}\u0001${row.quantity}`) ?? 0);
    line.push([
      lists.quantities.of(row.quantity),
      lists.grades.of(row.grade),
      ...([row.measured, row.predicted, row.low, row.high, naive].map(short) as [
        number,
        number,
        number,
        number,
        number,
      ]),
    ]);
  }
  const all = Object.fromEntries(Object.entries(lists).map(([name, { list }]) => [name, list]));
  return { ...(all as unknown as Omit<AccuracyRows, 'rows'>), rows: [...found.values()] };
}

/**
 * At most `most` rows of each family: evenly spaced in the order of how far the first prediction is off, so that errors are spread as
 * they are in all. For tables of others that are to be looked at and not handed on.
 */
export function evenShare(whole: AccuracyRows, most: number): AccuracyRows {
  const inAll = whole.families.map(() => 0);
  const byFamily = whole.families.map((): AccuracyRow[] => []);
  for (const row of whole.rows) {
    inAll[row[1]]!++;
    byFamily[row[1]]!.push(row);
  }
  const off = ([, , , , , , figure]: AccuracyRow): number => figure![3] / figure![2];
  const kept = new Set<AccuracyRow>();
  for (const rows of byFamily) {
    const ordered = rows.toSorted((a, b) => off(a) - off(b));
    for (const row of thinned(ordered, most)) kept.add(row);
  }
  return { ...whole, inAll, rows: whole.rows.filter((row) => kept.has(row)) };
}

/** The one constant of the naive line by group and quantity, fitted on the rows themselves: as in the score. */
function naiveConstants(
  rows: readonly PredictedRow[],
  groupOf: (family: string) => string,
): ReadonlyMap<string, number> {
  const ratios = new Map<string, number[]>();
  for (const { family, quantity, measured, naive } of rows) {
    if (naive === undefined || !(naive > 0)) continue;
    const key = `${groupOf(family)}\u0001${quantity}`;
    const list = ratios.get(key);
    if (list) list.push(measured / naive);
    else ratios.set(key, [measured / naive]);
  }
  return new Map([...ratios].map(([key, list]) => [key, median(list)]));
}

/** A list of names without doubles, and the place of each. */
function places() {
  const list: string[] = [];
  const known = new Map<string, number>();
  const of = (name: string): number => {
    const at = known.get(name) ?? list.push(name) - 1;
    known.set(name, at);
    return at;
  };
  return { list, of };
}

const short = (value: number): number => Number(value.toPrecision(DIGITS));
