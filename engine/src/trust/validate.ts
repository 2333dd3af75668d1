import { kernelPrediction } from './kernels/index.ts';
import { naiveOf } from './naive.ts';
import { predictCase } from './predict.ts';
import { faultOfRow } from './rows/check-row.ts';
import { slipIn } from './rows/chip-of-user.ts';
import { exclusionOf } from './rows/kernel-exclusions.ts';
import { type KernelRow, kindOfRow, type RowKind, type TrainingRow } from './rows/row.ts';
import { powerFamily, powerId, toPowerCase } from './rows/serving/power-case.ts';
import type { PowerRow, ServingRow, VllmRun } from './rows/serving/serving-row.ts';
import { toServingCase } from './rows/serving/to-serving-case.ts';
import { toVllmCase, vllmFamily } from './rows/serving/vllm-case.ts';
import { shownValue } from './rows/shown-value.ts';
import { type Refused, type RowCatalogue, toTrainingCase } from './rows/to-training-case.ts';
import { isRefused, type Score, type ScoredRow, scoreRows } from './score.ts';
import type { ServingCase } from './serving/case.ts';
import { type PredictionTools, predictionTools } from './serving/predict/ready.ts';
import { predictServing } from './serving/predict-serving.ts';

/** Predicts every row and scores the whole; never throws for what a row holds. Rows are as parsed from a corpus file; `family` keeps families that start so. */
export function validateRows(rows: readonly unknown[], catalogue: RowCatalogue, family = ''): Score {
  const tools = predictionTools(catalogue.kernels, catalogue.chips);
  const scored = rows.flatMap((row, i) => scoreRow(row, i, catalogue, family, tools).map(finiteOrRefused));
  const slips = new Map<string, string | undefined>();
  return scoreRows(scored.map((row) => certainOrRefused(row, catalogue, slips)));
}

/** A chip whose name is misspelled may be another than the one that is nearest: that is said, and nothing scored. */
function certainOrRefused(row: ScoredRow, catalogue: RowCatalogue, slips: Map<string, string | undefined>): ScoredRow {
  if (isRefused(row)) return row;
  const { id, family, accelerator } = row;
  if (!slips.has(accelerator)) slips.set(accelerator, slipIn(catalogue, accelerator));
  const refused = slips.get(accelerator);
  return refused === undefined ? row : { id, family, accelerator, refused };
}

/** Figures far outside anything measured can make a quotient overflow: then there is nothing to score. */
function finiteOrRefused(row: ScoredRow): ScoredRow {
  if (isRefused(row)) return row;
  const figures = [row.measured, row.predicted, row.low, row.high, row.low80, row.high80];
  if (figures.every((x) => Number.isFinite(x) && x > 0)) return row;
  const { id, family, accelerator, quantity } = row;
  return { id, family, accelerator, refused: `${quantity} cannot be reckoned with: it comes out as no finite number` };
}

function scoreRow(
  row: unknown,
  index: number,
  catalogue: RowCatalogue,
  prefix: string,
  tools: PredictionTools,
): ScoredRow[] {
  const kind = kindOfRow(row);
  const named = row as { id?: unknown; family?: unknown };
  const fault = kind === undefined ? NO_KIND : faultOfRow(kind, row as Record<string, unknown>);
  const { id, family } = fault === undefined ? nameOf(kind!, row) : { id: undefined, family: undefined };
  const shownId = id ?? (typeof named?.id === 'string' ? named.id.slice(0, 200) : `row-${index}`);
  const shownFamily = family ?? (typeof named?.family === 'string' ? named.family.slice(0, 200) : (kind ?? 'unknown'));
  if (!shownFamily.startsWith(prefix)) return [];
  if (fault !== undefined) return [{ id: shownId, family: shownFamily, accelerator: 'unknown', refused: fault }];
  switch (kind!) {
    case 'kernel':
      return kernelRows(row as KernelRow, catalogue);
    case 'training':
      return trainingRows(row as TrainingRow, catalogue);
    case 'serving': {
      const own = row as ServingRow;
      return servingRows(shownId, shownFamily, own.hardware.accelerator, toServingCase(own, catalogue), tools);
    }
    case 'power': {
      const own = row as PowerRow;
      return servingRows(shownId, shownFamily, own.gpu_model, toPowerCase(own, catalogue), tools);
    }
    case 'vllm-run': {
      const own = row as VllmRun;
      return servingRows(shownId, shownFamily, own.accelerator, toVllmCase(own, catalogue), tools);
    }
  }
}

const NO_KIND = 'the fields are those of no known kind of row';

/** Rows of power and recorded runs print no family; kernel rows neither. */
function nameOf(kind: RowKind, row: unknown): { id?: string; family?: string } {
  if (kind === 'kernel') return { family: kernelFamily(row as KernelRow) };
  if (kind === 'power') return { id: powerId(row as PowerRow), family: powerFamily(row as PowerRow) };
  return kind === 'vllm-run' ? { family: vllmFamily(row as VllmRun) } : {};
}

function servingRows(
  id: string,
  family: string,
  accelerator: string | null | undefined,
  one: ServingCase | Refused,
  tools: PredictionTools,
): ScoredRow[] {
  const place = { id, family, accelerator: accelerator ?? 'not named' };
  if ('refused' in one) return [{ ...place, ...one }];
  const predictions = predictServing(one, tools);
  if (predictions.length === 0) return [{ ...place, refused: 'none of its figures follows from its load' }];
  return predictions.map((prediction) => ({ ...place, ...prediction }));
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
