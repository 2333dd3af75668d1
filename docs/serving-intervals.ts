// Fits the widths of serving intervals to the errors of published rows, by overheads that never saw a row's group where there are such, and
// writes engine/src/serving/widths.generated.ts. Usage: node cli/bin/run.mjs docs/serving-intervals.ts     (needs ../shared/validation)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { RANGED, SERVING_WIDTHS } from '@ridgepoint/engine/serving';
import {
  fitSides,
  isMissingOf,
  isRefused,
  kindOfServed,
  type LeftOutFigure,
  leftOutWatts,
  missingVariance,
  type PowerLeftOut,
  type PredictedRow,
  rangedOf,
  servingLeftOutRows,
  suiteOf,
  validateRows,
  type WidthError,
} from '@ridgepoint/engine/trust';

const CORPUS = join('..', 'shared', 'validation');
const FILES = ['serving.json.gz', 'serving-power.json.gz', 'vllm-runs.json'];
const KINDS = ['dense', 'moe'] as const;
const GRADES = ['silicon', 'family', 'datasheet'] as const;
/** Fewer rows say nothing of a tail: the width of the grade before stands in, widened. */
const LEAST_ROWS = 30;
const WIDER = 1.15;
const LEAST_SIDE = 0.35;

const read = (file: string): unknown[] => {
  const bytes = readFileSync(join(CORPUS, file));
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as unknown[];
};

type LeftOutError = WidthError & { readonly leftOut: boolean };
type Width = ReturnType<typeof fitSides>;

if (!existsSync(join(CORPUS, FILES[0]!))) {
  process.stdout.write(`skipped: ${CORPUS} is not here, so no width can be fitted\n`);
} else {
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  const printed = FILES.flatMap(read);
  const { rows } = validateRows(printed, catalogue);
  const figures = JSON.parse(readFileSync('calibration/serving-left-out.json', 'utf8')) as LeftOutFigure[];
  const watts = JSON.parse(readFileSync('calibration/power-left-out.json', 'utf8')) as PowerLeftOut[];
  const all = [...figures, ...leftOutWatts(watts)];
  const left = new Map(servingLeftOutRows(rows, all).map((row) => [`${row.id}|${row.quantity}`, row]));
  const groups = new Map<string, Map<string, LeftOutError[]>>();
  const kinds = kindOfServed(printed, catalogue);
  for (const row of rows) {
    if (isRefused(row)) continue;
    const ranged = rangedOf(row.quantity);
    if (isMissingOf(row.assumed, ranged)) continue;
    const out = left.get(`${row.id}|${row.quantity}`);
    const seen: PredictedRow = out ?? row;
    const key = `${ranged} ${kinds.get(row.id) ?? 'dense'} ${row.grade}`;
    const families = groups.get(key) ?? new Map<string, LeftOutError[]>();
    groups.set(key, families);
    const family = suiteOf(row.family);
    const list = families.get(family) ?? [];
    families.set(family, list);
    list.push({
      error: Math.log(seen.measured / seen.predicted),
      variance: missingVariance(row.assumed, ranged),
      leftOut: out !== undefined,
    });
  }
  const lines: string[] = [];
  for (const quantity of RANGED)
    for (const kind of KINDS) {
      let before: Width | undefined;
      for (const grade of GRADES) {
        const key = `${quantity} ${kind} ${grade}` as keyof typeof SERVING_WIDTHS;
        const families = [...(groups.get(key)?.values() ?? [])];
        const n = families.reduce((sum, list) => sum + list.length, 0);
        const own = n >= LEAST_ROWS ? evened(sidesOf(families)) : before ? widened(before) : SERVING_WIDTHS[key];
        const width = before ? atLeast(own, before) : own;
        before = width;
        lines.push(`  '${key}': ${shown(width)}, // ${n} rows of ${families.length} families`);
        process.stdout.write(`${key}: ${n} rows, 90 % ${width.p90.low} ${width.p90.high}\n`);
      }
    }
  writeFileSync('engine/src/serving/widths.generated.ts', fileOf(lines));
}

/** Of the pool, and where that leaves out much of a source whose engines are fitted, as wide as that one needs. */
function sidesOf(families: readonly (readonly LeftOutError[])[]): Width {
  const pooled = fitSides(families, false);
  const fitted = families.map((list) => list.filter(({ leftOut }) => leftOut)).filter((list) => list.length > 0);
  return fitted.length > 0 ? atLeast(fitSides(fitted, true), pooled) : pooled;
}

function widened({ p80, p90 }: Width): Width {
  const by = ({ low, high }: Width['p80']) => ({ low: rounded(WIDER * low), high: rounded(WIDER * high) });
  return { p80: by(p80), p90: by(p90) };
}

/** Errors that lie on one side in these sources may lie on the other in the next: no side is less than a third of the other. */
function evened({ p80, p90 }: Width): Width {
  const by = ({ low, high }: Width['p80']) => ({
    low: rounded(Math.max(low, LEAST_SIDE * high)),
    high: rounded(Math.max(high, LEAST_SIDE * low)),
  });
  return { p80: by(p80), p90: by(p90) };
}

/** A weaker grade is never the surer one. */
function atLeast(own: Width, least: Width): Width {
  const max = (level: 'p80' | 'p90') => ({
    low: Math.max(own[level].low, least[level].low),
    high: Math.max(own[level].high, least[level].high),
  });
  return { p80: max('p80'), p90: max('p90') };
}

function rounded(x: number): number {
  return Math.ceil(1000 * x) / 1000;
}

function shown({ p80, p90 }: Width): string {
  return `{ p80: { low: ${p80.low}, high: ${p80.high} }, p90: { low: ${p90.low}, high: ${p90.high} } }`;
}

function fileOf(lines: readonly string[]): string {
  return `/**
 * Half-widths of ln(measured / predicted) by quantity, kind of network and grade of the kernels behind the prediction: errors on published
 * rows, by overheads that never saw a row's model and chip where there are such, beside what its missing fields add. Written by
 * docs/serving-intervals.ts; not by hand.
 */
export const SERVING_WIDTHS = {
${lines.join('\n')}
} as const;
`;
}
