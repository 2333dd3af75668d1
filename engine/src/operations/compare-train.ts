import * as z from 'zod/mini';
import type { Assumed } from '../report/assumed.ts';
import { compareRows, type TrainComparison } from '../report/comparison.ts';
import type { Problem, TrainingPlan } from '../training/answer.ts';
import { planTraining } from '../training/index.ts';
import { type Row, rowOf, rowWithoutPlan } from './comparison-row.ts';
import { fewestAccelerators } from './fewest-accelerators.ts';
import { InputError, refuse } from './input-error.ts';
import { type Context, operation } from './operation.ts';
import { oneOrMore, text } from './scenario/field.ts';
import { later } from './scenario/later.ts';
import { count, type Scenario, scenarioSchema } from './scenario/schema.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';
import { answer } from './train-answer.ts';

/** What is dated and moves the bill. */
const DATED: ReadonlySet<string> = new Set(['price', 'pue', 'grid', 'national_grid', 'exchange_rate']);

/** More machines than this are no longer a comparison that a person reads. */
export const MOST_MACHINES = 64;

const input = later(() =>
  z.extend(scenarioSchema, {
    on: z.extend(scenarioSchema.shape.on, {
      accelerator: oneOrMore(text({}), { flag: 'on' }),
      count: oneOrMore(count({}), { flag: 'gpus', alias: 'count' }).optional(),
    }),
  }),
);

/** The best plan on each of several accelerators and counts, and which machines nothing else beats; with a deadline and no count, on the fewest of each. */
export const compareTrain = operation<z.output<typeof input>, TrainComparison>({
  name: 'compare-train',
  command: ['compare', 'train'],
  sentence: 'compareTrain',
  input,
  output: 'comparison',
  run: (context, scenario) => compare(context, machinesOf(scenario)),
});

/** One scenario a machine, accelerators in the order said and counts within; what is said twice is asked once. */
function machinesOf({ on, ...rest }: z.output<typeof input>): Scenario[] {
  const accelerators = [...new Set(on.accelerator)];
  const counts = on.count ? [...new Set(on.count)] : [undefined];
  const machines = accelerators.length * counts.length;
  if (machines > MOST_MACHINES)
    throw refuse('too-many-machines', 'on', {
      value: `${accelerators.length} × ${counts.length}`,
      values: { machines, max: MOST_MACHINES },
    });
  return accelerators.flatMap((accelerator) => counts.map((n) => ({ ...rest, on: { ...on, accelerator, count: n } })));
}

function compare(context: Context, scenarios: readonly Scenario[]): TrainComparison {
  // Every name is looked up before anything is searched, so that a slip in the last one is told at once.
  const machines = scenarios.map((scenario) => machineOf(context, scenario));
  const fewest = scenarios.every(({ on, limits }) => on.count === undefined && limits?.deadline !== undefined);
  const rows: Row[] = [];
  const assumed = new Map<string, Assumed>();
  let evaluated = 0;
  let complete = true;
  for (const [place, { setting: asked, refused }] of machines.entries()) {
    if (refused) {
      rows.push(rowWithoutPlan(asked, refused));
      continue;
    }
    const setting = fewest ? onFewest(context, asked) : asked;
    const plan = search(context, setting, { before: evaluated, place, machines: machines.length });
    evaluated += plan.evaluated;
    complete = plan.complete;
    const found = { kind: 'plan', estimate: plan.best, plan, lever: null, flips: [] } as const;
    const report = answer(context.catalogue, setting, found);
    for (const line of report.assumed.filter(({ key }) => DATED.has(key))) {
      const of = line.key === 'price' ? setting.chip.name : undefined;
      assumed.set(`${line.key} ${of ?? ''}`, of === undefined ? line : { ...line, of });
    }
    rows.push(rowOf(setting, plan, report));
    if (!complete) break;
  }
  const { network, problem, money, scenario } = machines[0]!.setting;
  return {
    question: {
      model: network.architecture.id,
      modelName: network.architecture.name,
      parameters: network.parameters.total,
      tokens: problem.tokens,
      sequence: problem.sequence,
      globalBatch: problem.globalBatch,
    },
    ...compareRows(rows),
    money: { currency: money.rate.currency, perUsd: money.rate.perUsd },
    assumed: [...network.assumed, ...assumed.values()],
    limits: { deadline: scenario.limits?.deadline ?? null, budget: money.budget },
    fewest,
    evaluated,
    complete,
  };
}

/** On the fewest accelerators that keep the limits; where no count does, on the most that were tried. */
function onFewest(context: Context, setting: Setting): Setting {
  const { trial, at } = fewestAccelerators(context, setting);
  const count = (trial.first ?? trial.tried.at(-1))?.x;
  return count === undefined ? setting : settle(context.catalogue, at(count));
}

/** A chip without the format asked for is a row that says so; what is wrong with the question itself is thrown. */
function machineOf(
  { catalogue }: Context,
  scenario: Scenario,
): { readonly setting: Setting; readonly refused: Problem | null } {
  try {
    return { setting: settle(catalogue, scenario), refused: null };
  } catch (error) {
    if (!(error instanceof InputError) || error.problem.code !== 'no-peak') throw error;
    const { value, values } = error.problem;
    const setting = settle(catalogue, { ...scenario, train: { ...scenario.train, precision: undefined } });
    return { setting, refused: { rule: 'format', values: { format: value, chip: values.chip ?? '' } } };
  }
}

/** The best strategy of one machine; progress is told over all of them, the rest taken to be as large as those seen. */
function search(
  { onProgress }: Context,
  { problem, scenario }: Setting,
  { before, place, machines }: { before: number; place: number; machines: number },
): TrainingPlan {
  const plan = planTraining(problem, searchSpaceOf(scenario.strategy), {
    top: 0,
    onProgress:
      onProgress &&
      ((evaluated, best, total) =>
        onProgress(before + evaluated, best, Math.round(((before + total) * machines) / (place + 1)))),
  });
  const seen = before + plan.evaluated;
  // Small searches never report, and a comparison is many of them.
  const goesOn = onProgress?.(seen, null, Math.round((seen * machines) / (place + 1))) ?? true;
  return goesOn || place + 1 === machines ? plan : { ...plan, complete: false };
}
