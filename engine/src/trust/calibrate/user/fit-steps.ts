import type { FitError } from '../../../facts/index.ts';
import { predictCase } from '../../predict.ts';
import { chipOfUser, nearChips } from '../../rows/chip-of-user.ts';
import { positive, type TrainingRow } from '../../rows/row.ts';
import { shownValue } from '../../rows/shown-value.ts';
import { type RowCatalogue, toTrainingCase } from '../../rows/to-training-case.ts';
import { median } from '../../statistics.ts';
import { errorOf } from '../kernels/calibrate-table.ts';
import { gathered } from './group-rows.ts';
import { oneMore } from './one-more.ts';
import { type RowsReason, reasonOf, type Unused } from './problem.ts';

/** One factor on the step time of a chip under one framework preset. */
export interface StepResult {
  readonly chip: string;
  readonly preset: string;
  /** Measured over predicted. */
  readonly factor: number;
  /** The smallest and largest factor of a single run. */
  readonly low: number;
  readonly high: number;
  /** Between which the factor of one more run lies, nine times of ten. */
  readonly next: { readonly low: number; readonly high: number };
  readonly before: FitError;
  /** Each run by the factor of the others. */
  readonly after: FitError;
  readonly rows: number;
}

/** How far runs of one cluster and framework lie from their common factor, as ln: 0.02 to 0.1 in 20 of 26 published families of eight rows and more. */
const USUAL = 0.1;
const LEAST_RUNS = 3; // a median of the others needs two
const STEPS: readonly string[] = ['step_time_s', 'tokens_per_s_per_gpu'];
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
    const middle = median(errors);
    const half = oneMore(
      errors.map((e) => e - middle),
      USUAL,
      90,
      1,
    );
    const round = (value: number) => Number(Math.exp(value).toPrecision(4));
    results.push({
      chip,
      preset,
      factor: round(middle),
      low: round(Math.min(...errors)),
      high: round(Math.max(...errors)),
      next: { low: round(middle - half), high: round(middle + half) },
      before: errorOf(errors.map((e) => -e)),
      after: errorOf(errors.map((e, i) => median(errors.filter((_, j) => j !== i)) - e)),
      rows: runs.length,
    });
  }
  return { results, unused: gathered(refused) };
}

function runOf(place: string, row: TrainingRow, catalogue: RowCatalogue): Run | RowsReason {
  const name = row.hardware.accelerator ?? '';
  if (name !== '' && !chipOfUser(catalogue, name))
    return reasonOf('chip', { value: shownValue(name) }, nearChips(catalogue, name));
  // A factor of runs before is no part of what these are held against.
  const one = toTrainingCase(row, { ...catalogue, constants: [] });
  if ('refused' in one) return unreadStep(row) ?? reasonOf('row', { reason: one.refused });
  const result = predictCase(one);
  if ('refused' in result) return reasonOf('row', { reason: result.refused });
  const step = result.predictions.find((p) => p.quantity === 'step_time_s');
  const rate = result.predictions.find((p) => p.quantity === 'tokens_per_s_per_gpu');
  const told = step ?? rate;
  if (!told) return reasonOf('no-time', { value: 'memory_gb_per_gpu' }, STEPS);
  const ratio = Math.log(told.measured / told.predicted) * (step ? 1 : -1);
  if (!Number.isFinite(ratio) || Math.abs(ratio) > Math.log(NO_STEP))
    return reasonOf('step', {
      value: `${told.quantity} ${Number(told.measured.toPrecision(4))}`,
      expected: String(Number(told.predicted.toPrecision(3))),
    });
  return { place, chip: one.problem.machine.chip.id, preset: one.strategy.preset, error: ratio };
}

/** A step or rate that is no number above zero, or stands under another name ("step_time_ms"), is named beside those that are read. */
function unreadStep({ measured }: TrainingRow): RowsReason | undefined {
  const stated = Object.entries(measured).filter(([field, value]) => /step|token/.test(field) && value !== null);
  if (stated.some(([field, value]) => STEPS.includes(field) && positive(value) !== undefined)) return undefined;
  const [field, value] = stated[0] ?? [];
  return field === undefined ? undefined : reasonOf('no-time', { value: `${field} ${shownValue(value)}` }, STEPS);
}
