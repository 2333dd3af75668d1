import { productRange } from '../../economics/index.ts';
import { type Assertion, holds } from '../../report/assertion.ts';
import type { Assumed } from '../../report/assumed.ts';
import {
  behind,
  behindPoint,
  binding,
  type DeploymentFigures,
  type LatencyFigures,
  latencyFigures,
  moneyFigures,
  promiseFigures,
  rangedOver,
  type ServingOutcome,
  type SimulatedTraffic,
  type SimulationReport,
  spreadOf,
  stepFigures,
  utilisationOf,
  widened,
} from '../../report/index.ts';
import { SERVING_ASSERTABLE, type ServingKey, type ServingValues } from '../../report/serving-assertion.ts';
import {
  emptyTotals,
  endToEndWidths,
  type RangeRuns,
  REFUSALS,
  rangeKindOf,
  type ServingTotals,
  type SimulatedRun,
  servingWidths,
  TPOT_DEFINITIONS,
} from '../../serving/index.ts';
import type { Ranged } from '../../training/answer.ts';
import { towerOf } from './serving-pictures.ts';
import type { ServingSetting } from './settle-serving.ts';
import type { Group } from './simulation-setup.ts';
import { usesOf } from './uses.ts';

/** What was simulated, beside the scenario. */
export interface Simulated {
  readonly runs: RangeRuns;
  readonly groups: readonly Group[];
  readonly router: string;
  readonly trafficName: string;
  readonly assumed: readonly Assumed[];
  /** Below 1: a slice of a larger system was simulated. Rates, watts and money of an hour are of the whole. */
  readonly share: number;
}

/** The answer to a simulation as data. */
export function simulationAnswer(setting: ServingSetting, simulated: Simulated): SimulationReport {
  const { runs, groups, router, assumed, share } = simulated;
  const whole = 1 / share;
  const { network, limits } = setting;
  const { middle, slow } = runs;
  const { result, metrics } = middle;
  const { grade, place } = groups[0]!.option;
  const basis = { grade, kind: rangeKindOf(network.architecture, place.profile) };
  const firstShare = metrics.ttft.count > 0 ? Math.min(1, metrics.ttft.mean / metrics.e2e.mean) : 0;
  const width = (of: 'ttft' | 'tpot' | 'e2e' | 'power' | 'energy') =>
    of === 'e2e' ? endToEndWidths(firstShare, basis) : servingWidths(of, basis).p90;
  const latency = (of: (run: SimulatedRun) => SimulatedRun['metrics']['ttft'] | null, name: 'ttft' | 'tpot' | 'e2e') =>
    widened(latencyFigures(runs, of), width(name));
  const accelerators = groups.reduce((sum, { option, count }) => sum + option.accelerators * count, 0);
  const rate = (of: (run: SimulatedRun) => number) =>
    rangedOver(runs, 'token/s', (run) => (whole * of(run)) / lasts(run));
  const output = rate((run) => run.result.totals.outputTokens);
  const ttft = latency((run) => run.metrics.ttft, 'ttft');
  const tpot = latency((run) => run.metrics.tpot, 'tpot');
  const spreads = spreadOf(runs, 'ttft', width('ttft'));
  const promises = promiseFigures(runs, limits, (of) => width(of));
  const deployments = groups.map((group, i) => deploymentFigures(group, i, middle, groups));
  const slice = moneyOf(simulated);
  const money = slice && { ...slice, perHour: scaled(slice.perHour, whole) };
  const refused = REFUSALS.flatMap((why) => (metrics.refused[why] > 0 ? [{ why, count: metrics.refused[why] }] : []));
  const sliceWatts = result.totals.joules > 0 ? wattsOf(runs, width('power')) : null;
  const watts = sliceWatts && scaled(sliceWatts, whole);
  // Requests that come at a rate and are kept up with: joules are as sure as watts. Else both follow from one pace, and rows of joules say how sure.
  const given = setting.traffic?.concurrency === null && !middle.overload && !slow?.overload;
  const joules = (of: number) =>
    given && sliceWatts
      ? { ...scaled(sliceWatts, lasts(middle) / Math.max(1, of)), unit: 'J/token' }
      : perToken(result.totals.joules, of, width('energy'));
  const tower = towerOf(setting, groups[0]!.option);
  const tokens = metrics.inputTokens + metrics.outputTokens;
  const report: SimulationReport = {
    kind: 'simulation',
    outcome: outcomeOf(middle, promises),
    model: network.architecture.id,
    modelName: network.architecture.name,
    parameters: network.parameters.total,
    ...(tower && { tower }),
    traffic: trafficOf(setting, simulated),
    repairs: setting.traffic?.repairs ?? [],
    deployments: deployments.map((of) => ({ ...of, replicas: Math.round(of.replicas * whole) })),
    slice: share < 1 ? groups.reduce((sum, { count }) => sum + count, 0) : null,
    router,
    bunches: router === 'least-outstanding' && ofOneLength(setting) && groups.some(({ count }) => count > 1),
    latency: {
      ttft,
      tpot,
      itl: latency((run) => run.metrics.itl, 'tpot'),
      e2e: behind(
        latency((run) => run.metrics.e2e, 'e2e'),
        ttft,
      ),
      queue: latencyFigures(runs, (run) => run.metrics.queue),
    },
    spread: {
      ttft: spreads,
      tpot: spreadOf(runs, 'tpot', width('tpot')),
      e2e: spreadOf(runs, 'e2e', width('e2e')).map((point, i) => behindPoint(point, spreads[i])),
    },
    tpotInclusive: latency((run) => run.metrics.tpotInclusive, 'tpot'),
    tpotDefinitions: { used: TPOT_DEFINITIONS.exclusive, other: TPOT_DEFINITIONS.inclusive },
    promises,
    goodput:
      metrics.goodShare === null || limits.length === 0
        ? null
        : {
            share: rangedOver(runs, '1', (run) => run.metrics.goodShare ?? 0),
            perSecond: rangedOver(runs, '1', (run) => (whole * (run.metrics.good ?? 0)) / lasts(run)),
          },
    requests: {
      finished: result.finished,
      refused,
      unanswered: result.waiting + result.running + result.travelling,
      preemptions: result.totals.preemptions,
    },
    rates: {
      outputTokensPerSecond: output,
      outputTokensPerSecondPerAccelerator: scaled(output, share / accelerators),
      tokensPerSecondPerUser: tpot ? inverse(tpot.mean) : null,
      inputTokensPerSecond: rate((run) => run.metrics.inputTokens),
    },
    cacheHits: groups.some(({ option }) => option.replica.prefixCache !== 'off')
      ? metrics.cachedTokens / Math.max(1, metrics.inputTokens)
      : null,
    overload: middle.overload,
    overloadedIfSlow: middle.overload === null && slow !== null && slow.overload !== null,
    binds: bindsOf(deployments),
    power: watts && {
      watts,
      joulesPerOutputToken: joules(metrics.outputTokens),
      joulesPerToken: joules(tokens),
    },
    money,
    uses: slice && usesOf(setting, slice, metrics, share),
    series: result.series,
    assumed,
    assertions: [],
    seconds: result.seconds,
  };
  return { ...report, assertions: assertionsOf(setting, report, Math.round(accelerators * whole)) };
}

function outcomeOf({ result, overload }: SimulatedRun, promises: SimulationReport['promises']): ServingOutcome {
  if (result.verdict === 'stopped') return 'stopped';
  if (overload) return 'overloaded';
  if (promises.length === 0) return 'answered';
  return promises.every(({ kept }) => kept) ? 'kept' : 'missed';
}

/** Seconds from the first arrival, at 0, to the last answer. */
const lasts = ({ result }: SimulatedRun): number => Math.max(1e-9, result.seconds);

const scaled = ({ value, low, high, unit }: Ranged, by: number): Ranged => ({
  value: value * by,
  low: low * by,
  high: high * by,
  unit,
});

const inverse = ({ value, low, high }: Ranged): Ranged => ({
  value: 1 / value,
  low: 1 / high,
  high: 1 / low,
  unit: 'token/s',
});

function trafficOf(
  { traffic, scenario, pictures }: ServingSetting,
  { runs, trafficName, share }: Simulated,
): SimulatedTraffic {
  const { result, metrics } = runs.middle;
  // Where it was ended before all had come, so far as it got.
  const seconds = result.atLastArrival.seconds || (runs.middle.overload?.seconds ?? result.seconds);
  const asked = Math.max(1, metrics.finished);
  return {
    name: trafficName,
    kind: traffic!.name === 'trace' ? 'trace' : traffic!.name === 'people' ? 'people' : trafficKind(traffic!.name),
    seed: traffic!.seed,
    arrived: result.arrived,
    seconds,
    requestsPerSecond: (seconds > 0 ? result.arrived / seconds : result.arrived) / share,
    inputMean: metrics.inputTokens / asked,
    ...(pictures && { pictures: pictures.said }),
    outputMean: metrics.outputTokens / asked,
    prefixesTold: Boolean(traffic!.description?.prefix) || scenario.traffic?.cached !== undefined,
  };
}

/** Lengths that were said, without a spread. */
const ofOneLength = ({ traffic, scenario: { traffic: said = {} } }: ServingSetting): boolean =>
  traffic !== null &&
  trafficKind(traffic.name) === 'lengths' &&
  said.input_p95 === undefined &&
  said.output_p95 === undefined;

const trafficKind = (name: string): 'lengths' | 'preset' =>
  name === 'lengths' || name === 'closed-loop' ? 'lengths' : 'preset';

function deploymentFigures(group: Group, index: number, run: SimulatedRun, all: readonly Group[]): DeploymentFigures {
  const { option, count, role } = group;
  const { replica, deployment, place } = option;
  const from = all.slice(0, index).reduce((sum, other) => sum + other.count, 0);
  const totals = sumOf(run.result.replicas.slice(from, from + count));
  const { series } = run.result;
  // Samples are of the whole system: of one kind of replicas they say something only where there is no other.
  const alone = all.length === 1 && series !== null && series.seconds.length > 0;
  const usage = run.usage[index]!;
  return {
    role,
    chip: place.chip.id,
    chipName: place.chip.name,
    replicas: count,
    accelerators: option.accelerators,
    tp: deployment.tp,
    pp: deployment.pp,
    dp: deployment.dp,
    ep: deployment.ep,
    weights: deployment.weights.id,
    kv: deployment.kv,
    engine: place.profile.name,
    kvTokens: replica.blocks * replica.blockTokens,
    maxBatch: replica.maxBatch / deployment.dp,
    maxBatchedTokens: replica.maxBatchedTokens / deployment.dp,
    utilisation: utilisationOf({
      usage,
      totals,
      kvShare: alone ? meanOf(series.usedBlocks, run) / Math.max(1, meanOf(series.blocks, run)) : null,
      running: alone ? meanOf(series.running, run) / count : null,
      slots: replica.maxBatch,
      adapterShare:
        alone && replica.maxAdapters > 0 ? meanOf(series.adapters, run) / (replica.maxAdapters * count) : null,
      maxBatchedTokens: replica.maxBatchedTokens,
    }),
    step: stepFigures(usage),
    grade: option.grade,
  };
}

/** Over samples while requests come: the end, where the last are worked off, says nothing of the load. */
function meanOf(column: readonly number[], { result }: SimulatedRun): number {
  const end = result.atLastArrival.seconds;
  const { seconds } = result.series!;
  const inside = column.filter((_, i) => seconds[i]! <= end);
  return inside.length > 0 ? inside.reduce((sum, x) => sum + x, 0) / inside.length : 0;
}

function sumOf(parts: readonly ServingTotals[]): ServingTotals {
  const sum = emptyTotals();
  for (const part of parts) for (const key of Object.keys(sum) as (keyof ServingTotals)[]) sum[key] += part[key];
  return sum;
}

/** The replicas that are busiest bind the system. */
function bindsOf(deployments: readonly DeploymentFigures[]): SimulationReport['binds'] {
  const busy = deployments.map(({ utilisation }) => utilisation.find(({ key }) => key === 'busy')?.share ?? 0);
  const deployment = busy.indexOf(Math.max(...busy));
  return { deployment, resource: binding(deployments[deployment]!.utilisation) };
}

function wattsOf(runs: RangeRuns, width: { readonly low: number; readonly high: number }): Ranged {
  const watts = rangedOver(runs, 'W', (run) => run.result.totals.joules / lasts(run));
  return {
    ...watts,
    low: Math.min(watts.low, watts.value * Math.exp(-width.low)),
    high: Math.max(watts.high, watts.value * Math.exp(width.high)),
  };
}

function perToken(joules: number, tokens: number, width: { readonly low: number; readonly high: number }): Ranged {
  const value = joules / Math.max(1, tokens);
  return { value, low: value * Math.exp(-width.low), high: value * Math.exp(width.high), unit: 'J/token' };
}

function moneyOf({ runs, groups }: Simulated): SimulationReport['money'] {
  const { result, metrics, usage } = runs.middle;
  const { money } = groups[0]!.option.place;
  if (metrics.outputTokens === 0) return null;
  let usd = 0;
  let from = 0;
  const prices: { value: number; low?: number; high?: number }[] = [];
  for (const { option, count } of groups) {
    const { price } = option.place;
    if (!price) return null;
    const paid = sumOf(result.replicas.slice(from, from + count)).upSeconds;
    usd += (paid / 3600) * option.accelerators * price.value;
    prices.push({ value: price.value, low: price.low, high: price.high });
    from += count;
  }
  return moneyFigures({
    // All of one chip: the price is one factor, however many groups share it.
    usd: productRange(usd, 'USD', prices.slice(0, 1)),
    seconds: rangedOver(runs, 's', lasts),
    metrics,
    usage,
    currency: money.rate.currency,
    perUsd: money.rate.perUsd,
  });
}

function assertionsOf(setting: ServingSetting, report: SimulationReport, accelerators: number): Assertion[] {
  const values = valuesOf(report, accelerators);
  return setting.places[0]!.money.rules.flatMap(({ key, comparison, limit }) => {
    const value = values[key as ServingKey];
    if (value === null || value === undefined) return [];
    const { unit } = SERVING_ASSERTABLE[key as ServingKey];
    return [{ key, unit, comparison, limit, value, holds: holds(value, comparison, limit) }];
  });
}

/** What an `assert` may speak of. */
function valuesOf(report: SimulationReport, accelerators: number): ServingValues {
  const { latency, rates, money, power, goodput } = report;
  const of = (name: 'ttft' | 'tpot' | 'e2e', figures: LatencyFigures | null): ServingValues =>
    figures
      ? {
          [name]: figures.mean.value,
          [`${name}.p50`]: figures.p50.value,
          [`${name}.p90`]: figures.p90.value,
          [`${name}.p95`]: figures.p95.value,
          [`${name}.p99`]: figures.p99.value,
        }
      : {};
  return {
    ...of('ttft', latency.ttft),
    ...of('tpot', latency.tpot),
    ...of('e2e', latency.e2e),
    throughput: rates.outputTokensPerSecond.value,
    total_throughput: rates.outputTokensPerSecond.value + rates.inputTokensPerSecond.value,
    tokens_per_second_per_user: rates.tokensPerSecondPerUser?.value ?? null,
    tokens_per_second_per_gpu: rates.outputTokensPerSecondPerAccelerator.value,
    requests_per_second: report.requests.finished / report.seconds,
    goodput: goodput?.share.value ?? null,
    cache_hit_rate: report.cacheHits,
    kv_tokens: report.deployments[0]!.kvTokens,
    accelerators,
    watts: power?.watts.value ?? null,
    energy_per_token: power?.joulesPerOutputToken.value ?? null,
    cost_per_hour: money?.perHour.value ?? null,
    cost_per_million: money?.blended.value ?? null,
    cost_per_million_input: money?.input?.value ?? null,
    cost_per_million_output: money?.output?.value ?? null,
  };
}
