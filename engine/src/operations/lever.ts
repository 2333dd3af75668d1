import type { ReportLever } from '../report/train-report.ts';
import type { TrainingPlan } from '../training/answer.ts';
import { estimateTraining, fastestStrategy } from '../training/index.ts';
import type { Precision } from '../training/strategy.ts';
import { neighbourhood } from './neighbourhood.ts';
import type { Setting } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';

/** Strategies that the search behind a lever may price. */
const BUDGET = 20_000;
/** A gain below this is no lever. */
const WORTH = 0.95;

/** What makes a refused plan fit; where it fits already, a narrower number format if that gains 5 % or more. */
export function leverOf(setting: Setting, plan: TrainingPlan): ReportLever | null {
  if (!plan.best) return plan.lever && { ...plan.lever, wall: null, fits: true };
  const { problem, chip } = setting;
  const from = problem.precision.compute;
  const to: Precision['compute'] = chip.peak.mxfp8 ? 'mxfp8' : 'fp8';
  if ((from !== 'bf16' && from !== 'fp16') || !chip.peak[to]) return null;
  const narrower = { ...problem, precision: { ...problem.precision, compute: to } };
  const space = neighbourhood(plan.best.strategy, searchSpaceOf(setting.scenario.strategy));
  const { strategy } = fastestStrategy(narrower, space, BUDGET);
  if (!strategy) return null;
  const other = estimateTraining(narrower, strategy);
  if (other.step.value > WORTH * plan.best.step.value) return null;
  return { kind: 'precision', from, to, values: {}, wall: other.run.wallSeconds, fits: true };
}
