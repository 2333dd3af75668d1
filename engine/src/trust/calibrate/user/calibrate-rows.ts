import type { KernelFit } from '../../../facts/index.ts';
import type { RowCatalogue } from '../../rows/to-training-case.ts';
import { fitGroup, type KernelResult } from './fit-group.ts';
import { fitSteps, type StepResult } from './fit-steps.ts';
import { groupRows } from './group-rows.ts';
import { RowsProblem, type Unused } from './problem.ts';
import type { UserRow } from './read-rows.ts';

export interface CalibrateOptions {
  /** The user's file, which is the source of every fit. */
  readonly file: string;
  /** ISO date of the measurement; without it the latest that the rows carry. */
  readonly date?: string;
  /** Told of every part done, of all there are. */
  readonly seen?: (done: number, of: number) => void;
}

export interface Calibration {
  readonly file: string;
  readonly date: string;
  readonly rows: number;
  readonly kernels: readonly KernelResult[];
  readonly steps: readonly StepResult[];
  readonly unused: readonly Unused[];
}

const DATE = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * Fits whatever the rows hold, chip by chip, kind by kind and format by format. Throws `RowsProblem` where nothing at all could be
 * fitted (with the reason of most rows) or no date is known; deterministic: the same rows give the same fits.
 */
export function calibrateRows(
  rows: readonly UserRow[],
  catalogue: RowCatalogue,
  options: CalibrateOptions,
): Calibration {
  const { file, seen = () => {} } = options;
  const date = options.date ?? dateOf(rows);
  if (date === undefined) throw new RowsProblem('no-date', {}, ['--date 2026-11-24']);
  if (!DATE.test(date)) throw new RowsProblem('bad-date', { value: date.slice(0, 40) }, ['2026-11-24']);
  const name = file.replace(/^.*[\\/]/, '').slice(0, 200) || 'rows';
  const source: KernelFit['source'] = {
    url: `file:${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '?'))}`,
    date,
    file: name,
  };
  const grouped = groupRows(rows, catalogue);
  const parts = grouped.kernels.length + (grouped.training.length > 0 ? 1 : 0);
  const unused: Unused[] = [...grouped.unused];
  const kernels: KernelResult[] = [];
  grouped.kernels.forEach((group, i) => {
    const fitted = fitGroup(group, catalogue, source, (done, of) => seen(i + done / of, parts));
    unused.push(...fitted.unused);
    if (fitted.result) kernels.push(fitted.result);
  });
  const steps = fitSteps(grouped.training, catalogue, (done, of) => seen(grouped.kernels.length + done / of, parts));
  unused.push(...steps.unused);
  if (kernels.length === 0 && steps.results.length === 0) throw nothingFitted(unused);
  return { file: name, date, rows: rows.length, kernels, steps: steps.results, unused };
}

function nothingFitted(unused: readonly Unused[]): RowsProblem {
  const [most, ...others] = unused.toSorted((a, b) => b.places.length - a.places.length);
  if (!most) return new RowsProblem('no-rows');
  const { code, values, nearest } = most.reason;
  const named = { ...values, line: most.places[0]!, lines: String(most.places.length) };
  return new RowsProblem(code, named, nearest, others);
}

/** The latest date that rows carry: `date`, or the date of their source. */
function dateOf(rows: readonly UserRow[]): string | undefined {
  let latest: string | undefined;
  for (const { row } of rows) {
    const own = row as { date?: unknown; source?: { date?: unknown } } | null;
    for (const date of [own?.date, own?.source?.date])
      if (typeof date === 'string' && DATE.test(date) && (latest === undefined || date > latest)) latest = date;
  }
  return latest;
}
