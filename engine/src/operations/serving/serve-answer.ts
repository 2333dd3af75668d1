import { type Because, input } from '../../because/index.ts';
import {
  type Assertion,
  holds,
  partsOf,
  SERVING_ASSERTABLE,
  type ServeFigures,
  type ServePromise,
  type ServeReport,
  type ServingKey,
  type ServingValues,
} from '../../report/index.ts';
import {
  bindingOf,
  type Demand,
  type SteadyFigures,
  type StepPart,
  servingRange,
  steadyFigures,
  TPOT_DEFINITIONS,
} from '../../serving/index.ts';
import { limitsOfOption } from '../../serving/search/plan-serving.ts';
import { mostRunning } from '../../serving/search/steady-state.ts';
import type { Ranged } from '../../training/answer.ts';
import type { AssertionRule } from '../assertions.ts';
import type { StatedChoice } from './option-choice.ts';
import { acceptanceOf, type DoesNotFit, isReady, type ReadyServing } from './ready-option.ts';
import { gradeOfPart, timeReasons } from './serve-because.ts';
import { memoryOf } from './serve-memory.ts';
import { questionOf } from './serve-question.ts';
import { asRanged, billAssumed, energyOf, factsOf } from './serving-energy.ts';
import { moneyOf } from './serving-money.ts';
import { towerOf } from './serving-pictures.ts';
import type { ServingSetting } from './settle-serving.ts';
import { usesOf } from './uses.ts';

/** A deployment under constant load, answered. */
export function serveAnswer(
  setting: ServingSetting,
  choice: StatedChoice,
  option: ReadyServing | DoesNotFit,
): ServeReport {
  const memory = memoryOf(setting, option);
  const demand = demandOf(setting, choice.replicas);
  const shared = {
    kind: 'serve' as const,
    question: questionOf(setting, choice, option, demand),
    memory,
    repairs: setting.traffic?.repairs ?? [],
    assumed: assumedOf(setting, choice, option),
  };
  const nothing = {
    figures: null,
    step: [],
    binds: null,
    promises: [],
    assertions: [],
    grade: null,
    because: null,
  };
  if (!isReady(option)) return { ...shared, ...nothing, outcome: 'does-not-fit', refused: option.refused };
  const speculation = setting.scenario.serve.speculation && {
    tokens: setting.scenario.serve.speculation.tokens,
    acceptance: acceptanceOf(setting),
  };
  const ask = {
    timer: option.timer,
    step: option.step,
    load: setting.load,
    limits: limitsOfOption(option),
    ...(speculation && { speculation }),
  };
  // A rate that is more than it carries is answered flat out, and told.
  const asked = steadyFigures({ ...ask, demand });
  const steady = asked ?? steadyFigures({ ...ask, demand: { kind: 'full' } });
  if (!steady) return { ...shared, ...nothing, outcome: 'does-not-fit' };
  const { figures, because } = figuresOf(
    setting,
    choice,
    option,
    steady,
    asked !== null && demand.kind === 'rate',
    speculation,
  );
  const promises = promisesOf(setting, figures);
  const tower = towerOf(setting, option);
  return {
    ...shared,
    outcome: asked === null ? 'overloaded' : promises.every(({ possible }) => possible) ? 'fits' : 'missed',
    figures,
    ...(tower && { tower }),
    step: partsOf<StepPart>({ ...steady.parts }).map((part) => {
      const grade = gradeOfPart(part.key, option.step.sources);
      return grade ? { ...part, grade } : part;
    }),
    binds: bindingOf(option.problem, steady, setting.load, ask.limits),
    promises,
    assertions: assertionsOf(choice.place.money.rules, figures, memory.kvTokens, shared.question.accelerators),
    grade: option.grade,
    because: {
      name: 'answer',
      value: figures.tpot.value,
      low: figures.tpot.low,
      high: figures.tpot.high,
      unit: 's',
      kind: 'formula',
      formula: 'tpot',
      source: 'sum',
      inputs: [...because, option.capacity.because],
    },
  };
}

/** What comes to one replica. */
function demandOf({ traffic }: ServingSetting, replicas: number): Demand {
  if (!traffic) return { kind: 'full' };
  if (traffic.concurrency !== null) return { kind: 'clients', clients: traffic.concurrency / replicas };
  return { kind: 'rate', requestsPerSecond: (traffic.perSecond ?? 0) / replicas };
}

function assumedOf(setting: ServingSetting, choice: StatedChoice, option: ReadyServing | DoesNotFit) {
  const cut = choice.cutAssumed
    ? [{ key: 'cut', value: `TP ${choice.cut.tp} · PP ${choice.cut.pp}`, source: choice.cutAssumed }]
    : [];
  const { scale, failures } = setting.scenario.serve;
  const moving = [scale && 'scale', failures && 'failures'].filter((word) => word !== undefined);
  const left = moving.length > 0 ? [{ key: 'left_out', value: moving.join(', '), source: 'constant load' }] : [];
  const lines = [...setting.assumed, ...choice.place.assumed, ...cut, ...left];
  if (!isReady(option)) return lines;
  const facts = factsOf(setting.catalogue, choice.place);
  return [...lines, ...option.assumed, ...billAssumed(setting, choice.place, facts, option.power !== null)];
}

function figuresOf(
  setting: ServingSetting,
  choice: StatedChoice,
  ready: ReadyServing,
  steady: SteadyFigures,
  rateGiven: boolean,
  speculation: { readonly tokens: number; readonly acceptance: number } | undefined,
): { figures: ServeFigures; because: readonly Because[] } {
  const { load, catalogue } = setting;
  const { replicas } = choice;
  const { basis } = ready;
  const accelerators = ready.accelerators * replicas;
  const reasons = timeReasons(ready, steady, replicas, speculation);
  const times = (quantity: 'ttft' | 'tpot', value: number): Ranged => ({
    ...pick(servingRange(quantity, value, basis)),
    unit: 's',
  });
  const all = steady.requestsPerSecond * replicas;
  // What comes is what is answered: a rate that was given has no range.
  const requests: Because = rateGiven
    ? input('requests_per_second', all, '1')
    : {
        name: 'requests_per_second',
        ...pick(servingRange('throughput', all, basis)),
        unit: '1',
        kind: 'formula',
        formula: 'throughput / output',
        source: 'definition',
        inputs: [reasons.throughput, input('output', load.output, 'token')],
      };
  const per = (tokens: number, unit: string, over = 1): Ranged => ({
    value: (requests.value * tokens) / over,
    low: ((requests.low ?? requests.value) * tokens) / over,
    high: ((requests.high ?? requests.value) * tokens) / over,
    unit,
  });
  const rate: Because = rateGiven
    ? { ...input('throughput', all * load.output, 'token/s') }
    : { ...reasons.throughput, value: all * load.output, ...ends(per(load.output, 'token/s')) };
  const facts = factsOf(catalogue, choice.place);
  const energy = energyOf(ready, steady, replicas, rate, facts);
  const money = moneyOf(choice.place, accelerators, steady, load, requests);
  const tpot = asRanged(reasons.tpot);
  const first = asRanged(reasons.ttft);
  const line = steady.inLine > 0 ? times('ttft', steady.lineSeconds) : null;
  const most = servingRange('throughput', steady.most.requestsPerSecond * replicas, basis);
  // A whole lasts what its parts last together, at either end.
  const answered = together(first, times('tpot', steady.e2e - steady.lineSeconds - steady.ttft));
  return {
    figures: {
      ttftAlone: asRanged(reasons.ttftAlone),
      ttft: first,
      line,
      tpot,
      tpotInclusive: scaled(answered, 1 / load.output),
      tpotDefinitions: { used: TPOT_DEFINITIONS.exclusive, other: TPOT_DEFINITIONS.inclusive },
      e2e: line ? together(line, answered) : answered,
      tokensPerSecondPerUser: { value: 1 / tpot.value, low: 1 / tpot.high, high: 1 / tpot.low, unit: 'token/s' },
      tokensPerSecondPerAccelerator: per(load.output, 'token/s', accelerators),
      outputTokensPerSecond: per(load.output, 'token/s'),
      totalTokensPerSecond: per(load.output + load.input, 'token/s'),
      requestsPerSecond: asRanged(requests),
      mostRequestsPerSecond: { ...pick(most), unit: '1' },
      running: steady.running,
      largestBatch: largestBatch(setting, ready),
      inLine: steady.inLine * replicas,
      power: energy?.figures ?? null,
      money: money?.figures ?? null,
      uses: money ? usesOf(setting, money.figures, { e2e: { mean: steady.e2e } }) : null,
    },
    because: [
      reasons.ttft,
      reasons.ttftAlone,
      reasons.tpot,
      reasons.step,
      rate,
      requests,
      ...(energy?.because ?? []),
      ...(money?.because ?? []),
    ],
  };
}

/** Most requests at once on one replica, and how far the cache's own range moves it. */
function largestBatch({ load }: ServingSetting, ready: ReadyServing): Ranged {
  const limits = limitsOfOption(ready);
  const at = (kvTokens: number) => mostRunning(load, { ...limits, kvTokens });
  const { low, high } = ready.capacity.tokens;
  return { value: at(limits.kvTokens), low: at(low), high: at(high), unit: '1' };
}

const pick = ({ value, low, high }: { value: number; low: number; high: number }) => ({ value, low, high });
const ends = ({ low, high }: Ranged) => ({ low, high });

const together = (a: Ranged, b: Ranged): Ranged => ({
  value: a.value + b.value,
  low: a.low + b.low,
  high: a.high + b.high,
  unit: a.unit,
});

const scaled = ({ value, low, high, unit }: Ranged, by: number): Ranged => ({
  value: value * by,
  low: low * by,
  high: high * by,
  unit,
});

/** Where even the mean is above a limit the promise cannot be kept; where it is below, only a simulation knows the percentile. */
function promisesOf({ limits }: ServingSetting, figures: ServeFigures): ServePromise[] {
  return limits.map(({ quantity, percentile, seconds }) => {
    // Who stands in line has no token yet.
    const mean = quantity === 'ttft' && figures.line ? together(figures.ttft, figures.line) : figures[quantity];
    return { quantity, percentile, limit: seconds, mean, possible: mean.value <= seconds };
  });
}

function assertionsOf(
  rules: readonly AssertionRule[],
  figures: ServeFigures,
  kvTokens: Ranged,
  accelerators: number,
): Assertion[] {
  const { power, money } = figures;
  const values: ServingValues = {
    ttft: figures.ttft.value,
    tpot: figures.tpot.value,
    e2e: figures.e2e.value,
    throughput: figures.outputTokensPerSecond.value,
    total_throughput: figures.totalTokensPerSecond.value,
    tokens_per_second_per_user: figures.tokensPerSecondPerUser.value,
    tokens_per_second_per_gpu: figures.tokensPerSecondPerAccelerator.value,
    requests_per_second: figures.requestsPerSecond.value,
    kv_tokens: kvTokens.value,
    largest_batch: figures.largestBatch.value,
    accelerators,
    watts: power?.watts.value ?? null,
    energy_per_token: power?.joulesPerOutputToken.value ?? null,
    carbon_per_million: power?.carbonPerMillion.value ?? null,
    cost_per_hour: money?.perHour.value ?? null,
    cost_per_million: money?.allPerOutput.value ?? null,
    cost_per_million_input: money?.input?.value ?? null,
    cost_per_million_output: money?.output.value ?? null,
  };
  return rules.flatMap((rule): Assertion[] => {
    const value = values[rule.key as ServingKey];
    if (value === undefined || value === null) return [];
    return [
      {
        ...rule,
        unit: SERVING_ASSERTABLE[rule.key as ServingKey].unit,
        value,
        holds: holds(value, rule.comparison, rule.limit),
      },
    ];
  });
}
