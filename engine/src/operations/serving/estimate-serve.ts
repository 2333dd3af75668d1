import type { ServeReport } from '../../report/index.ts';
import type { compileStep } from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { type ServeScenario, serveScenarioSchema } from '../scenario/serve-schema.ts';
import { statedChoice } from './option-choice.ts';
import { readyOption } from './ready-option.ts';
import { serveAnswer } from './serve-answer.ts';
import { settleServing } from './settle-serving.ts';

/** A deployment under constant load: latencies, rates, memory, watts and money, without a simulation. */
export const estimateServe = operation<ServeScenario, ServeReport>({
  name: 'estimate-serve',
  command: ['estimate', 'serve'],
  sentence: 'estimateServe',
  input: serveScenarioSchema,
  output: 'serve-report',
  kernels: true,
  run: estimated,
});

/** The answer to a scenario that states one deployment. `compile`: of who asks about many. Throws InputError. */
export function estimated(
  context: Pick<Context, 'catalogue' | 'trace'>,
  scenario: ServeScenario,
  compile?: typeof compileStep,
): ServeReport {
  if (scenario.serve.disaggregate)
    throw refuse('serving-rule', 'serve.disaggregate', { value: 'steady-roles', values: {} });
  const setting = settleServing(context, scenario);
  const choice = statedChoice(setting);
  return serveAnswer(setting, choice, readyOption(setting, choice, compile));
}
