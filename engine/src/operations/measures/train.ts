import { billFacts, MissingFact } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { ASSERTABLE } from '../../report/assertion.ts';
import type { TrainReport } from '../../report/train-report.ts';
import type { Ranged, TrainingEstimate } from '../../training/answer.ts';
import { planTraining } from '../../training/index.ts';
import { estimateRun } from '../../training/run/index.ts';
import { estimateStated } from '../estimate-train.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import { roughPlan } from '../rough-plan.ts';
import { readInput } from '../scenario/read.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { type Setting, settle } from '../scenario/setting.ts';
import { isGivenOnly, searchSpaceOf } from '../scenario/strategy-words.ts';
import { answer } from '../train-answer.ts';
import type { Data, Measured, MeasureKind, MeasureName, Opened, Settings } from './kind.ts';
import { ERROR } from './kind.ts';
import { only, remembered, without, withSettings } from './settings.ts';
import { factorsOf, withoutFactor } from './spread.ts';
import { SEARCHED, trainInputs } from './train-inputs.ts';

const LARGER: ReadonlySet<string> = new Set(['mfu', 'goodput', 'tokens_per_second']);
const NAMES: Readonly<Record<string, readonly string[]>> = {
  cost: ['cost.usd', 'usd', 'money', 'price'],
  time: ['days', 'wall', 'duration'],
  energy: ['energy.kwh', 'kwh', 'electricity'],
  carbon: ['co2', 'co2e'],
  tokens_per_second: ['tokenspersecond', 'speed', 'throughput'],
};
const MEASURES: readonly MeasureName[] = Object.entries(ASSERTABLE)
  .filter(([key]) => key !== 'cost.usd')
  .map(([key, { unit }]) => ({
    key,
    unit,
    better: LARGER.has(key) ? 'larger' : 'smaller',
    names: NAMES[key] ?? [],
  }));

/** A training run: the best strategy where the file leaves it open, else the one it gives. */
export const trainKind: MeasureKind = { kind: 'train', of: (data) => 'train' in data, open };

/** What a search found at some count, sequence, batch; everything else is arithmetic on it. */
interface Solved {
  readonly setting: Setting;
  readonly report: TrainReport;
  readonly estimate: TrainingEstimate | null;
  /** J of a second and a PUE of one; kgCO2e of a joule and a kgCO2e/kWh. */
  readonly wattsPerPue: number;
  readonly carbonFactor: number;
}

function open(context: Context, data: Data): Opened {
  const { catalogue } = context;
  const solve = remembered((settings) => solved(context, asked(data, settings)));
  const base = solve(new Map());
  const facts = factsOf(catalogue, base.setting);
  const inputs = trainInputs(base.setting, facts, data);
  const usual = new Map(inputs.map(({ path, value }) => [path, value]));
  const pick = (settings: Settings, path: string): number => settings.get(path) ?? usual.get(path) ?? Number.NaN;

  /** The solved point, or null where the input itself is refused there. */
  function pointAt(settings: Settings): Solved | null {
    const searched = only(settings, SEARCHED);
    if (searched.size === 0) return base;
    try {
      return solve(searched);
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  /** Whether it does what is asked there, and one measure; thousands of times for one crossover, so nothing is made that is not asked. */
  function numberAt(key: string, settings: Settings): { readonly outcome: string; readonly value: number } {
    const point = pointAt(settings);
    const estimate = point?.estimate;
    if (!point || !estimate) return { outcome: point?.report.outcome ?? 'refused', value: Number.NaN };
    const { scenario, money } = point.setting;
    const run = FORMULA.some((path) => settings.has(path)) ? runAt(point, estimate, settings) : estimate.run;
    const error = settings.get(ERROR) ?? 1;
    const wall = run.wallSeconds.value * error;
    const hours = run.acceleratorHours.value * error;
    const cost = hours * pick(settings, 'economics.price');
    const late = wall > (scenario.limits?.deadline ?? Number.POSITIVE_INFINITY);
    const dear = money.budget !== null && cost > money.budget;
    const outcome = !estimate.fits ? 'does-not-fit' : late ? 'too-slow' : dear ? 'over-budget' : 'fits';
    return { outcome, value: of() };

    function of(): number {
      switch (key) {
        case 'cost':
          return cost;
        case 'time':
          return wall;
        case 'gpu_hours':
          return hours;
        case 'energy':
          return joules();
        case 'carbon':
          return joules() * point!.carbonFactor * pick(settings, 'economics.intensity') || Number.NaN;
        case 'step_time':
          return estimate!.step.value * error;
        case 'mfu':
          return estimate!.mfu.value / error;
        case 'goodput':
          return run.goodput;
        case 'tokens_per_second':
          return estimate!.tokensPerSecondPerAccelerator.value / error;
        case 'memory':
          return estimate!.memory.peak.value;
        default:
          return Number.NaN;
      }
    }

    /** Without a power rating there is none. */
    function joules(): number {
      return point!.wattsPerPue * pick(settings, 'economics.pue') * wall || Number.NaN;
    }
  }

  function error(key: string) {
    const { figures, memory } = base.report;
    if (!figures) return null;
    const pue = facts && factorsOf(ranged(facts.pue));
    const own: Readonly<Record<string, () => ReturnType<typeof factorsOf>>> = {
      cost: () => factorsOf(figures.acceleratorHours),
      time: () => factorsOf(figures.wall),
      step_time: () => factorsOf(figures.step),
      gpu_hours: () => factorsOf(figures.acceleratorHours),
      energy: () => figures.energy && withoutFactor(factorsOf(figures.energy), pue),
      carbon: () => figures.energy && withoutFactor(factorsOf(figures.energy), pue),
      mfu: () => factorsOf(figures.mfu),
      tokens_per_second: () => factorsOf(figures.tokensPerSecond),
      memory: () => memory && factorsOf(memory.peak),
    };
    const factors = own[key]?.() ?? null;
    if (!factors) return null;
    // A rate that is too high is a time that is too low.
    const turned = LARGER.has(key) ? { low: 1 / factors.high, high: 1 / factors.low } : factors;
    const { chip, problem } = base.setting;
    return { ...turned, source: `train ${chip.id} ${problem.preset} ${base.report.grade}` };
  }

  function measured(settings: Settings = new Map()): Measured {
    const point = pointAt(settings);
    const { outcome } = numberAt('time', settings);
    const value = ({ key, unit }: MeasureName): Ranged | null => {
      const at = numberAt(key, settings).value;
      if (!Number.isFinite(at)) return null;
      const factors = spreadOf(key, settings);
      return { value: at, low: at * factors.low, high: at * factors.high, unit };
    };
    return {
      able: outcome === 'fits',
      outcome,
      values: new Map(MEASURES.map((measure) => [measure.key, value(measure)])),
      choice: choiceOf(point?.estimate ?? null),
      binds: point?.report.binds?.first.key ?? null,
    };
  }

  /** The ranges of everything that a measure is a product of, in quadrature. */
  function spreadOf(key: string, settings: Settings) {
    const of = (path: string) => {
      const input = inputs.find((known) => known.path === path);
      if (!input?.range || input.value === null || settings.has(path)) return null;
      return { low: input.range.low / input.value, high: input.range.high / input.value };
    };
    const own = settings.has(ERROR) ? null : error(key);
    const turned = own && LARGER.has(key) ? { low: 1 / own.high, high: 1 / own.low } : own;
    const parts = [
      turned,
      ...(key === 'cost' ? [of('economics.price')] : []),
      ...(key === 'energy' || key === 'carbon' ? [of('economics.pue')] : []),
      ...(key === 'carbon' ? [of('economics.intensity')] : []),
    ].filter((part) => part !== null);
    return {
      low: Math.exp(-Math.hypot(...parts.map(({ low }) => Math.log(low)))),
      high: Math.exp(Math.hypot(...parts.map(({ high }) => Math.log(high)))),
    };
  }

  return {
    kind: 'train',
    title: `${base.setting.network.architecture.name}, ${base.setting.machine.count} × ${base.setting.chip.name}`,
    words: wordsOf(base),
    inputs,
    measures: MEASURES,
    main: usual.get('economics.price') === null ? 'time' : 'cost',
    stake: { key: 'cost', per: 'once' },
    at: (key, settings) => {
      const { outcome, value } = numberAt(key, settings);
      return outcome === 'fits' ? value : Number.NaN;
    },
    measured,
    error,
  };
}

/** The scenario that is solved: a batch is said in sequences or in tokens, and the one that is set wins. */
const asked = (data: Data, settings: Settings): Data =>
  withSettings(settings.has('train.batch') ? without(data, 'train.batch_tokens') : data, settings);

/** Inputs that change a run and not its step. */
const FORMULA = ['train.tokens', 'reliability.hours_per_interruption', 'reliability.restart', 'reliability.checkpoint'];

function runAt({ setting: { problem, machine } }: Solved, { step }: TrainingEstimate, settings: Settings) {
  const { reliability } = problem;
  return estimateRun({
    step,
    tokens: settings.get('train.tokens') ?? problem.tokens,
    tokensPerStep: problem.globalBatch * problem.sequence,
    accelerators: machine.count,
    reliability: {
      ...reliability,
      acceleratorHoursPerInterruption:
        settings.get('reliability.hours_per_interruption') ?? reliability.acceleratorHoursPerInterruption,
      restartSeconds: settings.get('reliability.restart') ?? reliability.restartSeconds,
      checkpointSeconds: settings.get('reliability.checkpoint') ?? reliability.checkpointSeconds,
    },
  });
}

function solved({ catalogue, onProgress, stopped, memory, rough }: Context, data: Data): Solved {
  const scenario = readInput(scenarioSchema, data);
  const setting = settle(catalogue, scenario);
  const given = Object.keys(scenario.strategy ?? {}).some(isGivenOnly);
  const searched = () => {
    const space = searchSpaceOf(scenario.strategy);
    const near = rough && memory ? roughPlan(memory.searches, setting.problem, space, 0) : null;
    const options = { top: 0, stopped, memory: memory?.searches, ...(onProgress && { onProgress }) };
    return near ?? planTraining(setting.problem, space, options);
  };
  const plan = given ? null : searched();
  const estimate = plan ? plan.best : estimateStated(setting);
  const report = answer(catalogue, setting, {
    kind: plan ? 'plan' : 'estimate',
    estimate,
    plan,
    lever: null,
    flips: [],
  });
  const { figures } = report;
  const facts = factsOf(catalogue, setting);
  const power = figures?.energy ? figures.energy.value / figures.wall.value : 0;
  const carbon = figures?.energy && figures.carbon ? figures.carbon.value / figures.energy.value : 0;
  return {
    setting,
    report,
    estimate,
    wattsPerPue: power / (facts?.pue.value ?? 1),
    carbonFactor: facts ? carbon / facts.intensity.value : 0,
  };
}

/** Facts of the bill; a price of NaN where none is known. */
function factsOf(catalogue: Catalogue, { money: { wish } }: Setting) {
  try {
    return { ...billFacts(catalogue, wish), priced: true };
  } catch (error) {
    if (!(error instanceof MissingFact) || error.what !== 'price') throw error;
    return { ...billFacts(catalogue, { ...wish, usdPerAcceleratorHour: 0 }), priced: false };
  }
}
export type TrainFacts = ReturnType<typeof factsOf>;

const ranged = ({ value, low = value, high = value, unit }: TrainFacts['pue']): Ranged => ({ value, low, high, unit });

const CHOICE = ['tp', 'pp', 'vp', 'cp', 'ep', 'dp', 'microBatch', 'zero', 'recompute', 'schedule'] as const;

const choiceOf = (estimate: TrainingEstimate | null): Measured['choice'] =>
  new Map(estimate ? CHOICE.map((key) => [key, estimate.strategy[key]]) : []);

function wordsOf({ setting: { network, chip, machine, problem, money } }: Solved): ReadonlyMap<string, string> {
  return new Map([
    ['model', network.architecture.name],
    ['accelerator', chip.name],
    ['machine', machine.name],
    ['precision', problem.precision.compute],
    ['preset', problem.preset],
    ['optimizer', problem.optimizer.kind],
    ['grid', money.wish.grid],
    ...(money.wish.priceKind ? [['price_kind', money.wish.priceKind] as const] : []),
  ]);
}
