import type { TrainingRow } from './rows/row.ts';
import { isRefused, type PredictedRow, type ScoredRow } from './score.ts';
import { mean, median, spearman } from './statistics.ts';

/** Strategies of one source on equal accelerators that a planner would choose between. */
export interface RankedGroup {
  readonly set: string;
  readonly group: string;
  readonly n: number;
  /** Rank correlation of predicted and measured step times; NaN where all are equal. */
  readonly spearman: number;
  /** The same of speeds, work over time: stricter where a group holds other batches or depths. */
  readonly speedSpearman: number;
  /** Speed lost by taking the strategy predicted fastest, share of the fastest measured. */
  readonly regret: number;
}

/** The sweeps in which one model, or models of nearly one size, ran under many strategies. */
const SETS: readonly { readonly set: string; readonly keyOf: (row: TrainingRow) => string | undefined }[] = [
  {
    set: 'BLOOM sweep, by section of its source',
    keyOf: (row) =>
      row.family.startsWith('bigscience-bloom') ? /section "([^"]+)"/.exec(row.source?.where ?? '')?.[1] : undefined,
  },
  {
    set: 'vTrain, by model, accelerators and batch',
    keyOf: ({ family, model, hardware, run }) =>
      family.startsWith('vtrain')
        ? `${model.layers} x ${model.hidden}, ${hardware.gpus} accelerators, batch ${run.global_batch}`
        : undefined,
  },
];

/** Rows from which a rank says something. */
const LEAST = 3;

/** Scored rows of the strategies that a planner would choose between: rows of time only; groups of three and more. */
export interface StrategyGroup {
  readonly set: string;
  readonly group: string;
  readonly rows: readonly PredictedRow[];
}

export function strategyGroups(rows: readonly unknown[], scored: readonly ScoredRow[]): StrategyGroup[] {
  const printed = new Map((rows as readonly TrainingRow[]).map((row) => [row?.id, row] as const));
  return SETS.flatMap(({ set, keyOf }) => {
    const groups = new Map<string, PredictedRow[]>();
    for (const row of scored) {
      if (isRefused(row) || row.quantity !== 'step_time_s' || !row.naive) continue;
      const source = printed.get(row.id);
      const key = source && keyOf(source);
      if (key === undefined) continue;
      const list = groups.get(key);
      if (list) list.push(row);
      else groups.set(key, [row]);
    }
    return [...groups]
      .filter(([, own]) => own.length >= LEAST)
      .map(([group, own]): StrategyGroup => ({ set, group, rows: own }));
  });
}

/** Speed lost by taking the strategy of the highest predicted speed, share of the fastest measured. */
export const regretOf = (measured: readonly number[], predicted: readonly number[]): number =>
  1 - measured[predicted.indexOf(Math.max(...predicted))]! / Math.max(...measured);

/**
 * How well predictions put the strategies of a group in order. Speed is work over time: the naive line's FLOP stand for the work, so
 * that groups may hold other batches or depths.
 */
export function rankedGroups(rows: readonly unknown[], scored: readonly ScoredRow[]): RankedGroup[] {
  return strategyGroups(rows, scored).map(({ set, group, rows: own }): RankedGroup => {
    const measured = own.map((r) => r.naive! / r.measured);
    const predicted = own.map((r) => r.naive! / r.predicted);
    return {
      set,
      group,
      n: own.length,
      spearman: spearman(
        own.map((r) => r.measured),
        own.map((r) => r.predicted),
      ),
      speedSpearman: spearman(measured, predicted),
      regret: regretOf(measured, predicted),
    };
  });
}

export interface RankingSummary {
  readonly set: string;
  readonly groups: number;
  readonly rows: number;
  readonly medianSpearman: number;
  readonly medianSpeedSpearman: number;
  readonly meanRegret: number;
  readonly worstRegret: number;
}

/** One line a set. */
export function summariseRanking(groups: readonly RankedGroup[]): RankingSummary[] {
  return [...new Set(groups.map((g) => g.set))].map((set) => {
    const own = groups.filter((g) => g.set === set);
    const regrets = own.map((g) => g.regret);
    return {
      set,
      groups: own.length,
      rows: own.reduce((sum, g) => sum + g.n, 0),
      medianSpearman: median(own.map((g) => g.spearman).filter(Number.isFinite)),
      medianSpeedSpearman: median(own.map((g) => g.speedSpearman).filter(Number.isFinite)),
      meanRegret: mean(regrets),
      worstRegret: Math.max(...regrets),
    };
  });
}
