import { kernelPrediction } from './kernels/index.ts';
import { naiveOf } from './naive.ts';
import { predictCase } from './predict.ts';
import { faultOfRow } from './rows/check-row.ts';
import { exclusionOf } from './rows/kernel-exclusions.ts';
import { type KernelRow, kindOfRow, type TrainingRow } from './rows/row.ts';
import { shownValue } from './rows/shown-value.ts';
import { type RowCatalogue, toTrainingCase } from './rows/to-training-case.ts';
import { isRefused, type Score, type ScoredRow, scoreRows } from './score.ts';

/** Rows of these kinds are read and told apart, and wait for the release that predicts them. */
const LATER: Readonly<Record<string, string>> = {
  serving: 'serving rows are scored from the serving release on',
  power: 'rows of power under load are scored from the serving release on',
  'vllm-run': 'runs of a serving engine are replayed from the serving release on',
};

/** Predicts every row and scores the whole; never throws for what a row holds. Rows are as parsed from a corpus file; `family` keeps families that start so. */
export function validateRows(rows: readonly unknown[], catalogue: RowCatalogue, family = ''): Score {
  const scored = rows.flatMap((row, i) => scoreRow(row, i, catalogue, family).map(finiteOrRefused));
  return scoreRows(scored);
}

/** Figures far outside anything measured can make a quotient overflow: then there is nothing to score. */
function finiteOrRefused(row: ScoredRow): ScoredRow {
  if (isRefused(row)) return row;
  const figures = [row.measured, row.predicted, row.low, row.high, row.low80, row.high80];
  if (figures.every((x) => Number.isFinite(x) && x > 0)) return row;
  const { id, family, accelerator, quantity } = row;
  return { id, family, accelerator, refused: `${quantity} cannot be reckoned with: it comes out as no finite number` };
}

function scoreRow(row: unknown, index: number, catalogue: RowCatalogue, prefix: string): ScoredRow[] {
  const kind = kindOfRow(row);
  const named = row as { id?: unknown; family?: unknown };
  const id = typeof named?.id === 'string' ? named.id.slice(0, 200) : `row-${index}`;
  const fault = kind === 'kernel' || kind === 'training' ? faultOfRow(kind, row as Record<string, unknown>) : undefined;
  if (kind === 'kernel' && fault === undefined) {
    const kernel = row as KernelRow;
    return kernelFamily(kernel).startsWith(prefix) ? kernelRows(kernel, catalogue) : [];
  }
  const family = typeof named?.family === 'string' ? named.family.slice(0, 200) : (kind ?? 'unknown');
  if (!family.startsWith(prefix)) return [];
  if (fault !== undefined) return [{ id, family, accelerator: 'unknown', refused: fault }];
  if (kind === 'training') return trainingRows(row as TrainingRow, catalogue);
  return [
    {
      id,
      family,
      accelerator: 'unknown',
      refused: LATER[kind ?? ''] ?? 'the fields are those of no known kind of row',
    },
  ];
}

function trainingRows(row: TrainingRow, catalogue: RowCatalogue): ScoredRow[] {
  const accelerator = row.hardware.accelerator ?? 'not named';
  const place = { id: row.id, family: row.family, accelerator };
  const one = toTrainingCase(row, catalogue);
  if ('refused' in one) return [{ ...place, ...one }];
  const result = predictCase(one);
  if ('refused' in result) return [{ ...place, refused: result.refused }];
  return result.predictions.map((p) => ({
    ...place,
    ...p,
    grade: result.grade,
    assumed: one.assumed,
    naive: naiveOf(one, p.quantity as Parameters<typeof naiveOf>[1]),
  }));
}

/** Kernel rows carry no family: kind and source make one. */
export function kernelFamily(row: KernelRow): string {
  const source = (typeof row.source?.title === 'string' ? row.source.title : 'unknown')
    .split(/[\s:(]/)[0]!
    .toLowerCase();
  return `kernel/${row.kind}/${source}`;
}

function kernelRows(row: KernelRow, catalogue: RowCatalogue): ScoredRow[] {
  const place = { id: row.id, family: kernelFamily(row), accelerator: row.hardware.accelerator ?? 'not named' };
  if (row.exclude) return [{ ...place, refused: `left out by the corpus: ${shownValue(row.exclude)}`, excluded: true }];
  const fault = exclusionOf(row);
  if (fault) return [{ ...place, refused: `${fault.name}: ${fault.reason}`, excluded: true }];
  const result = kernelPrediction(row, catalogue);
  return 'refused' in result ? [{ ...place, refused: result.refused }] : [{ ...place, ...result }];
}
