import type { ServeReport } from '../../report/index.ts';
import { SERVING_ASSERTABLE } from '../../report/serving-assertion.ts';
import type { compileStep } from '../../serving/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { InputError, refuse } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { readInput } from '../scenario/read.ts';
import { serveScenarioSchema } from '../scenario/serve-schema.ts';
import { compiledOnce } from '../serving/compiled-once.ts';
import { type StatedChoice, statedChoice } from '../serving/option-choice.ts';
import { readyOption } from '../serving/ready-option.ts';
import { serveAnswer } from '../serving/serve-answer.ts';
import { factsOf } from '../serving/serving-energy.ts';
import { type ServingSetting, settleServing } from '../serving/settle-serving.ts';
import {
  type Data,
  ERROR,
  type Measured,
  type MeasureKind,
  type MeasureName,
  type Opened,
  type Settings,
} from './kind.ts';
import { serveInputs } from './serve-inputs.ts';
import { remembered, stated, without, withSettings } from './settings.ts';
import { factorsOf, withoutFactor } from './spread.ts';

const LARGER =
  /^(throughput|total_throughput|tokens_per_second|requests_per_second|goodput|cache_hit_rate|kv_tokens|largest_batch)/;
const NAMES: Readonly<Record<string, readonly string[]>> = {
  cost_per_million: ['cost', 'usdpermtokens', 'usd per million tokens', 'price', 'money', 'cost.usd'],
  cost_per_hour: ['usd per hour', 'rent'],
  throughput: ['tokenspersecond', 'tokens per second', 'speed'],
  energy_per_token: ['energy', 'joules'],
  carbon_per_million: ['carbon', 'co2'],
  tpot: ['itl', 'latency'],
  tokens_per_second_per_gpu: ['per gpu'],
  tokens_per_second_per_user: ['per user'],
};
/** What a steady state answers; percentiles and hit rates are for a simulation. */
const LEFT_OUT = /\.p\d+$|^goodput$|^cache_hit_rate$/;
const MEASURES: readonly MeasureName[] = Object.entries(SERVING_ASSERTABLE)
  .filter(([key]) => !LEFT_OUT.test(key))
  .map(([key, { unit }]) => ({
    key,
    unit,
    better: LARGER.test(key) ? ('larger' as const) : ('smaller' as const),
    names: NAMES[key] ?? [],
  }));

const PRICE = 'economics.price';
const PUE = 'economics.pue';
const INTENSITY = 'economics.intensity';
/** What an answer is multiplied by at the end. */
const FACTORS: ReadonlySet<string> = new Set([PRICE, PUE, INTENSITY, ERROR]);

/** A deployment under constant load: the closed form of `estimate serve`. */
export const serveKind: MeasureKind = { kind: 'serve', of: (data) => 'serve' in data, kernels: true, open };

/** The answer for a rent of 1 USD/h and a PUE of 1; what it costs and emits is multiplied in afterwards. */
interface Solved {
  readonly setting: ServingSetting;
  readonly choice: StatedChoice;
  readonly report: ServeReport;
  readonly values: ReadonlyMap<string, Ranged | null>;
}

function open(context: Context, data: Data): Opened {
  if (stated(data, 'serve.disaggregate') !== undefined)
    throw refuse('serving-rule', 'serve.disaggregate', { value: 'steady-roles', values: {} });
  const compile = compiledOnce(context.memory);
  const solve = remembered((settings) => solved(context, asked(data, settings), compile));
  const base = solve(new Map());
  const { place } = base.choice;
  const facts = factsOf(context.catalogue, openedPlace(context, data));
  const priced = place.price !== null && openedPlace(context, data).price !== null;
  const inputs = serveInputs(base, facts, priced, data);
  const usual = new Map(inputs.map(({ path, value }) => [path, value]));
  const pick = (settings: Settings, path: string): number => settings.get(path) ?? usual.get(path) ?? Number.NaN;

  function pointAt(settings: Settings): Solved | null {
    const physical = new Map([...settings].filter(([path]) => !FACTORS.has(path)));
    try {
      return solve(physical);
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  /** What a measure is multiplied by. */
  function factorOf(key: string, settings: Settings): number {
    if (key.startsWith('cost')) return pick(settings, PRICE);
    return key === 'carbon_per_million' ? pick(settings, PUE) * pick(settings, INTENSITY) : 1;
  }

  function at(key: string, settings: Settings): number {
    const point = pointAt(settings);
    const own = point?.values.get(key);
    if (!point || !own || point.report.outcome !== 'fits') return Number.NaN;
    const error = settings.get(ERROR) ?? 1;
    return own.value * factorOf(key, settings) * (LARGER.test(key) ? 1 / error : error);
  }

  function error(key: string) {
    const own = base.values.get(key);
    const factors = own ? factorsOf(own) : null;
    if (!factors) return null;
    const turned = LARGER.test(key) ? { low: 1 / factors.high, high: 1 / factors.low } : factors;
    const { chip, engine, weights } = base.report.question;
    return { ...turned, source: `serve ${chip} ${engine} ${weights} ${base.report.grade}` };
  }

  function measured(settings: Settings = new Map()): Measured {
    const point = pointAt(settings);
    const range = (path: string) => {
      const input = inputs.find((known) => known.path === path);
      if (!input?.range || input.value === null || settings.has(path)) return { low: 1, high: 1 };
      return { low: input.range.low / input.value, high: input.range.high / input.value };
    };
    const value = ({ key, unit }: MeasureName): Ranged | null => {
      const own = point?.values.get(key);
      const factor = factorOf(key, settings);
      if (!own || !Number.isFinite(factor)) return null;
      const parts = [
        factorsOf(own) ?? { low: 1, high: 1 },
        ...(key.startsWith('cost') ? [range(PRICE)] : []),
        ...(key === 'carbon_per_million' ? [range(PUE), range(INTENSITY)] : []),
      ];
      const whole = own.value * factor;
      return {
        value: whole,
        low: whole * Math.exp(-Math.hypot(...parts.map(({ low }) => Math.log(low)))),
        high: whole * Math.exp(Math.hypot(...parts.map(({ high }) => Math.log(high)))),
        unit,
      };
    };
    const outcome = point?.report.outcome ?? 'refused';
    return {
      able: outcome === 'fits',
      outcome,
      values: new Map(MEASURES.map((measure) => [measure.key, value(measure)])),
      choice: choiceOf(point),
      binds: point?.report.binds?.time ?? null,
      unseen: (point?.report.promises ?? [])
        .filter(({ possible }) => possible)
        .map(({ quantity, percentile, limit }) => ({ quantity, percentile, limit })),
    };
  }

  const { question } = base.report;
  return {
    kind: 'serve',
    title: `${question.modelName}, ${question.accelerators} × ${question.chipName}`,
    words: new Map([
      ['model', question.modelName],
      ['accelerator', question.chipName],
      ['engine', question.engine],
      ['weights', question.weights],
      ['kv', question.kv],
      ['grid', base.choice.place.money.wish.grid],
    ]),
    inputs,
    measures: MEASURES,
    main: priced ? 'cost_per_million' : 'throughput',
    stake: { key: 'cost_per_hour', per: 'hour' },
    at,
    measured,
    error,
  };
}

/** The place with its own price and PUE, for their ranges. */
function openedPlace(context: Context, data: Data) {
  const setting = settleServing(context, readInput(serveScenarioSchema, data));
  return statedChoice(setting).place;
}

/** The scenario that is solved: some inputs say the same in two ways, and the one that is set wins. */
function asked(data: Data, settings: Settings): Data {
  let base = data;
  if (settings.has('on.count')) base = without(base, 'serve.replicas');
  if (settings.has('serve.replicas')) base = without(base, 'on.count');
  const p95 = (path: 'input' | 'output', own: Data): Data => {
    const tail = stated(own, `traffic.${path}_p95`);
    const mean = stated(own, `traffic.${path}`);
    const wanted = settings.get(`traffic.${path}`);
    if (typeof tail !== 'number' || typeof mean !== 'number' || wanted === undefined) return own;
    // Lengths keep their shape: the tail moves with the mean.
    return withSettings(own, new Map([[`traffic.${path}_p95`, Math.max(wanted, Math.round((tail * wanted) / mean))]]));
  };
  return withSettings(p95('output', p95('input', base)), settings);
}

function solved(context: Context, data: Data, compile: typeof compileStep): Solved {
  const scenario = readInput(serveScenarioSchema, data);
  const economics = { ...scenario.economics, price: '1 USD/h', pue: 1 };
  const setting = settleServing(context, { ...scenario, economics, assert: {} });
  const choice = statedChoice(setting);
  const report = serveAnswer(setting, choice, readyOption(setting, choice, compile));
  return { setting, choice, report, values: valuesOf(report, setting) };
}

/** Measures by key, for 1 USD/h, a PUE of 1 and 1 kgCO2e/kWh. */
function valuesOf({ figures, memory, question }: ServeReport, setting: ServingSetting): Solved['values'] {
  if (!figures) return new Map();
  const { power, money } = figures;
  const exact = (value: number, unit: string): Ranged => ({ value, low: value, high: value, unit });
  const { intensity, pue } = factsOf(setting.catalogue, setting.places[0]!);
  const carbon = power && scaled(power.carbonPerMillion, 1 / intensity.value / pue.value);
  const clean = carbon && {
    ...carbon,
    ...edges(carbon, withoutFactor(factorsOf(carbon), factorsOf(spread(intensity)))),
  };
  const entries: readonly (readonly [string, Ranged | null])[] = [
    ['ttft', figures.ttft],
    ['tpot', figures.tpot],
    ['e2e', figures.e2e],
    ['throughput', figures.outputTokensPerSecond],
    ['total_throughput', figures.totalTokensPerSecond],
    ['tokens_per_second_per_user', figures.tokensPerSecondPerUser],
    ['tokens_per_second_per_gpu', figures.tokensPerSecondPerAccelerator],
    ['requests_per_second', figures.requestsPerSecond],
    ['kv_tokens', memory.kvTokens],
    ['largest_batch', figures.largestBatch],
    ['accelerators', exact(question.accelerators, '1')],
    ['watts', power?.watts ?? null],
    ['energy_per_token', power?.joulesPerOutputToken ?? null],
    ['cost_per_hour', money?.perHour ?? null],
    ['cost_per_million', money?.allPerOutput ?? null],
    ['cost_per_million_input', money?.input ?? null],
    ['cost_per_million_output', money?.output ?? null],
    ['carbon_per_million', clean],
  ];
  return new Map(entries);
}

const scaled = (of: Ranged, by: number): Ranged => ({
  ...of,
  value: of.value * by,
  low: of.low * by,
  high: of.high * by,
});
const spread = ({
  value,
  low = value,
  high = value,
  unit,
}: {
  value: number;
  low?: number;
  high?: number;
  unit: string;
}) => ({
  value,
  low,
  high,
  unit,
});
const edges = ({ value }: Ranged, factors: { low: number; high: number } | null) =>
  factors ? { low: value * factors.low, high: value * factors.high } : { low: value, high: value };

function choiceOf(point: Solved | null): Measured['choice'] {
  if (!point) return new Map();
  const { tp, pp, dp, ep, replicas, weights, kv } = point.report.question;
  return new Map<string, string | number>([
    ['tp', tp],
    ['pp', pp],
    ['dp', dp],
    ['ep', ep],
    ['replicas', replicas],
    ['weights', weights],
    ['kv', kv],
  ]);
}
