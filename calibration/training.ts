// Fits the training parameters to the published runs and writes the two generated tables that shares and presets are built from.
// Usage: node cli/bin/run.mjs calibration/training.ts [--dry]      (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue } from '@ridgepoint/catalogue';
import { FITTED_PRESETS } from '@ridgepoint/engine/training';
import type { TrainingRow } from '@ridgepoint/engine/trust';
import {
  type FamilyScore,
  type FitCase,
  fitCases,
  fitMemory,
  fitParameters,
  fittedFile,
  fittedTable,
  heldWhereOpen,
  leftOutErrors,
  MACHINE_PARAMETERS,
  PRESET_PARAMETERS,
  scoreFamilies,
} from '@ridgepoint/engine/trust/calibrate/training';

const SWEEP = 'vtrain/a100-single';
const SWEEP_ROWS = 160;
const CORPUS = join('..', 'shared', 'validation', 'training.json.gz');

if (!existsSync(CORPUS)) process.stdout.write(`skipped: ${CORPUS} is not here, so nothing can be fitted\n`);
else {
  const rows = JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as TrainingRow[];
  calibrate(rows, process.argv.includes('--dry'));
}

function calibrate(rows: readonly TrainingRow[], dry: boolean): void {
  const catalogue = readCatalogue(join('catalogue', 'dist', 'catalogue.json'));
  const cases = fitCases(rows, catalogue);
  const sample = thinned(cases);
  const parameters = [...MACHINE_PARAMETERS, ...PRESET_PARAMETERS];
  // Twice: what the first fit finds open is held at its prior in the second.
  const held = heldWhereOpen(parameters, sample, fitParameters(parameters, sample));
  const fit = fitParameters(held, sample);
  const table = fittedTable(parameters, held, sample, fit);
  for (const [id, v] of table)
    say(
      `${id.padEnd(30)} ${String(v.value).padEnd(10)} from ${String(v.prior).padEnd(8)} ±${(100 * v.deviation).toFixed(0)} %  ${v.runs} runs, ${v.families} families${v.identified ? '' : '  held at its prior'}`,
    );
  const left = leftOutErrors(held, sample, fit);
  scores('family', scoreFamilies(sample, fit.errors, left));
  scores('bar', scoreFamilies(sample, fit.errors, left, barOf));
  const memory = fitMemory(rows, catalogue, FITTED_PRESETS['deepspeed.fragmentation'].value);
  for (const [id, { value, runs }] of memory) say(`${id.padEnd(30)} ${value}  ${runs} runs`);
  if (dry) return;
  writeFileSync('calibration/training-left-out.json', leftOutFile(sample, left));
  writeFileSync(
    'engine/src/machine/fitted-shares.generated.ts',
    fittedFile('FITTED_SHARES', MACHINE_PARAMETERS.map(idOf), table),
  );
  writeFileSync(
    'engine/src/training/fitted-presets.generated.ts',
    fittedFile('FITTED_PRESETS', [...PRESET_PARAMETERS.map(idOf), ...memory.keys()], new Map([...table, ...memory])),
  );
}

/** Errors of every scored row by values that never saw its family group: what docs/intervals.ts fits widths to. */
function leftOutFile(cases: readonly FitCase[], left: Float64Array): string {
  const lines = cases.flatMap(({ id, family, weight }, i) =>
    Number.isFinite(left[i]!)
      ? [JSON.stringify({ id, family, error: Number(left[i]!.toFixed(4)), fitted: weight > 0 })]
      : [],
  );
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** The sweep of one server weighs 40 rows: every 36th of its rows stands for the others, which are one linear form. */
function thinned(cases: readonly FitCase[]): FitCase[] {
  const sweep = cases.filter((c) => c.family === SWEEP);
  const every = Math.max(1, Math.floor(sweep.length / SWEEP_ROWS));
  const kept = new Set(sweep.filter((_, i) => i % every === 0).map((c) => c.id));
  return cases
    .filter((c) => c.family !== SWEEP || kept.has(c.id))
    .map((c) => (c.family === SWEEP ? { ...c, weight: (c.weight * sweep.length) / kept.size } : c));
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

/** Lines of VALIDATION's bars: which rows count together. */
function barOf(c: FitCase): string | undefined {
  if (c.weight === 0) return undefined;
  if (/^(megatron-bridge|nemo|nemo-launcher|megatron-lm|dgxc)\//.test(c.family)) return `NVIDIA ${c.kind}`;
  if (/^(llm-foundry|torchtitan)/.test(c.family)) return 'FSDP';
  return undefined;
}

function scores(title: string, list: readonly FamilyScore[]): void {
  const percent = (x: number): string => (100 * x).toFixed(1).padStart(7);
  say(`\n${title.padEnd(28)}    n  median   MAPE    bias | left out: median   MAPE    bias`);
  for (const s of list)
    say(
      `${s.family.padEnd(28)} ${String(s.n).padStart(4)} ${percent(s.median)} ${percent(s.mape)} ${percent(s.bias)} | ${percent(s.leftMedian)} ${percent(s.leftMape)} ${percent(s.leftBias)}`,
    );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
