import type { TrainReport } from '../report/train-report.ts';
import { baseStrategy, defaultStrategy, estimateTraining, StrategyError } from '../training/index.ts';
import { checkStrategy } from '../training/legality.ts';
import { deepest } from '../training/search/walk.ts';
import { asPublished } from './as-published.ts';
import { InputError } from './input-error.ts';
import { operation } from './operation.ts';
import { type Scenario, scenarioSchema } from './scenario/schema.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { knownSpace, strategyOf } from './scenario/strategy-words.ts';
import { answer } from './train-answer.ts';

/** Time, memory and bill of one strategy; what the scenario does not say comes from the default strategy. */
export const estimateTrain = operation<Scenario, TrainReport>({
  name: 'estimate-train',
  command: ['estimate', 'train'],
  sentence: 'estimateTrain',
  input: scenarioSchema,
  output: 'train-report',
  run: ({ catalogue }, scenario) => {
    const setting = settle(catalogue, scenario);
    const estimate = estimateStated(setting);
    return answer(catalogue, setting, {
      kind: 'estimate',
      estimate,
      plan: null,
      lever: null,
      flips: [],
      asPublished: asPublished(setting, stated),
    });
  },
});

/** The same, null where the strategy breaks a rule of that software. */
function stated(setting: Setting) {
  try {
    return estimateStated(setting);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The scenario's strategy, priced; choices it leaves open are the best ones. Throws InputError naming the rule that it breaks. */
export function estimateStated({ problem, scenario }: Setting) {
  const base =
    defaultStrategy(problem, knownSpace(scenario.strategy)) ?? defaultStrategy(problem) ?? baseStrategy(problem, {});
  const strategy = strategyOf(scenario.strategy, base, problem.machine.count);
  try {
    return estimateTraining(problem, strategy);
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    // What was said is to blame before what a search put beside it.
    const alone = strategyOf(scenario.strategy, baseStrategy(problem, {}), problem.machine.count);
    const { rule, values } = deepest(checkStrategy(problem, alone)) ?? deepest(error.problems)!;
    throw new InputError({ code: 'strategy', path: 'strategy', value: rule, values, nearest: [] });
  }
}
