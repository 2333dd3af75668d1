import { backEndOf, formatRun, type Limits, medianFit, ofOneMemory, type Relative } from '../../../cost/index.ts';
import type { KernelFit, KernelTransfer } from '../../../facts/index.ts';
import { errorOf, widthsOf } from './calibrate-table.ts';
import { thinned } from './sampling.ts';
import type { KernelTable } from './table.ts';

const ROWS = 1500; // of one table

/** Chips of one die, or one die twice: neither may stand in for the other when a chip "never seen" is tried. */
const TWINS: readonly (readonly string[])[] = [
  ['h100-sxm', 'h200-sxm', 'h800-sxm'],
  ['b200-sxm', 'gb200'],
];
const familyOf = (chip: string): string => TWINS.find((set) => set.includes(chip))?.join() ?? chip;

/** Kinds whose kernels are named alike on every chip and differ in what they do: graph and eager, normal and low latency. */
const SAME_KERNEL: ReadonlySet<string> = new Set(['custom-all-reduce', 'dispatch']);

/** One table with what is needed to price it: its own fit, and the chip's limits. */
export interface Fitted<Shape> {
  readonly table: KernelTable<Shape>;
  readonly fit: KernelFit;
  readonly limits: Limits;
}

/**
 * How well relatives predict each chip, itself and its twins left out: medians of the others' parameters, no grid. Only tables of one
 * kind and format come in; `every` = all tables, where a chip that does not multiply the format finds what it runs instead.
 */
export function transferOf(
  tables: readonly Fitted<never>[],
  chips: readonly Relative[],
  every: readonly Fitted<never>[] = tables,
): KernelTransfer | undefined {
  const errors = new Map<string, { error: number; band: number }[]>();
  for (const { table, limits } of tables) {
    const relatives = relativesOf(table, tables, every, chips);
    if (relatives.length === 0) continue;
    const chip = chips.find((one) => one.id === table.chip)!;
    const fits = relatives.map((other) => other.fit);
    const borrowed = medianFit(ofOneMemory(fits, chip, chips), chip, chips);
    const usual = table.samples.filter((s) => s.weight >= 1);
    const list = errors.get(table.chip) ?? [];
    errors.set(table.chip, list);
    for (const { shape, microseconds } of thinned(usual.length > 0 ? usual : table.samples, ROWS)) {
      // The benchmark's own floors are the table's, not the chip's: they stay as fitted.
      const bench = { ...fitBench(tables, table), ...borrowed.parameters };
      const predicted = table.form.microseconds(shape, borrowed.parameters, limits, bench);
      list.push({ error: Math.log(predicted / microseconds), band: table.form.band(shape, microseconds) });
    }
  }
  if (errors.size === 0) return undefined;
  const { kind } = tables[0]!.fit;
  const { format } = tables[0]!.table;
  const perChip = [...errors].map(([, list]) => widthsOf(list));
  const bands = [...new Set(perChip.flat().map((w) => w.band))].sort((a, b) => a - b);
  const widest = (band: number, level: 'p80' | 'p90', side: 'low' | 'high') =>
    Math.max(
      ...perChip
        .flat()
        .filter((w) => w.band === band)
        .map((w) => w[level][side]),
    );
  return {
    id: `${kind}/${format}`,
    kind,
    format,
    chips: [...errors].map(([chip, list]) => ({ chip, error: errorOf(list.map((e) => e.error)) })),
    widths: bands.map((band) => ({
      band,
      p80: { low: widest(band, 'p80', 'low'), high: widest(band, 'p80', 'high') },
      p90: { low: widest(band, 'p90', 'low'), high: widest(band, 'p90', 'high') },
    })),
  };
}

/**
 * Who stands in for a table: kernels of its back end that run its format, of its own library where another chip family has one, else of
 * all; where nobody has that back end, whatever its library has. A library that no other family was measured with gives nothing.
 */
export function relativesOf(
  table: KernelTable<never>,
  tables: readonly Fitted<never>[],
  every: readonly Fitted<never>[],
  chips: readonly Relative[],
): readonly Fitted<never>[] {
  const { kind } = table.form;
  const multiplies = (id: string) => Boolean(chips.find((chip) => chip.id === id)?.peak.fp8);
  const run = (of: KernelTable<never>) => formatRun(kind, of.format, multiplies(of.chip));
  const foreign = (list: readonly Fitted<never>[]) =>
    list.filter((other) => familyOf(other.table.chip) !== familyOf(table.chip));
  const ownLibrary = (list: readonly Fitted<never>[]) =>
    list.filter((other) => engineOf(other.table.library) === engineOf(table.library));
  const strangers = foreign(tables);
  if (ownLibrary(strangers).length === 0) return [];
  if (SAME_KERNEL.has(kind)) return ownLibrary(strangers).filter((other) => other.table.kernel === table.kernel);
  const format = run(table);
  const pool = format === table.format ? strangers : foreign(every.filter((other) => other.table.form.kind === kind));
  const alike = pool.filter(
    (other) =>
      other.table.format === format && run(other.table) === format && backEndOf(other.table) === backEndOf(table),
  );
  return [ownLibrary(alike), alike, ownLibrary(strangers)].find((list) => list.length > 0) ?? [];
}

const engineOf = (library: string): string => library.split(' ')[0]!.toLowerCase();
const fitBench = (tables: readonly Fitted<never>[], table: KernelTable<never>) =>
  tables.find((one) => one.table === table)!.fit.bench;
