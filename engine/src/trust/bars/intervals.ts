import { isNoted } from '../rows/repairs.ts';
import type { PredictedRow } from '../score.ts';
import { median } from '../statistics.ts';
import { type Bar, type Evidence, type Figure, NOTHING } from './bar.ts';
import { predictedOf } from './statistics.ts';

/** Rows from which the share of one family says something. */
const ENOUGH = 8;
const LEAST = 0.8;

interface Held {
  readonly family: string;
  readonly held: boolean;
  /** High less low, as a share of the value. */
  readonly width: number;
}

/**
 * Runs predicted by values that never saw their family group, inside the interval that is shipped for them or not. Rows that are kept
 * with a fault of their own are no measure of a range, as they were none of its width.
 */
function leftOutRuns({ training, trainingLeftOut }: Evidence): Held[] {
  const rows = new Map<string, PredictedRow>();
  for (const row of predictedOf(training)) if (row.quantity !== 'memory_gb_per_gpu') rows.set(row.id, row);
  return trainingLeftOut.flatMap(({ id, family, error }) => {
    const row = isNoted(id) ? undefined : rows.get(id);
    if (!row) return [];
    // The error is of the step time: a rate is off the other way.
    const off = row.quantity === 'step_time_s' ? error : -error;
    const [low, high] = [row.low / row.predicted, row.high / row.predicted];
    const measured = Math.exp(-off);
    return [{ family, held: low <= measured && measured <= high, width: high - low }];
  });
}

const shareHeld = (runs: readonly Held[]): number => runs.filter(({ held }) => held).length / runs.length;

function overall(evidence: Evidence): Figure {
  const runs = leftOutRuns(evidence);
  return runs.length === 0 ? NOTHING : { value: shareHeld(runs), of: runs.length };
}

/** The family that is covered least, of those with rows enough to tell. */
function leastCovered(evidence: Evidence): Figure {
  const runs = leftOutRuns(evidence);
  const shares = [...new Set(runs.map(({ family }) => family))]
    .map((family) => ({ family, own: runs.filter((run) => run.family === family) }))
    .filter(({ own }) => own.length >= ENOUGH)
    .map(({ family, own }) => ({ family, held: shareHeld(own) }))
    .sort((a, b) => a.held - b.held);
  const [least] = shares;
  if (!least) return NOTHING;
  const within = shares.filter(({ held }) => held >= LEAST).length;
  return { value: least.held, of: shares.length, within, where: least.family };
}

function middleWidth(evidence: Evidence): Figure {
  const runs = leftOutRuns(evidence);
  return runs.length === 0 ? NOTHING : { value: median(runs.map(({ width }) => width)), of: runs.length };
}

/** Rows of memory that needed more than the top of their range: each is a run that dies. */
function memoryAbove({ training }: Evidence): Figure {
  const rows = predictedOf(training).filter(({ quantity }) => quantity === 'memory_gb_per_gpu');
  return rows.length === 0
    ? NOTHING
    : { value: rows.filter(({ measured, high }) => measured > high).length, of: rows.length };
}

/** What ranges have to hold, judged on families left out. */
export const INTERVAL_BARS = [
  { id: 'coverage', area: 'intervals', unit: 'share', atLeast: 0.86, atMost: 0.94, figure: overall },
  { id: 'coverage-least', area: 'intervals', unit: 'share', atLeast: LEAST, figure: leastCovered },
  { id: 'width', area: 'intervals', unit: 'share', figure: middleWidth },
  { id: 'memory-above', area: 'intervals', unit: 'count', atMost: 0, figure: memoryAbove },
] as const satisfies readonly Bar[];
