// Fits the overheads of serving engines to published runs and writes the generated table of serving/profile.
// Usage: npm run calibrate:serving [-- PROFILE] [-- --dry] [-- --near = only from where the last fit stands]     (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { FITTED_OVERHEADS, profileFor } from '@ridgepoint/engine/serving';
import { type LeftOutFigure, median, quantile } from '@ridgepoint/engine/trust';
import {
  fitServing,
  type OverheadValues,
  overheadsFile,
  predictionTools,
  type ServingFit,
  type ServingFitCase,
  servingFitCases,
} from '@ridgepoint/engine/trust/calibrate/serving';

const CORPUS = join('..', 'shared', 'validation');
const LEFT_OUT = 'calibration/serving-left-out.json';
const TABLE = 'engine/src/serving/profile/fitted-overheads.generated.ts';
/** Fewer groups of runs than this say nothing of an engine that the study does not. */
const LEAST_GROUPS = 1;

const read = (file: string) => JSON.parse(gunzipSync(readFileSync(join(CORPUS, file))).toString('utf8'));
const say = (text: string) => process.stdout.write(`${text}\n`);

if (!existsSync(join(CORPUS, 'serving.json.gz'))) say(`skipped: ${CORPUS} is not here, so nothing can be fitted`);
else calibrate(process.argv.slice(2));

function calibrate(args: readonly string[]): void {
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  const only = args.find((arg) => !arg.startsWith('--'));
  const cases = servingFitCases(read('serving.json.gz'), read('serving-power.json.gz'), catalogue);
  const figures: LeftOutFigure[] = known(only);
  const table = new Map<string, { values: OverheadValues; rows: number }>();
  for (const [id, values] of Object.entries(FITTED_OVERHEADS)) {
    const own = cases.get(id) ?? [];
    const groups = new Set(own.map(({ group }) => group));
    if (groups.size < LEAST_GROUPS || (only && only !== id)) {
      table.set(id, { values, rows: 0 });
      continue;
    }
    say(`${id}: ${own.length} rows of ${groups.size} groups`);
    const tools = predictionTools(catalogue.kernels, catalogue.chips);
    const fit = fitServing(own, profileFor(id), values, tools, say, args.includes('--near'));
    say(
      `  ${Object.entries(fit.values)
        .map(([name, v]) => `${name} ${v}`)
        .join('  ')}`,
    );
    report(own, fit);
    figures.push(...leftOutFigures(own, fit));
    table.set(id, { values: fit.values, rows: own.length });
  }
  if (args.includes('--dry')) return;
  writeFileSync(TABLE, overheadsFile(table));
  writeFileSync(LEFT_OUT, `[\n${figures.map((figure) => JSON.stringify(figure)).join(',\n')}\n]\n`);
}

/** Errors of engines that are not fitted again. */
function known(only: string | undefined): LeftOutFigure[] {
  if (!only || !existsSync(LEFT_OUT)) return [];
  const all = JSON.parse(readFileSync(LEFT_OUT, 'utf8')) as (LeftOutFigure & { engine: string })[];
  return all.filter(({ engine }) => engine !== only);
}

function leftOutFigures(cases: readonly ServingFitCase[], { leftOut }: ServingFit): LeftOutFigure[] {
  let at = 0;
  return cases.flatMap(({ one, targets }) =>
    targets.flatMap(({ quantity }) => {
      const error = leftOut[at++]!;
      const { id, family, profile } = one;
      return Number.isFinite(error)
        ? [{ id, family, engine: profile.id, quantity, error: Number(error.toFixed(4)) }]
        : [];
    }),
  );
}

/** Errors by group and figure, in the fit and by a fit without the group. */
function report(cases: readonly ServingFitCase[], { errors, leftOut }: ServingFit): void {
  const lines = new Map<string, { own: number[]; left: number[] }>();
  let at = 0;
  for (const { group, targets } of cases)
    for (const { quantity } of targets) {
      const key = `${group} ${quantity}`;
      const line = lines.get(key) ?? { own: [], left: [] };
      lines.set(key, line);
      line.own.push(errors[at]!);
      line.left.push(leftOut[at]!);
      at++;
    }
  const percent = (x: number) => (100 * x).toFixed(1).padStart(6);
  const shown = (list: readonly number[]) => {
    const signed = list.filter(Number.isFinite).map(Math.expm1);
    const sizes = signed.map(Math.abs);
    return `${percent(median(sizes))} ${percent(quantile(sizes, 0.9))} ${percent(median(signed))}`;
  };
  say(`  ${'group'.padEnd(56)}    n | median    p90   bias | left out`);
  for (const [key, { own, left }] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1)))
    say(`  ${key.padEnd(56)} ${String(own.length).padStart(4)} | ${shown(own)} | ${shown(left)}`);
}
