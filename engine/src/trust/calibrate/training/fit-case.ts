import { isNoted } from '../../rows/repairs.ts';
import type { TrainingRow } from '../../rows/row.ts';
import { type RowCatalogue, type TrainingCase, toTrainingCase } from '../../rows/to-training-case.ts';
import { groupOfFamily } from './groups.ts';

/** One published run as the fit sees it. */
export interface FitCase {
  readonly id: string;
  readonly family: string;
  readonly group: string;
  readonly kind: 'dense' | 'moe';
  readonly grade: 'family' | 'datasheet';
  readonly one: TrainingCase;
  /** Measured seconds of a step. */
  readonly seconds: number;
  /** Weight in the fit; 0 = scored and not fitted. */
  readonly weight: number;
}

/** No family weighs more than this many rows: the vTrain sweep has 1,440 of one server. */
export const ROWS_PER_FAMILY = 40;

/**
 * The rows whose step time can be scored: layout printed, time or rate measured. Fine-tuning runs (packed sequences of unknown
 * fill) and rows with a noted fault are scored and not fitted.
 */
export function fitCases(rows: readonly TrainingRow[], catalogue: RowCatalogue): FitCase[] {
  const found: Omit<FitCase, 'weight'>[] = [];
  for (const row of rows) {
    const one = toTrainingCase(row, catalogue);
    if ('refused' in one || one.assumed.includes('layout=searched')) continue;
    const seconds = measuredSeconds(one);
    if (seconds === undefined) continue;
    const kind = one.problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe') ? 'moe' : 'dense';
    const grade = one.problem.machine.grade === 'datasheet' ? 'datasheet' : 'family';
    found.push({ id: row.id, family: row.family, group: groupOfFamily(row.family), kind, grade, one, seconds });
  }
  const fitted = (c: Omit<FitCase, 'weight'>) =>
    (c.one.stage === 'pretrain' || (c.one.tuning && c.one.stage === 'sft')) && !isNoted(c.id);
  const counts = new Map<string, number>();
  for (const c of found) if (fitted(c)) counts.set(c.family, (counts.get(c.family) ?? 0) + 1);
  return found.map((c) => ({
    ...c,
    weight: fitted(c) ? Math.min(1, ROWS_PER_FAMILY / counts.get(c.family)!) : 0,
  }));
}

/** Seconds of a step from what the row prints: itself, or tokens/s turned round. */
function measuredSeconds({ quantities, problem }: TrainingCase): number | undefined {
  const step = quantities.find((q) => q.quantity === 'step_time_s');
  if (step) return step.measured;
  const rate = quantities.find((q) => q.quantity === 'tokens_per_s_per_gpu');
  return rate && (problem.globalBatch * problem.sequence) / rate.measured / problem.machine.count;
}
