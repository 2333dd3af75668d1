import {
  backEndOf,
  bothReadAhead,
  codeOf,
  formatRun,
  isOfCode,
  type Limits,
  measuredRows,
  medianFit,
  ofOneMemory,
  type Relative,
  type Values,
} from '../../../cost/index.ts';
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

/** Kinds whose code decides more than any value: how contexts are cut, how many rows a tile holds. */
const ATTENTION: ReadonlySet<string> = new Set(['decode', 'prefill', 'latent-decode']);

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
    const borrowed = medianFit(ofOneMemory(fits, chip, chips), chip, chips, knownCode(table), writersFor(table, every));
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

/** What the code of a chip's kernel says of itself is no measurement: it is known of a chip never seen. */
const knownCode = ({ form, fixed }: KernelTable<never>): Values | undefined =>
  ATTENTION.has(form.kind) || fixed?.ends !== undefined ? codeOf(form, fixed ?? {}) : undefined;

/** Formats whose products scale their sums by row and column as they write them out: CUTLASS 2 does it in one way for both. */
const SCALING: ReadonlySet<string> = new Set(['fp8', 'int8']);

/** Products of other formats and chips that write their output as a table's do. */
const writersFor = (
  { form, format, chip }: KernelTable<never>,
  every: readonly Fitted<never>[],
): readonly KernelFit[] =>
  every
    .filter(
      ({ table }) =>
        table.form.kind === form.kind &&
        table.format !== format &&
        SCALING.has(table.format) &&
        SCALING.has(format) &&
        familyOf(table.chip) !== familyOf(chip),
    )
    .map(({ fit }) => fit);

/**
 * Who stands in for a table: kernels of its back end that run its format, of its own library where another chip family has one (there, of
 * its own code where there is one), else of all; where nobody has that back end, whatever its library has. A library that no other family was measured with gives nothing.
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
  return (
    [kin(table, alike, chips), ownLibrary(alike), alike, ownLibrary(strangers)].find((list) => list.length > 0) ?? []
  );
}

/**
 * Among kernels of one back end those of the table's own code and library, whatever memory their chip has; else, of dense tables, those that
 * read ahead as it does.
 */
function kin(
  table: KernelTable<never>,
  alike: readonly Fitted<never>[],
  chips: readonly Relative[],
): readonly Fitted<never>[] {
  const code = ATTENTION.has(table.form.kind) ? knownCode(table) : undefined;
  if (!code) return [];
  const ownLibrary = (list: readonly Fitted<never>[]) =>
    list.filter((other) => engineOf(other.table.library) === engineOf(table.library));
  const ownCode = ownLibrary(alike.filter(({ fit }) => isOfCode(table.form, fit, code)));
  if (ownCode.length > 0 || table.form.kind !== 'decode') return ownCode;
  const ahead = alike.filter(
    ({ fit }) => measuredRows(fit) >= DENSE && bothReadAhead(code.plan!, fit.parameters.plan!),
  );
  const chip = chips.find((one) => one.id === table.chip)!;
  const near = new Set(
    ofOneMemory(
      ahead.map(({ fit }) => fit),
      chip,
      chips,
    ),
  );
  const list = ahead.filter(({ fit }) => near.has(fit));
  return ownLibrary(list).length > 0 ? ownLibrary(list) : list;
}
/** Calls of a table that tells its parameters apart: a few hundred of a few layouts take the start of a kernel for what streams. */
const DENSE = 1000;

const engineOf = (library: string): string => library.split(' ')[0]!.toLowerCase();
const fitBench = (tables: readonly Fitted<never>[], table: KernelTable<never>) =>
  tables.find((one) => one.table === table)!.fit.bench;
