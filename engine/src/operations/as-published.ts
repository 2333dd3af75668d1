import type { AsPublished } from '../report/train-report.ts';
import type { TrainingEstimate } from '../training/answer.ts';
import type { Setting } from './scenario/setting.ts';

/**
 * The same question under the software of the model's published run, where that is not the one in use: a plan is for today, but who
 * compares it with a paper wants to see what its software would reach. Null where there is no other, or nothing fits under it.
 */
export function asPublished(
  setting: Setting,
  price: (setting: Setting) => TrainingEstimate | null,
): AsPublished | null {
  const preset = setting.assumed.find(({ key }) => key === 'preset_then')?.value;
  if (typeof preset !== 'string') return null;
  const estimate = price({ ...setting, problem: { ...setting.problem, preset } });
  if (!estimate?.fits || estimate.problems.length > 0) return null;
  return { preset, wall: estimate.run.wallSeconds, mfu: estimate.mfu };
}
