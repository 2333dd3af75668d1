import type { Catalogue } from '../../facts/index.ts';
import type { TrainingRow } from '../rows/row.ts';
import type { ScoredRow } from '../score.ts';
import type { PowerLeftOut } from '../serving/left-out.ts';

/** Error of one run, ln(predicted / measured) of its step time, by values that never saw its family group. */
export interface LeftOutRun {
  readonly id: string;
  readonly family: string;
  readonly error: number;
}

/** All that bars are read from: scored rows, errors of what was left out of a fit, the catalogue's own errors. */
export interface Evidence {
  /** Rows of the training corpus as printed. */
  readonly printed: readonly TrainingRow[];
  readonly training: readonly ScoredRow[];
  readonly trainingLeftOut: readonly LeftOutRun[];
  /** Rows of the kernel corpus as printed. */
  readonly printedKernels: readonly unknown[];
  readonly kernels: readonly ScoredRow[];
  /** Rows of the serving corpora as printed. */
  readonly printedServing: readonly ServingRowMark[];
  /** Their predictions, power and replayed runs too; empty until they are scored. */
  readonly serving: readonly ScoredRow[];
  /** The same by values that never saw their family group. */
  readonly servingLeftOut: readonly ScoredRow[];
  /** Watts at the throughput that rows state, by a law that never saw their network. */
  readonly powerLeftOut: readonly PowerLeftOut[];
  readonly catalogue: Catalogue;
  /** Signed errors of the memory figures of Korthikanti et al. 2022, which no corpus row prints. */
  readonly paperMemory: readonly number[];
}

/** What a bar reads of a serving row. */
export interface ServingRowMark {
  readonly id?: string;
  readonly model?: { readonly moe?: boolean | null } | null;
}

/** What a statistic says of its rows. No value where there is nothing to judge. */
export interface Figure {
  readonly value: number | null;
  /** Rows, groups or tables it comes from. */
  readonly of: number;
  /** How many of these keep the bar on their own, where each is held to it. */
  readonly within?: number;
  /** The group that the figure is of, where it is the worst. */
  readonly where?: string;
}

export type BarArea = 'training' | 'kernels' | 'intervals' | 'serving';

/** One line of what accuracy has to reach: a name, what is wanted of it, which rows speak, by which statistic. */
export interface Bar<Id extends string = string> {
  readonly id: Id;
  readonly area: BarArea;
  /** A share of one (0.05 = 5 %), a rank correlation, or a number of rows. */
  readonly unit: 'share' | 'rank' | 'count';
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly figure: (evidence: Evidence) => Figure;
}

/** A bar and its figure, as docs/accuracy.json keeps it. `reached` is null where nothing is scored or nothing is promised. */
export interface JudgedBar {
  readonly id: string;
  readonly area: BarArea;
  readonly unit: Bar['unit'];
  readonly at_most: number | null;
  readonly at_least: number | null;
  readonly figure: number | null;
  readonly of: number;
  readonly within: number | null;
  readonly where: string | null;
  readonly reached: boolean | null;
}

/** Rounded as it is shown, so that a figure and its verdict never contradict each other on the page. */
export function judge(bar: Bar, evidence: Evidence): JudgedBar {
  const { value, of, within, where } = bar.figure(evidence);
  const figure = value === null || !Number.isFinite(value) ? null : rounded(value, bar.unit);
  const promised = bar.atMost !== undefined || bar.atLeast !== undefined;
  return {
    id: bar.id,
    area: bar.area,
    unit: bar.unit,
    at_most: bar.atMost ?? null,
    at_least: bar.atLeast ?? null,
    figure,
    of,
    within: within ?? null,
    where: where ?? null,
    reached:
      figure === null || !promised ? null : figure <= (bar.atMost ?? figure) && figure >= (bar.atLeast ?? figure),
  };
}

const rounded = (value: number, unit: Bar['unit']): number =>
  unit === 'share' ? Math.round(value * 1e3) / 1e3 : unit === 'rank' ? Math.round(value * 1e2) / 1e2 : value;

/** Nothing to judge. */
export const NOTHING: Figure = { value: null, of: 0 };
