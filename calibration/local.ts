// Fits engines that serve one request at a time and writes the generated table of serving/profile.
// Usage: node cli/bin/run.mjs calibration/local.ts [local | engines] [--engine=ID] [--dry]      (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { ENGINE_OVERHEADS } from '@ridgepoint/engine/serving';
import {
  enginesFile,
  FITTED_FAMILIES,
  fitEngines,
  fitLocal,
  localCases,
  localFile,
  METAL_ROWS,
  predictionTools,
  servedCases,
} from '@ridgepoint/engine/trust/calibrate/local';

const CORPUS = join('..', 'shared', 'validation', 'serving.json.gz');
const TABLE = 'engine/src/serving/profile/fitted-local.generated.ts';
const ENGINES = 'engine/src/serving/profile/fitted-engines.generated.ts';
const DRY = process.argv.includes('--dry');
/** One engine of the second part, by its id; absent = all. */
const one = process.argv.find((word) => word.startsWith('--engine='))?.slice('--engine='.length);
/** Parts that are fitted: "local", "engines"; both unless one is named. */
const only = process.argv.find((word) => word === 'local' || word === 'engines');

if (!existsSync(CORPUS)) process.stdout.write(`skipped: ${CORPUS} is not here, so nothing can be fitted\n`);
else {
  const rows = JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as Rows;
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  if (only !== 'engines') local(rows, { ...catalogue, kernels: [] });
  if (only !== 'local') engines(rows, catalogue);
}

type Rows = Parameters<typeof localCases>[0];
type Catalogue = Parameters<typeof localCases>[1];

function local(rows: Rows, catalogue: Catalogue): void {
  const { table, errors } = fitLocal(localCases([...rows, ...METAL_ROWS], catalogue));
  for (const { name, inSample, chipLeftOut } of errors) {
    say(`${name.padEnd(32)} in sample       ${figures(inSample)}`);
    say(`${''.padEnd(32)} a chip left out ${figures(chipLeftOut.map(({ error }) => error))}`);
    for (const chip of new Set(chipLeftOut.map((one) => one.chip)))
      say(
        `    ${chip.padEnd(28)} ${figures(chipLeftOut.filter((one) => one.chip === chip).map(({ error }) => error))}`,
      );
  }
  say(JSON.stringify(table));
  if (!DRY) writeFileSync(TABLE, localFile(table, errors));
}

function engines(rows: Rows, catalogue: Catalogue): void {
  const cases = servedCases(
    rows.filter(({ family }) => FITTED_FAMILIES.test(family)),
    catalogue,
  );
  const tools = () => predictionTools(catalogue.kernels, catalogue.chips);
  const { values, errors } = fitEngines(cases, ENGINE_OVERHEADS, tools, one);
  for (const { engine, inSample, networkLeftOut } of errors) {
    say(`${engine.padEnd(32)} in sample       ${figures(inSample)}  ${JSON.stringify(values[engine])}`);
    if (networkLeftOut.length > 0) say(`${''.padEnd(32)} a network left out ${figures(networkLeftOut)}`);
  }
  if (!DRY) writeFileSync(ENGINES, enginesFile(values));
}

/** Median, mean and ninth tenth of absolute errors, and the median with its sign. */
function figures(logs: readonly number[]): string {
  const errors = logs.map((x) => Math.exp(x) - 1);
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const signed = [...errors].sort((a, b) => a - b);
  const at = (list: readonly number[], q: number) => `${(100 * list[Math.floor(q * (list.length - 1))]!).toFixed(1)} %`;
  const mean = sizes.reduce((a, b) => a + b, 0) / sizes.length;
  return `${String(sizes.length).padStart(4)} rates  median ${at(sizes, 0.5)}  mean ${(100 * mean).toFixed(1)} %  p90 ${at(sizes, 0.9)}  bias ${at(signed, 0.5)}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
