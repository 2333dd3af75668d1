import type { FitError } from '../../../facts/index.ts';
import { predictCase } from '../../predict.ts';
import type { TrainingRow } from '../../rows/row.ts';
import { type RowCatalogue, toTrainingCase } from '../../rows/to-training-case.ts';
import { median } from '../../statistics.ts';
import { errorOf } from '../kernels/calibrate-table.ts';
import { gathered, type Unused } from './group-rows.ts';
import { type RowsReason, reasonOf } from './problem.ts';

/** One factor on the step time of a chip under one framework preset. */
export interface StepResult {
  readonly chip: string;
  readonly preset: string;
  /** Measured over predicted. */
  readonly factor: number;
  /** The smallest and largest factor of a single run. */
  readonly low: number;
  readonly high: number;
  readonly before: FitError;
  /** Each run by the factor of the others. */
  readonly after: FitError;
  readonly rows: number;
}

const LEAST_RUNS = 3; // a median of the others needs two
const NO_STEP = 20; // times apart: a step in another unit

interface Run {
  readonly place: string;
  readonly chip: string;
  readonly preset: string;
  /** ln(measured / predicted) of the step time. */
  readonly error: number;
}

/** Factors by chip and preset: the median of measured over predicted, tried on each run by the others. */
export function fitSteps(
  rows: readonly { readonly place: string; readonly row: TrainingRow }[],
  catalogue: RowCatalogue,
  seen: (done: number, of: number) => void = () => {},
): { readonly results: readonly StepResult[]; readonly unused: readonly Unused[] } {
  const refused: { place: string; reason: RowsReason }[] = [];
  const groups = new Map<string, Run[]>();
  rows.forEach(({ place, row }, i) => {
    seen(i, rows.length);
    const run = runOf(place, row, catalogue);
    if ('code' in run) refused.push({ place, reason: run });
    else groups.set(`${run.chip}|${run.preset}`, [...(groups.get(`${run.chip}|${run.preset}`) ?? []), run]);
  });
  const results: StepResult[] = [];
  for (const [, runs] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { chip, preset } = runs[0]!;
    if (runs.length < LEAST_RUNS) {
      const values = { what: `${chip} ${preset}`, runs: String(runs.length), least: String(LEAST_RUNS) };
      for (const { place } of runs) refused.push({ place, reason: reasonOf('few-runs', values, [`${LEAST_RUNS}`]) });
      continue;
    }
    const errors = runs.map(({ error }) => error);
    const round = (value: number) => Number(Math.exp(value).toPrecision(4));
    results.push({
      chip,
      preset,
      factor: round(median(errors)),
      low: round(Math.min(...errors)),
      high: round(Math.max(...errors)),
      before: errorOf(errors.map((e) => -e)),
      after: errorOf(errors.map((e, i) => median(errors.filter((_, j) => j !== i)) - e)),
      rows: runs.length,
    });
  }
  return { results, unused: gathered(refused) };
}

function runOf(place: string, row: TrainingRow, catalogue: RowCatalogue): Run | RowsReason {
  const one = toTrainingCase(row, catalogue);
  if ('refused' in one) return reasonOf('row', { reason: one.refused });
  const result = predictCase(one);
  if ('refused' in result) return reasonOf('row', { reason: result.refused });
  const step = result.predictions.find((p) => p.quantity === 'step_time_s');
  const rate = result.predictions.find((p) => p.quantity === 'tokens_per_s_per_gpu');
  const told = step ?? rate;
  if (!told) return reasonOf('no-time', { value: 'memory_gb_per_gpu' }, ['step_time_s', 'tokens_per_s_per_gpu']);
  const ratio = Math.log(told.measured / told.predicted) * (step ? 1 : -1);
  if (!Number.isFinite(ratio) || Math.abs(ratio) > Math.log(NO_STEP))
    return reasonOf('time', { value: `${told.quantity} ${Number(told.measured.toPrecision(4))}` }, [
      `~${Number(told.predicted.toPrecision(3))}`,
    ]);
  return { place, chip: one.problem.machine.chip.id, preset: one.strategy.preset, error: ratio };
}
