import type { Catalogue } from '@ridgepoint/engine/facts';
import {
  cellMape,
  isRefused,
  type JudgedBar,
  KERNEL_EXCLUSIONS,
  type LeftOutRun,
  mean,
  median,
  type PredictedRow,
  REPAIRS,
  type RefusedRow,
  rankedGroups,
  repairsOf,
  type Score,
  type ScoredRow,
  type Summary,
  scoreRows,
  summariseRanking,
  sweepCells,
  worstRows,
} from '@ridgepoint/engine/trust';
import { barSection } from './bars.ts';
import { chanceSentence } from './chance.ts';
import { kernelSection } from './kernels.ts';
import { missedSection } from './missed.ts';
import { servingSections } from './serving.ts';

/** docs/accuracy.md: what predictions are worth, family by family, the poor ones too. */
export function accuracyPage(
  rows: readonly unknown[],
  training: Score,
  kernels: Score,
  leftOut: readonly LeftOutRun[],
  catalogue: Pick<Catalogue, 'kernels' | 'transfers'>,
  bars: readonly JudgedBar[],
  serving: { readonly scored: readonly ScoredRow[]; readonly leftOut: readonly PredictedRow[] },
): string {
  const cells = sweepCells(rows, training.rows);
  const byChip = scoreRows(training.rows, (row) => row.accelerator).summary.filter((s) => s.n > 0);
  return `${[
    '# Accuracy',
    INTRODUCTION,
    '## Bars',
    barSection(bars),
    '## Bars that are missed, and why as far as known',
    missedSection(bars),
    '## Training runs by family',
    LEGEND,
    table(training.summary, 'family'),
    `The vTrain sweep is an exact linear form of about 32 profiled layer times. As ${cells.length} cells (hidden size x tensor parallel x micro-batch) its MAPE is **${percent(cellMape(cells))}**.`,
    '## Training runs left out',
    'Each family group predicted by values refitted without it (`calibration/training.ts`; `llm-foundry` four together, `nemo`, `nemo-launcher` and `megatron-lm` together, and so on). The sweep of vTrain is thinned to 160 rows; runs whose layout is searched for are not here.',
    leftOutTable(leftOut),
    '## Strategies in order',
    'Groups of three and more strategies that ran on one kind of machine: rank correlation of step times and of speeds (work over time: stricter where a group holds other batches or depths), and the speed lost by taking the strategy predicted fastest.',
    ranking(rows, training.rows),
    chanceSentence(rows, training.rows, cells),
    '## Training runs by accelerator',
    table(byChip, 'accelerator'),
    ...servingSections(serving.scored, serving.leftOut, table),
    '## Kernels and collectives',
    'Predicted by the fitted formula of that chip and library (silicon), by its relatives’ medians (family), or from datasheets alone. Shapes of these rows are kept out of every fit, except where the next section says so. The naive line is the bare roofline.',
    table(kernels.summary, 'family'),
    '## Kernels',
    kernelSection(catalogue),
    '## Furthest from the measurement',
    worst(training.rows),
    '## What was not predicted',
    refusals(training.rows),
    '## Rows left out or repaired',
    'Found by arithmetic inside the row or against its twins, never by the size of our error.',
    repairs(),
    '## What sources leave unsaid',
    'Filled by a stated convention, listed with each prediction, and widening its interval.',
    assumptions(training.rows),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `Ridgepoint's step times, rates and memory against published measurements of others, row by row. Written by \`npm run accuracy\`;
the same table for any file of rows in this format: \`ridgepoint validate --rows FILE\`.

No parameter belongs to a row, a run or a model: parameters belong to a chip family, a framework and its years, or a fabric
(\`engine/src/machine/shares.ts\`, \`engine/src/training/presets.ts\`). They are fitted to these same runs by
\`calibration/training.ts\`, so the first table shows errors in sample; the second those of every family by values that never saw it,
to which the intervals (\`engine/src/training/widths.ts\`) are fitted. Rows know their date: older software is slower by the fit's yearly gain.
Measurements of one configuration on two days differ by 2-6 %.`;

const LEGEND =
  '`n` predictions, `refused` rows without one (a family fails above a tenth), `median`, `MAPE`, `p90` of the absolute error, `bias` the signed median (+ = predicted too high), `rho` Spearman, `in 80`, `in 90` share of measurements inside the 80 and 90 % interval. `naive`: FLOP, recomputation included, at one constant utilisation fitted on the family itself, for memory 16 B a parameter likewise.';

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '-');
const signed = (share: number): string => (Number.isFinite(share) && share > 0 ? `+${percent(share)}` : percent(share));
const whole = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : '-');

function leftOutTable(rows: readonly LeftOutRun[]): string {
  const families = [...new Set(rows.map((r) => r.family))];
  const lines = families.map((family) => {
    const signs = rows.filter((r) => r.family === family).map((r) => Math.expm1(r.error));
    const errors = signs.map(Math.abs);
    return `| ${family} | ${signs.length} | ${percent(median(errors))} | ${percent(mean(errors))} | ${signed(median(signs))} |`;
  });
  return ['| family | n | median | MAPE | bias |', '| --- | ---: | ---: | ---: | ---: |', ...lines].join('\n');
}

function ranking(rows: readonly unknown[], scored: readonly ScoredRow[]): string {
  const lines = summariseRanking(rankedGroups(rows, scored)).map(
    (s) =>
      `| ${s.set} | ${s.groups} | ${s.rows} | ${s.medianSpearman.toFixed(2)} | ${s.medianSpeedSpearman.toFixed(2)} | ${percent(s.meanRegret)} | ${percent(s.worstRegret)} |`,
  );
  return [
    '| sweep | groups | rows | median rho of time | median rho of speed | mean regret | worst regret |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function table(summary: readonly Summary[], first: string): string {
  const lines = summary.map((s) => {
    const name = s.failed ? `${s.family} (fails: refused)` : s.family;
    const rho = Number.isFinite(s.spearman) ? s.spearman.toFixed(2) : '-';
    return `| ${[name, s.quantity, s.n, s.refused, percent(s.median_ape), percent(s.mape), percent(s.p90_ape), signed(s.bias), rho, whole(s.coverage80), whole(s.coverage90), percent(s.naive_mape)].join(' | ')} |`;
  });
  return [
    `| ${first} | quantity | n | refused | median | MAPE | p90 | bias | rho | in 80 | in 90 | naive |`,
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

/** The worst row of each family, so that one family cannot fill the list. */
function worst(rows: readonly ScoredRow[]): string {
  const seen = new Set<string>();
  const chosen: PredictedRow[] = [];
  for (const row of worstRows(rows, rows.length)) {
    const key = `${row.family}|${row.quantity}`;
    if (seen.has(key)) continue;
    seen.add(key);
    chosen.push(row);
    if (chosen.length === 20) break;
  }
  const lines = chosen.map((row) => {
    const known = repairsOf(row.id).map((r) => r.reason)[0];
    const reason =
      known ??
      (row.assumed.length > 0
        ? `assumed ${row.assumed.slice(0, 3).join(', ')}`
        : 'no known fault of the row: a term is off');
    return `| ${row.id} | ${row.family} | ${row.quantity} | ${number(row.measured)} | ${number(row.predicted)} | ${(row.predicted / row.measured).toFixed(2)} | ${reason} |`;
  });
  return [
    '| row | family | quantity | measured | predicted | ratio | why, as far as known |',
    '| --- | --- | --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

const number = (value: number): string => String(Number(value.toPrecision(4)));

function refusals(rows: readonly ScoredRow[]): string {
  const counts = new Map<string, { row: RefusedRow; n: number }>();
  for (const row of rows.filter((r): r is RefusedRow => isRefused(r) && !r.excluded)) {
    const key = `${row.family}|${row.refused}`;
    const known = counts.get(key);
    if (known) known.n += 1;
    else counts.set(key, { row, n: 1 });
  }
  const lines = [...counts.values()].map(({ row, n }) => `| ${row.family} | ${n} | ${row.refused} |`);
  return ['| family | rows | reason |', '| --- | ---: | --- |', ...lines].join('\n');
}

function repairs(): string {
  const lines = [
    ...REPAIRS.map(
      (r) => `| ${r.ids[0]}${r.ids.length > 1 ? ` and ${r.ids.length - 1} more` : ''} | ${r.action} | ${r.reason} |`,
    ),
    ...KERNEL_EXCLUSIONS.map((rule) => `| rule ${rule.name} | exclude | ${rule.reason} |`),
  ];
  return ['| rows | what | why |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Keys assumed in a family with their most frequent value and the number of rows. */
function assumptions(rows: readonly ScoredRow[]): string {
  const families = new Map<string, Map<string, Map<string, number>>>();
  const seen = new Set<string>();
  for (const row of rows) {
    if (isRefused(row) || seen.has(row.id)) continue;
    seen.add(row.id);
    const family = families.get(row.family) ?? new Map<string, Map<string, number>>();
    families.set(row.family, family);
    for (const line of row.assumed) {
      const [key, ...rest] = line.split('=');
      const values = family.get(key!) ?? new Map<string, number>();
      values.set(rest.join('='), (values.get(rest.join('=')) ?? 0) + 1);
      family.set(key!, values);
    }
  }
  const lines = [...families].map(([family, keys]) => {
    const parts = [...keys].map(([key, values]) => {
      const total = [...values.values()].reduce((sum, n) => sum + n, 0);
      const [most] = [...values].sort((a, b) => b[1] - a[1])[0]!;
      const shown = values.size > 3 ? `${key} by rule` : most === '' ? key : `${key} ${most}`;
      return `${shown} (${total})`;
    });
    return `| ${family} | ${parts.join('; ') || 'nothing'} |`;
  });
  return ['| family | assumed (rows) |', '| --- | --- |', ...lines].join('\n');
}
