// Fits every kernel formula to the published tables and writes catalogue/kernels: parameters with provenance, coarse grids, errors.
// Usage: npm run calibrate [-- PATTERN]     (needs ../shared/measured; says so and stops where it is absent)
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '@ridgepoint/catalogue';
import { limitsOf } from '@ridgepoint/engine/cost';
import type { Catalogue, KernelFit, KernelTransfer } from '@ridgepoint/engine/facts';
import { calibrateTable, type Fitted, type KernelTable, transferOf } from '@ridgepoint/engine/trust';
import { tablesAreHere } from './read-tables.ts';
import { allTables } from './tables/index.ts';

const FOLDER = join('catalogue', 'kernels');
const FEWEST_ROWS = 12; // below, a table says too little
const KEPT = 4000; // rows of a table that the transfer test draws from

if (!tablesAreHere()) {
  process.stdout.write('skipped: ../shared/measured is not here, so nothing can be fitted\n');
} else {
  const catalogue = readCatalogue(join('catalogue', 'dist', 'catalogue.json'));
  const pattern = process.argv[2];
  const fitted = fitAll(catalogue, pattern);
  if (pattern) process.stdout.write('only part was fitted: catalogue/kernels is left as it was\n');
  else write(fitted, catalogue);
}

/** Reads, fits and forgets one table after another; what is kept of a table is a thinned sample for the transfer test. */
function fitAll(catalogue: Catalogue, pattern: string | undefined): Fitted<never>[] {
  const fitted: Fitted<never>[] = [];
  for (const made of allTables()) {
    const table = made as KernelTable<never>;
    const name = [table.chip, table.form.kind, table.format, table.library, table.kernel].join('/');
    if (pattern && !new RegExp(pattern).test(name)) continue;
    if (table.samples.length < FEWEST_ROWS) continue;
    const chip = catalogue.chips.find((one) => one.id === table.chip);
    if (!chip) throw new Error(`the tables name chip "${table.chip}", which is not in the catalogue`);
    const limits = limitsOf(chip, table.peakFormat);
    const fit = calibrateTable(table, limits);
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

function write(fitted: readonly Fitted<never>[], catalogue: Catalogue): void {
  mkdirSync(FOLDER, { recursive: true });
  const chips = [...new Set(fitted.map(({ fit }) => fit.chip))].sort();
  for (const chip of chips) {
    const fits = fitted.filter(({ fit }) => fit.chip === chip).map(({ fit }) => fit);
    writeFileSync(
      join(FOLDER, `${chip}.json`),
      fileOf(
        'kernels',
        fits.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    );
  }
  const groups = new Map<string, Fitted<never>[]>();
  for (const one of fitted) {
    const key = `${one.fit.kind}/${one.fit.format}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const transfers = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, tables]) => transferOf(tables, catalogue.chips))
    .filter((one) => one !== undefined);
  writeFileSync(join(FOLDER, 'transfers.json'), fileOf('transfers', transfers));
  for (const { id, chips: list } of transfers)
    process.stdout.write(
      `unseen ${id}: ${list.map(({ chip, error }) => `${chip} ${percent(error.mean)}`).join(', ')}\n`,
    );
  process.stdout.write(`${fitted.length} kernels of ${chips.length} chips in ${FOLDER}\n`);
}

/** One entry a line, so that a change of one fit is a change of one line. */
function fileOf(list: string, entries: readonly (KernelFit | KernelTransfer)[]): string {
  return `{ "${list}": [\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n] }\n`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
