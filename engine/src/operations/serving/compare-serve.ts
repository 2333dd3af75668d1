import type * as z from 'zod';
import {
  type Assumed,
  compareServeRows,
  type ServeComparison,
  type ServeComparisonRow,
  type ServeReport,
} from '../../report/index.ts';
import type { compileStep } from '../../serving/index.ts';
import type { RefusedOption } from '../../serving/search/option.ts';
import { InputError, refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { oneOrMore, quantity } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { type ServeScenario, serveScenarioSchema } from '../scenario/serve-schema.ts';
import { compiledOnce } from './compiled-once.ts';
import { estimated } from './estimate-serve.ts';
import { nearestFinder } from './nearest-deployment.ts';
import { DEFAULT_LENGTHS } from './serving-defaults.ts';
import { settleServing } from './settle-serving.ts';
import { promiseTester, type TestedDeployment } from './test-promise.ts';

/** More deployments than this are no longer a comparison that a person reads. */
export const MOST_DEPLOYMENTS = 64;
/** What is dated and moves the bill. */
const DATED: ReadonlySet<string> = new Set(['price', 'pue', 'grid', 'national_grid', 'exchange_rate']);

const input = later(() =>
  serveScenarioSchema.unwrap().extend({
    /** Prompt + answer, in place of the traffic's own: answers stay as long, prompts grow. */
    over_context: oneOrMore(quantity('token', { min: 2, max: 1e7, whole: true }, {}), {
      flag: 'over-context',
    }).optional(),
  }),
);
type Asked = z.output<typeof input>;

/** One load on each of several accelerators, counts, formats and cuts, and over contexts that grow: what each does, and what nothing else beats. */
export const compareServe = operation<Asked, ServeComparison>({
  name: 'compare-serve',
  command: ['compare', 'serve'],
  sentence: 'compareServe',
  input,
  output: 'serve-comparison',
  kernels: true,
  run: (context, asked) =>
    compare(context, scenariosOf(asked, pictureTokens(context, asked)), asked.over_context !== undefined),
});

/** Of every prompt, where contexts grow by their text. */
const pictureTokens = (context: Context, { over_context, ...rest }: Asked): number =>
  over_context && rest.serve.pictures ? (settleServing(context, rest).pictures?.said.tokens ?? 0) : 0;

/** A scenario with the first of a list in place of the list, then with the next, and so on. */
type Spread = (scenario: ServeScenario) => readonly ServeScenario[];

/** One scenario a deployment, contexts outermost; what is said twice is asked once. */
function scenariosOf({ over_context, ...rest }: Asked, pictures: number): readonly ServeScenario[] {
  const spreads: readonly Spread[] = [
    grown(over_context, pictures),
    among(['accelerator', 'count'], ({ on }, one) => ({ on: { ...on, ...one } }), rest.on),
    among(['weights', 'kv', 'tp', 'pp', 'dp', 'ep'], ({ serve }, one) => ({ serve: { ...serve, ...one } }), rest.serve),
  ];
  const all = spreads.reduce<readonly ServeScenario[]>((some, spread) => some.flatMap(spread), [rest]);
  if (all.length > MOST_DEPLOYMENTS)
    throw refuse('too-many-deployments', 'on', {
      value: String(all.length),
      values: { deployments: all.length, max: MOST_DEPLOYMENTS },
    });
  return all;
}

/** Every choice from the lists of these keys, the last key fastest. */
function among<K extends string>(
  keys: readonly K[],
  place: (scenario: ServeScenario, one: object) => object,
  lists: Readonly<Partial<Record<K, unknown>>>,
): Spread {
  const choices = keys.reduce<readonly object[]>(
    (some, key) => {
      const list = lists[key];
      if (!Array.isArray(list)) return some;
      return some.flatMap((one) => [...new Set(list)].map((value) => ({ ...one, [key]: [value] })));
    },
    [{}],
  );
  return (scenario) => choices.map((one) => ({ ...scenario, ...place(scenario, one) }));
}

function grown(contexts: readonly number[] | undefined, pictures: number): Spread {
  if (!contexts) return (scenario) => [scenario];
  const ascending = [...new Set(contexts)].sort((a, b) => a - b);
  return (scenario) => {
    const { traffic } = scenario;
    if (traffic?.trace !== undefined || traffic?.preset !== undefined || traffic?.question !== undefined)
      throw refuse('serving-rule', 'over_context', { value: 'context-of-traffic', values: {} });
    const output = traffic?.output ?? DEFAULT_LENGTHS[1].value;
    if (ascending[0]! <= output + pictures)
      throw refuse('serving-rule', 'over_context', {
        value: 'context-below-answer',
        values: { context: ascending[0]!, output, ...(pictures > 0 && { pictures }) },
      });
    return ascending.map((context) => ({
      ...scenario,
      traffic: { ...traffic, input: context - output - pictures, output },
    }));
  };
}

function compare(context: Context, scenarios: readonly ServeScenario[], grows: boolean): ServeComparison {
  const { network, places } = settleServing(context, scenarios[0]!);
  const { rate } = places[0]!.money;
  const assumed = new Map<string, Assumed>();
  const compile = compiledOnce(context.memory);
  const ask = (scenario: ServeScenario) => answered(context, scenario, compile);
  const answers = scenarios.map(ask);
  const first = answers.find((answer): answer is ServeReport => 'question' in answer);
  // Where nothing can be run as asked, the question itself is wrong.
  if (!first) throw (answers[0] as Refused).error;
  const steps = stepsOf(context, (1 + SEARCHED) * scenarios.length);
  const { test, quick, byMean, simulatedOf } = promiseTester(context, compile, steps.within);
  // Deployments that were asked for are tested before those that are looked for.
  const tested = answers.map((answer, i) => {
    steps.begin(i, 1);
    return 'question' in answer ? test(scenarios[i]!, answer) : answer;
  });
  const answering = (hold: typeof test) => (scenario: ServeScenario) => {
    const answer = ask(scenario);
    return 'question' in answer ? hold(scenario, answer) : null;
  };
  const nearest = nearestFinder({
    byMean: answering(byMean),
    tested: answering(test),
    quick: answering(quick),
    simulatedOf,
  });
  const rows = tested.map((answer, i) => {
    steps.begin(scenarios.length + SEARCHED * i, SEARCHED);
    const row = 'report' in answer ? rowOf(answer) : refusedRow(first, scenarios[i]!, answer);
    const chip = context.catalogue.chips.find(({ id }) => id === row.chip);
    return { ...row, nearest: row.meets ? [] : nearest(scenarios[i]!, row.accelerators, chip) };
  });
  for (const answer of answers) {
    if (!('question' in answer)) continue;
    for (const line of answer.assumed.filter(({ key }) => DATED.has(key))) {
      const of = line.key === 'price' ? answer.question.chipName : undefined;
      assumed.set(`${line.key} ${of ?? ''}`, of === undefined ? line : { ...line, of });
    }
  }
  const compared = compareServeRows(rows);
  const { model, modelName, parameters, visionParameters, load } = first.question;
  return {
    question: { model, modelName, parameters, ...(visionParameters && { visionParameters }), load },
    ...compared,
    contexts: grows ? compared.best.map((best) => best.context) : null,
    money: { currency: rate.currency, perUsd: rate.perUsd },
    assumed: [...network.assumed, ...assumed.values()],
  };
}

/** Tests of what was asked count once, searches for what comes nearest so many times: simulations that one takes, about. */
const SEARCHED = 3;
const WHOLE = 1_000_000;

/** Progress through steps of which nobody knows how many simulations one takes: each takes half of what is left of its step. */
function stepsOf({ onProgress }: Context, all: number) {
  let [from, left, last] = [0, 0, 0];
  return {
    begin(step: number, weight: number): void {
      [from, left, last] = [step, weight, 0];
    },
    within(share: number): boolean {
      // Another one begins.
      if (share < last) [from, left] = [from + left / 2, left / 2];
      last = share;
      const done = from + (share * left) / 2;
      return onProgress?.(Math.round((WHOLE * done) / all), null, WHOLE) ?? true;
    },
  };
}

interface Refused {
  readonly error: InputError;
  readonly refused: RefusedOption;
}

/** A rule that one of several deployments breaks is a row that says so; what is wrong with the question itself is thrown. */
function answered(context: Context, scenario: ServeScenario, compile: typeof compileStep): ServeReport | Refused {
  try {
    return estimated(context, scenario, compile);
  } catch (error) {
    if (!(error instanceof InputError) || error.problem.code !== 'serving-rule') throw error;
    const { value, values } = error.problem;
    return { error, refused: { rule: value, values } };
  }
}

type Alone = Omit<ServeComparisonRow, 'front' | 'nearest'>;

function rowOf({ report, outcome, meets, tested, promises }: TestedDeployment): Alone {
  const { question: q, figures, refused, binds } = report;
  return {
    chip: q.chip,
    chipName: q.chipName,
    accelerators: q.accelerators,
    replicas: q.replicas,
    tp: q.tp,
    pp: q.pp,
    dp: q.dp,
    ep: q.ep,
    engine: q.engine,
    weights: q.weights,
    kv: q.kv,
    input: q.load.input,
    output: q.load.output,
    outcome,
    meets,
    tested,
    promises,
    refused: refused ?? null,
    ttft: figures?.ttft ?? null,
    tpot: figures?.tpot ?? null,
    outputTokensPerSecond: figures?.outputTokensPerSecond ?? null,
    tokensPerSecondPerAccelerator: figures?.tokensPerSecondPerAccelerator ?? null,
    largestBatch: figures?.largestBatch ?? null,
    costPerMillion: figures?.money?.allPerOutput ?? null,
    joulesPerToken: figures?.power?.joulesPerOutputToken ?? null,
    binds,
  };
}

/** A deployment that breaks a rule before anything is reckoned: what was said of it. */
function refusedRow({ question }: ServeReport, { on, serve, traffic }: ServeScenario, { refused }: Refused): Alone {
  const cut = { tp: serve.tp?.[0] ?? 1, pp: serve.pp?.[0] ?? 1, dp: serve.dp?.[0] ?? 1, ep: serve.ep?.[0] ?? 1 };
  return {
    chip: on.accelerator[0]!,
    chipName: on.accelerator[0]!,
    accelerators: on.count?.[0] ?? cut.tp * cut.pp * cut.dp,
    replicas: serve.replicas ?? 1,
    ...cut,
    engine: serve.engine ?? question.engine,
    weights: serve.weights?.[0] ?? question.weights,
    kv: serve.kv?.[0] ?? question.kv,
    input: traffic?.input ?? question.load.input,
    output: traffic?.output ?? question.load.output,
    outcome: 'does-not-fit',
    meets: false,
    tested: null,
    promises: [],
    refused,
    ttft: null,
    tpot: null,
    outputTokensPerSecond: null,
    tokensPerSecondPerAccelerator: null,
    largestBatch: null,
    costPerMillion: null,
    joulesPerToken: null,
    binds: null,
  };
}
