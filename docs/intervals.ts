// Fits the widths of prediction intervals and writes engine/src/training/widths.ts and engine/src/trust/kernels/widths.ts.
// Usage: node cli/bin/run.mjs docs/intervals.ts      (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue } from '@ridgepoint/catalogue';
import {
  type FittedWidth,
  fitStepWidths,
  isNoted,
  isRefused,
  predictCase,
  quantile,
  type TrainingRow,
  toTrainingCase,
  validateRows,
  type WidthSample,
} from '@ridgepoint/engine/trust';

/** Where no row of a kind was seen: the study's quantiles of a chip never seen. */
const START = {
  dense: 'p80: { low: 0.21, high: 0.21 }, p90: { low: 0.34, high: 0.34 }',
  moe: 'p80: { low: 0.39, high: 0.39 }, p90: { low: 0.47, high: 0.47 }',
} as const;

const CORPUS = join('..', 'shared', 'validation');
const read = (file: string): unknown[] =>
  JSON.parse(gunzipSync(readFileSync(join(CORPUS, file))).toString('utf8')) as unknown[];

if (!existsSync(join(CORPUS, 'training.json.gz'))) {
  process.stdout.write(`skipped: ${CORPUS} is not here, so no width can be fitted\n`);
} else {
  const catalogue = readCatalogue(join('catalogue', 'dist', 'catalogue.json'));
  const { steps, memory } = samples(read('training.json.gz') as TrainingRow[], catalogue);
  const fitted = fitStepWidths(steps);
  writeFileSync('engine/src/training/widths.ts', trainingFile(fitted, memory));
  writeFileSync('engine/src/trust/kernels/widths.ts', kernelFile(kernelWidths(read('kernels.json.gz'), catalogue)));
  for (const w of fitted)
    process.stdout.write(
      `${w.kind} ${w.grade}: 80 % ${w.p80.low} ${w.p80.high}, 90 % ${w.p90.low} ${w.p90.high} (${w.rows} rows of ${w.families} families)\n`,
    );
}

/** Errors of runs that publish their layout: one that was searched for has its own, wider, allowance. */
function samples(rows: readonly TrainingRow[], catalogue: ReturnType<typeof readCatalogue>) {
  const steps: WidthSample[] = [];
  const memory: number[] = [];
  for (const row of rows) {
    const one = toTrainingCase(row, catalogue);
    // A row with a fault that its source or its twins explain says nothing of the next run.
    if ('refused' in one || one.assumed.includes('layout=searched') || isNoted(row.id)) continue;
    const result = predictCase(one);
    if ('refused' in result) continue;
    const kind = one.problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe') ? 'moe' : 'dense';
    const grade = result.grade === 'datasheet' ? 'datasheet' : 'family';
    for (const { quantity, measured, predicted } of result.predictions) {
      const error = Math.log(measured / predicted);
      if (quantity === 'step_time_s') steps.push({ family: row.family, kind, grade, error });
      else if (quantity === 'tokens_per_s_per_gpu') steps.push({ family: row.family, kind, grade, error: -error });
      else if (!one.tuning) memory.push(error);
    }
  }
  return { steps, memory };
}

function kernelWidths(rows: readonly unknown[], catalogue: ReturnType<typeof readCatalogue>): Map<string, number[]> {
  const errors = new Map<string, number[]>();
  for (const row of validateRows(rows, catalogue).rows) {
    if (isRefused(row)) continue;
    const kind = row.family.split('/')[1]!;
    const list = errors.get(kind) ?? [];
    list.push(Math.abs(Math.log(row.measured / row.predicted)));
    errors.set(kind, list);
  }
  return errors;
}

function trainingFile(fitted: readonly FittedWidth[], memory: readonly number[]): string {
  const order = [...fitted].sort((a, b) =>
    `${a.grade === 'family' ? 0 : 1}${a.kind}`.localeCompare(`${b.grade === 'family' ? 0 : 1}${b.kind}`),
  );
  const lines = order.map(
    (w) =>
      `  { kind: '${w.kind}', grade: '${w.grade}', p80: { low: ${w.p80.low}, high: ${w.p80.high} }, p90: { low: ${w.p90.low}, high: ${w.p90.high} }, source: 'docs/intervals.ts: ${w.rows} rows of ${w.families} families, each left out in turn' },`,
  );
  const missing = (['dense', 'moe'] as const).filter(
    (kind) => !fitted.some((w) => w.kind === kind && w.grade === 'datasheet'),
  );
  for (const kind of missing)
    lines.push(
      `  { kind: '${kind}', grade: 'datasheet', ${START[kind]}, source: 'no row of this kind: Ridgepoint training study 2026-11, section 5, a chip never seen' },`,
    );
  const side = (level: number, sign: 1 | -1) =>
    Math.max(
      0.05,
      round(
        quantile(
          memory.map((e) => Math.max(0, sign * e)),
          level,
        ),
      ),
    );
  return `/** Half-widths of ln(measured / predicted) for step times, from families left out. Written by docs/intervals.ts; not by hand. */
export interface StepWidth {
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  readonly p80: { readonly low: number; readonly high: number };
  readonly p90: { readonly low: number; readonly high: number };
  readonly source: string;
}

export const STEP_WIDTHS: readonly StepWidth[] = [
${lines.join('\n')}
];

/** Half-widths of ln(measured / predicted) for peak memory beside the runtime's own range: ${memory.length} rows. */
export const MEMORY_WIDTH = { p80: { low: ${side(0.9, -1)}, high: ${side(0.9, 1)} }, p90: { low: ${side(0.95, -1)}, high: ${side(0.95, 1)} } };
`;
}

function kernelFile(errors: ReadonlyMap<string, readonly number[]>): string {
  const lines = [...errors].map(
    ([kind, list]) =>
      `  ${kind}: { p80: ${round(quantile(list, 0.8))}, p90: ${round(quantile(list, 0.9))} }, // ${list.length} rows`,
  );
  return `/** Half-widths of ln(measured / predicted) of kernels at datasheet grade, by kind. Written by docs/intervals.ts; no term is fitted to kernels. */
export const KERNEL_WIDTHS: Readonly<Record<string, { readonly p80: number; readonly p90: number }>> = {
${lines.join('\n')}
};
`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
