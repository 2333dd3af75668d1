// Fits every kernel formula to the published tables and writes catalogue/kernels: parameters with provenance, coarse grids, errors.
// Usage: npm run calibrate [-- PATTERN [write] | -- published | -- transfers]     (needs ../shared/measured; says so and stops where it is absent)
// "transfers" only judges again how relatives stand in for each other, by the fits that the catalogue has;
// PATTERN fits part and writes nothing, with "write" those fits beside what the catalogue has (then run "published" and "transfers"); "published" refits and writes only chips of few published figures, beside what the catalogue has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { limitsOf } from '@ridgepoint/engine/cost';
import type { Catalogue, KernelFit, KernelTransfer } from '@ridgepoint/engine/facts';
import { calibrateTable, type Fitted, fitId, type KernelTable, transferOf } from '@ridgepoint/engine/trust';
import { tablesAreHere } from './read-tables.ts';
import { allTables } from './tables/index.ts';
import { llmCompassTables } from './tables/llmcompass.ts';
import { llmServingSimTables } from './tables/llmservingsim.ts';
import { publishedFits } from './tables/published.ts';

const FOLDER = join('catalogue', 'kernels');
const FEWEST_ROWS = 12; // below, a table says too little
const KEPT = 4000; // rows of a table that the transfer test draws from
const FEW_FIGURES = 'published';
const TRANSFERS = 'transfers';
const WRITE = 'write';

if (!tablesAreHere()) {
  process.stdout.write('skipped: ../shared/measured is not here, so nothing can be fitted\n');
} else {
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  const pattern = process.argv[2];
  if (pattern === FEW_FIGURES) {
    const thin = fitAll(catalogue, smallTables()).map(({ fit }) => fit);
    const known = catalogue.kernels.filter((fit) => !thin.some(({ id }) => id === fit.id));
    const few = [...thin, ...ofFigures(catalogue, [...known, ...thin], catalogue.transfers)];
    writeChips(few, keptOf);
  } else if (pattern === TRANSFERS) {
    writeTransfers(transfersOf(fitAll(catalogue, allTables(), undefined, fitOf(catalogue)), catalogue));
  } else {
    const fitted = fitAll(catalogue, allTables(), pattern);
    if (pattern && process.argv[3] === WRITE) {
      writeChips(
        fitted.map(({ fit }) => fit),
        keptOf,
      );
    } else if (pattern) process.stdout.write('only part was fitted: catalogue/kernels is left as it was\n');
    else write(fitted, catalogue);
  }
}

/** Sweeps of one chip or two, which are quick to fit again. */
function* smallTables(): Generator<unknown> {
  yield* llmCompassTables();
  yield* llmServingSimTables();
}

/** Reads, fits and forgets one table after another; what is kept of a table is a thinned sample for the transfer test. */
function fitAll(
  catalogue: Catalogue,
  tables: Iterable<unknown>,
  pattern?: string,
  make: typeof calibrateTable<never> = calibrateTable,
): Fitted<never>[] {
  const fitted: Fitted<never>[] = [];
  for (const made of tables) {
    const table = made as KernelTable<never>;
    const name = [table.chip, table.form.kind, table.format, table.library, table.kernel].join('/');
    if (pattern && !new RegExp(pattern).test(name)) continue;
    if (table.samples.length < FEWEST_ROWS) continue;
    const chip = catalogue.chips.find((one) => one.id === table.chip);
    if (!chip) throw new Error(`the tables name chip "${table.chip}", which is not in the catalogue`);
    const limits = limitsOf(chip, table.peakFormat);
    const fit = make(table, limits);
    const { formula, shipped } = fit.leftOut;
    process.stdout.write(
      `${name}: ${table.samples.length} rows, left out ${percent(formula.mean)} by formula, ${percent(shipped.mean)} shipped\n`,
    );
    fitted.push({ table: { ...table, samples: thin(table.samples) }, fit, limits });
  }
  return fitted;
}

function thin<T>(rows: readonly T[]): readonly T[] {
  return rows.length <= KEPT ? rows : rows.filter((_, i) => i % Math.ceil(rows.length / KEPT) === 0);
}

function ofFigures({ chips }: Catalogue, fits: readonly KernelFit[], transfers: readonly KernelTransfer[]) {
  const made = publishedFits({ chips, fits, transfers });
  for (const { id, leftOut } of made)
    process.stdout.write(`${id}: ${leftOut.shipped.rows} figures not used, ${percent(leftOut.shipped.mean)} off\n`);
  return made;
}

function write(fitted: readonly Fitted<never>[], catalogue: Catalogue): void {
  const transfers = transfersOf(fitted, catalogue);
  const fits = fitted.map(({ fit }) => fit);
  writeChips([...fits, ...ofFigures(catalogue, fits, transfers)], () => []);
  writeTransfers(transfers);
}

/** Takes what the catalogue already has. */
function fitOf(catalogue: Catalogue): typeof calibrateTable<never> {
  const byId = new Map(catalogue.kernels.map((fit) => [fit.id, fit]));
  return (table) => {
    const id = fitId(table);
    const fit = byId.get(id);
    if (!fit) throw new Error(`the catalogue has no fit "${id}"; run npm run calibrate without an argument`);
    return fit;
  };
}

function writeTransfers(transfers: readonly KernelTransfer[]): void {
  writeFileSync(join(FOLDER, 'transfers.json'), fileOf('transfers', transfers));
  for (const { id, chips: list } of transfers)
    process.stdout.write(
      `unseen ${id}: ${list.map(({ chip, error }) => `${chip} ${percent(error.mean)}`).join(', ')}\n`,
    );
}

/** One file a chip; `kept` are entries of its present file that stay unless a fit takes their id. */
function writeChips(fits: readonly KernelFit[], kept: (chip: string) => readonly KernelFit[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const chips = [...new Set(fits.map((fit) => fit.chip))].sort();
  for (const chip of chips) {
    const own = fits.filter((fit) => fit.chip === chip);
    const rest = kept(chip).filter((old) => !own.some((fit) => fit.id === old.id));
    const list = [...rest, ...own].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    writeFileSync(join(FOLDER, `${chip}.json`), fileOf('kernels', list));
  }
  process.stdout.write(`${fits.length} kernels of ${chips.length} chips in ${FOLDER}\n`);
}

function keptOf(chip: string): readonly KernelFit[] {
  const file = join(FOLDER, `${chip}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { kernels: KernelFit[] }).kernels : [];
}

/** How relatives stand in for each other, by kind and format. A table that stands alone neither judges nor is judged. */
function transfersOf(fitted: readonly Fitted<never>[], catalogue: Catalogue): KernelTransfer[] {
  const groups = new Map<string, Fitted<never>[]>();
  const full = fitted.filter(({ table }) => !table.alone);
  for (const one of full) {
    const key = `${one.fit.kind}/${one.fit.format}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, tables]) => transferOf(tables, catalogue.chips, full))
    .filter((one) => one !== undefined);
}

/** One entry a line, so that a change of one fit is a change of one line. */
function fileOf(list: string, entries: readonly (KernelFit | KernelTransfer)[]): string {
  return `{ "${list}": [\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n] }\n`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
