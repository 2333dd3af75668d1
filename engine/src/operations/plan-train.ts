import type { TrainReport } from '../report/train-report.ts';
import type { TrainingPlan } from '../training/answer.ts';
import { defaultStrategy, estimateTraining, planTraining } from '../training/index.ts';
import { asPublished } from './as-published.ts';
import { flipsOf } from './flips.ts';
import { leverOf } from './lever.ts';
import { type Context, operation } from './operation.ts';
import { roughPlan } from './rough-plan.ts';
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
    const bare = !plan.complete || context.rough === true || context.stopped?.() === true;
    return answer(context.catalogue, setting, {
      kind: 'plan',
      estimate: best,
      plan,
      lever: bare ? null : leverOf(setting, plan),
      flips: bare || !best ? [] : flipsOf(context.catalogue, setting, best),
      asPublished: bare || !best ? null : asPublished(setting, fastest),
    });
  },
});

function fastest({ problem, scenario }: Setting) {
  const strategy = defaultStrategy(problem, searchSpaceOf(scenario.strategy));
  return strategy && estimateTraining(problem, strategy);
}

/** Runners-up that are told. */
const TOP = 10;

/** The search that a setting asks for. */
export function planFor(
  { onProgress, stopped, memory, rough }: Pick<Context, 'onProgress' | 'stopped' | 'memory' | 'rough'>,
  { problem, scenario }: Setting,
): TrainingPlan {
  const space = searchSpaceOf(scenario.strategy);
  const near = rough && memory ? roughPlan(memory.searches, problem, space, TOP) : null;
  return near ?? planTraining(problem, space, { top: TOP, onProgress, stopped, memory: memory?.searches });
}
