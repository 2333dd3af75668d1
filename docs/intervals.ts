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
  rowVariance,
  type TrainingRow,
  toTrainingCase,
  validateRows,
  type WidthSample,
} from '@ridgepoint/engine/trust';

/** The study's quantiles of a chip never seen: the least width of one that is not studied, and the width where no row of a kind was seen. */
const NEVER_SEEN = {
  dense: { p80: { low: 0.21, high: 0.21 }, p90: { low: 0.34, high: 0.34 } },
  moe: { p80: { low: 0.39, high: 0.39 }, p90: { low: 0.47, high: 0.47 } },
} as const;
const sides = ({ low, high }: { low: number; high: number }): string => `{ low: ${low}, high: ${high} }`;

const CORPUS = join('..', 'shared', 'validation');
const read = (file: string): unknown[] =>
  JSON.parse(gunzipSync(readFileSync(join(CORPUS, file))).toString('utf8')) as unknown[];

if (!existsSync(join(CORPUS, 'training.json.gz'))) {
  process.stdout.write(`skipped: ${CORPUS} is not here, so no width can be fitted\n`);
} else {
  const catalogue = readCatalogue(join('catalogue', 'dist', 'catalogue.json'));
  const { steps, memory } = samples(read('training.json.gz') as TrainingRow[], catalogue);
  const fitted = fitStepWidths(steps).map(atLeastNeverSeen);
  writeFileSync('engine/src/training/widths.ts', trainingFile(fitted, memory));
  writeFileSync('engine/src/trust/kernels/widths.ts', kernelFile(kernelWidths(read('kernels.json.gz'), catalogue)));
  tellCoverage(steps, fitted);
  for (const w of fitted)
    process.stdout.write(
      `${w.kind} ${w.grade}: 80 % ${w.p80.low} ${w.p80.high}, 90 % ${w.p90.low} ${w.p90.high} (${w.rows} rows of ${w.families} families)\n`,
    );
}

/** Few chips without a study have runs: their own errors say less than the errors of chips left out. */
function atLeastNeverSeen(width: FittedWidth): FittedWidth {
  if (width.grade !== 'datasheet') return width;
  const least = NEVER_SEEN[width.kind];
  const wider = (level: 'p80' | 'p90') => ({
    low: Math.max(width[level].low, least[level].low),
    high: Math.max(width[level].high, least[level].high),
  });
  return { ...width, p80: wider('p80'), p90: wider('p90') };
}

/** ln(predicted / measured) of every run by the values refitted without its family group; written by calibration/training.ts. */
function leftOut(): Map<string, number> {
  const rows = JSON.parse(readFileSync('calibration/training-left-out.json', 'utf8')) as {
    id: string;
    error: number;
  }[];
  return new Map(rows.map(({ id, error }) => [id, error]));
}

/** Errors of runs that publish their layout: one that was searched for has its own, wider, allowance. */
function samples(rows: readonly TrainingRow[], catalogue: ReturnType<typeof readCatalogue>) {
  const left = leftOut();
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
    const error = left.get(row.id);
    if (error !== undefined)
      steps.push({ family: row.family, kind, grade, error: -error, variance: rowVariance(result.estimate, one) });
    for (const { quantity, measured, predicted } of result.predictions) {
      if (quantity === 'memory_gb_per_gpu' && !one.tuning) memory.push(Math.log(measured / predicted));
    }
  }
  return { steps, memory };
}

/** Share of the rows left out that the widths cover, overall and of the least covered families, and the median width. */
function tellCoverage(steps: readonly WidthSample[], fitted: readonly FittedWidth[]): void {
  const inside = (s: WidthSample): { held: boolean; width: number } => {
    const { p90 } = fitted.find((w) => w.kind === s.kind && w.grade === s.grade)!;
    const low = Math.hypot(p90.low, Math.sqrt(s.variance));
    const high = Math.hypot(p90.high, Math.sqrt(s.variance));
    return { held: -low <= s.error && s.error <= high, width: Math.exp(high) - Math.exp(-low) };
  };
  const all = steps.map(inside);
  const share = (list: readonly { held: boolean }[]): number => list.filter((x) => x.held).length / list.length;
  const least = [...new Set(steps.map((s) => s.family))]
    .map((family) => ({ family, own: steps.filter((s) => s.family === family).map(inside) }))
    .filter(({ own }) => own.length >= 8)
    .map(({ family, own }) => ({ family, held: share(own) }))
    .sort((a, b) => a.held - b.held)[0]!;
  const median = quantile(
    all.map((x) => x.width),
    0.5,
  );
  process.stdout.write(
    `90 % ranges hold ${(100 * share(all)).toFixed(1)} % of ${all.length} runs left out, least in ${least.family} (${(100 * least.held).toFixed(0)} %); median width, high less low, ${(100 * median).toFixed(0)} % of the value\n`,
  );
}

/** Datasheet grade: as if nobody had measured a kernel. */
function kernelWidths(rows: readonly unknown[], facts: ReturnType<typeof readCatalogue>): Map<string, number[]> {
  const catalogue = { ...facts, kernels: [], transfers: [] };
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
      `  { kind: '${w.kind}', grade: '${w.grade}', p80: { low: ${w.p80.low}, high: ${w.p80.high} }, p90: { low: ${w.p90.low}, high: ${w.p90.high} }, source: 'docs/intervals.ts: ${w.rows} rows of ${w.families} families, by values refitted without each group' },`,
  );
  const missing = (['dense', 'moe'] as const).filter(
    (kind) => !fitted.some((w) => w.kind === kind && w.grade === 'datasheet'),
  );
  for (const kind of missing)
    lines.push(
      `  { kind: '${kind}', grade: 'datasheet', p80: ${sides(NEVER_SEEN[kind].p80)}, p90: ${sides(NEVER_SEEN[kind].p90)}, source: 'no row of this kind: Ridgepoint training study 2026-11, section 5, a chip never seen' },`,
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
