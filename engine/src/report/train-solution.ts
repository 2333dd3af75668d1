import type { TrainReport } from './train-report.ts';

export const SOLVES = ['accelerators', 'sequence', 'micro_batch', 'tokens'] as const;
export type Solve = (typeof SOLVES)[number];

/** The number that was asked for, with the plan at it. */
export interface TrainSolution {
  readonly solve: Solve;
  readonly unit: string;
  /** Null where no number in [from, to] meets the wish. */
  readonly value: number | null;
  readonly from: number;
  readonly to: number;
  /** What had to be met. */
  readonly goal: { readonly deadline: number | null; readonly budget: number | null };
  readonly tried: readonly {
    readonly x: number;
    readonly meets: boolean;
    readonly wall: number | null;
    readonly cost: number | null;
  }[];
  readonly report: TrainReport | null;
}
