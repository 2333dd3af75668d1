import * as z from 'zod';
import { type Because, find } from '../because/index.ts';
import { moneyOf } from './economics/told-money.ts';
import { estimateStated } from './estimate-train.ts';
import { nearestPaths } from './explain-path.ts';
import { type Explanation, explained } from './explained.ts';
import { refuse } from './input-error.ts';
import { type Context, operation } from './operation.ts';
import { planFor } from './plan-train.ts';
import { fieldMeta } from './scenario/field.ts';
import { later } from './scenario/later.ts';
import { scenarioSchema } from './scenario/schema.ts';
import { settle } from './scenario/setting.ts';
import { isGivenOnly } from './scenario/strategy-words.ts';
import { answer } from './train-answer.ts';

const path = z.string().max(200);
fieldMeta.add(path, { kind: 'text' });
const input = later(() => z.strictObject({ scenario: scenarioSchema, path: path.optional() }));

/** Where a number of the answer comes from: its formula, its inputs, and so on down to cited facts and the user's own words. */
export const explain = operation<z.output<typeof input>, Explanation>({
  name: 'explain',
  command: ['explain'],
  sentence: 'explain',
  input,
  output: 'explanation',
  run: (context, { scenario, path: wanted = '' }) => {
    const tree = treeOf(context, scenario);
    const node = locate(tree, wanted);
    if (node) return explained(wanted, node, moneyOf(context, scenario.economics?.currency));
    throw refuse('unknown-path', 'path', { value: wanted, nearest: nearestPaths(tree, wanted) });
  },
});

function treeOf(context: Context, scenario: z.output<typeof scenarioSchema>): Because {
  const setting = settle(context.catalogue, scenario);
  const given = Object.keys(scenario.strategy ?? {}).some(isGivenOnly);
  const plan = given ? null : planFor(context, setting);
  const estimate = plan ? plan.best : estimateStated(setting);
  const report = answer(context.catalogue, setting, {
    kind: plan ? 'plan' : 'estimate',
    estimate,
    plan,
    lever: null,
    flips: [],
  });
  if (report.because) return report.because;
  throw refuse('unknown-path', 'scenario', { value: report.outcome });
}

/** `step_time` is short for `estimate.step_time`, `cost` for `bill.cost`. */
const locate = (tree: Because, wanted: string): Because | undefined =>
  find(tree, wanted) ?? find(tree, `estimate.${wanted}`) ?? find(tree, `bill.${wanted}`);
