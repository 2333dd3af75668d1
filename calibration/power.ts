// Fits the power of accelerators under serving load and writes the generated table of serving/power, and what networks left out miss.
// Usage: node cli/bin/run.mjs calibration/power.ts [--dry]      (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue } from '@ridgepoint/catalogue';
import type { FamilyId } from '@ridgepoint/engine/serving/power';
import {
  constantErrors,
  type FittedFamily,
  fitFamilies,
  leftOut,
  type PowerCase,
  type PowerLeftOut,
  type PowerRow,
  type PowerScore,
  powerCases,
  powerError,
  powerFamily,
  powerFile,
  powerId,
  powerScore,
  powerWidths,
  worstGroups,
} from '@ridgepoint/engine/trust/calibrate/power';

const CORPUS = join('..', 'shared', 'validation', 'serving-power.json.gz');
const LEFT_OUT = 'calibration/power-left-out.json';
const TABLE = 'engine/src/serving/power/fitted-power.generated.ts';
const FAMILIES: readonly FamilyId[] = ['hopper', 'blackwell'];
const WORST = 6;

if (!existsSync(CORPUS)) process.stdout.write(`skipped: ${CORPUS} is not here, so nothing can be fitted\n`);
else {
  const rows = JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as PowerRow[];
  calibrate(rows, process.argv.includes('--dry'));
}

function calibrate(rows: readonly PowerRow[], dry: boolean): void {
  const { cases, refused } = powerCases(rows, readCatalogue(join('catalogue', 'dist', 'catalogue.json')));
  for (const name of refused) say(`left out, no such chip or network: ${name}`);
  const of = (id: FamilyId) => cases.filter(({ family }) => family === id);
  const fits = fitFamilies(cases);
  const without = (groupOf: (one: PowerCase) => string) => {
    const errors = leftOut(cases, groupOf);
    return (id: FamilyId) => errors.filter((_, i) => cases[i]!.family === id);
  };
  const byModel = without(({ row }) => row.model);
  const byNetwork = without((one) => one.network);
  const byTask = without(({ row }) => row.task);
  const other: number[] = [];
  const figures: PowerLeftOut[] = [];
  const fitted = {} as Record<FamilyId, FittedFamily>;
  for (const id of FAMILIES) {
    const own = of(id);
    const values = fits[id];
    const model = byModel(id);
    const inSample = powerScore(own.map((one) => powerError(values, one)));
    const leftTask = powerScore(byTask(id));
    say(
      `${id}  ${Object.entries(values)
        .map(([name, v]) => `${name} ${v}`)
        .join('  ')}`,
    );
    line('in sample', inSample);
    line('a model left out', powerScore(model));
    const network = byNetwork(id);
    line('a network left out', powerScore(network));
    own.forEach((one, i) => {
      const error = rounded(network[i]!);
      const shift = rounded(network[i]! - powerError(values, one));
      figures.push({ id: powerId(one.row), family: powerFamily(one.row), error, shift });
    });
    line('a task left out', leftTask);
    const foreign = own.map((one) => powerError(fits[id === 'hopper' ? 'blackwell' : 'hopper'], one));
    line('from the other chip', powerScore(foreign));
    line('one constant, model out', powerScore(constantErrors(own, ({ row }) => row.model)));
    other.push(...foreign);
    for (const { group, score } of worstGroups(own, model, groupName, WORST)) line(`  ${group}`, score);
    fitted[id] = { values, widths: powerWidths(model), inSample, leftModel: powerScore(model), leftTask };
  }
  if (dry) return;
  writeFileSync(TABLE, powerFile(fitted, { widths: powerWidths(other), score: powerScore(other) }));
  writeFileSync(LEFT_OUT, `[\n${figures.map((figure) => JSON.stringify(figure)).join(',\n')}\n]\n`);
}

function groupName({ row }: PowerCase): string {
  return `${row.model.split('/').at(-1)} x${row.num_gpus} ${row.precision} ${row.task}`;
}
function rounded(x: number): number {
  return Number(x.toFixed(4));
}
function percent(x: number): string {
  return `${(100 * x).toFixed(1)} %`.padStart(8);
}
function line(name: string, { rows, mape, median, bias, p90 }: PowerScore): void {
  say(
    `  ${name.padEnd(62)} ${String(rows).padStart(4)} rows  MAPE ${percent(mape)}  median ${percent(median)}  bias ${percent(bias)}  p90 ${percent(p90)}`,
  );
}
function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
