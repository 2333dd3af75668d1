import type { TrainReport } from '../report/train-report.ts';
import type { TrainingPlan } from '../training/answer.ts';
import { planTraining } from '../training/index.ts';
import { flipsOf } from './flips.ts';
import { leverOf } from './lever.ts';
import { type Context, operation } from './operation.ts';
import { type Scenario, scenarioSchema } from './scenario/schema.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';
import { answer } from './train-answer.ts';

/** The best of all legal strategies, what else would do, what was refused, and what would change the answer. */
export const planTrain = operation<Scenario, TrainReport>({
  name: 'plan-train',
  command: ['plan', 'train'],
  sentence: 'planTrain',
  input: scenarioSchema,
  output: 'train-report',
  run: (context, scenario) => {
    const setting = settle(context.catalogue, scenario);
    const plan = planFor(context, setting);
    const { best } = plan;
    const stopped = !plan.complete;
    return answer(context.catalogue, setting, {
      kind: 'plan',
      estimate: best,
      plan,
      lever: stopped ? null : leverOf(setting, plan),
      flips: stopped || !best ? [] : flipsOf(context.catalogue, setting, best),
    });
  },
});

/** The search that a setting asks for. */
export function planFor({ onProgress }: Pick<Context, 'onProgress'>, { problem, scenario }: Setting): TrainingPlan {
  const space = searchSpaceOf(scenario.strategy);
  return planTraining(problem, space, { top: 10, onProgress });
}
