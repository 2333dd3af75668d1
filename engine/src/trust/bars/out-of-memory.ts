import { predictCase } from '../predict.ts';
import { chipOfRow } from '../rows/accelerator.ts';
import type { TrainingRow } from '../rows/row.ts';
import { toTrainingCase } from '../rows/to-training-case.ts';
import { type Evidence, type Figure, NOTHING } from './bar.ts';

/** Rows of the sweep that print "OOM" in place of figures, and how many of them we would have called runnable. */
export function outOfMemoryRows(evidence: Evidence): Figure {
  const rows = evidence.printed.filter(
    (row) => row.family.startsWith('bigscience-bloom') && /^OOM\b/.test(row.notes ?? ''),
  );
  if (rows.length === 0) return NOTHING;
  return { value: rows.filter((row) => !calledOutOfMemory(row, evidence)).length, of: rows.length };
}

/** The row says only that its memory is above the card's: so much is put in as measured, and more has to be predicted. */
function calledOutOfMemory(row: TrainingRow, { catalogue }: Evidence): boolean {
  const chip = chipOfRow(catalogue, row.hardware.accelerator ?? '');
  const gigabytes = row.hardware.memory_gb ?? 0;
  if (!chip || gigabytes === 0) return false;
  const one = toTrainingCase({ ...row, measured: { memory_gb_per_gpu: gigabytes } }, catalogue);
  if ('refused' in one) return false;
  const result = predictCase(one);
  if ('refused' in result) return false;
  const memory = result.predictions.find(({ quantity }) => quantity === 'memory_gb_per_gpu');
  return memory !== undefined && memory.predicted > gigabytes;
}
