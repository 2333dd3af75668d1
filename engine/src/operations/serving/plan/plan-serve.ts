import type { Assumed } from '../../../report/assumed.ts';
import type { PlanOutcome, PlanRow, ServingPlanReport } from '../../../report/index.ts';
import type { Objective } from '../../../serving/search/option.ts';
import { type Demand, idleStrain, planServing } from '../../../serving/search/plan-serving.ts';
import { refuse } from '../../input-error.ts';
import { type Context, operation } from '../../operation.ts';
import { type ServeScenario, serveScenarioSchema } from '../../scenario/serve-schema.ts';
import { busiest } from '../bounded-traffic.ts';
import type { ReadyServing } from '../ready-option.ts';
import { rentAssumed } from '../serving-energy.ts';
import { type ServingSetting, settleServing } from '../settle-serving.ts';
import { bestFirst } from './best-first.ts';
import { type Confirmed, confirmed, type Looks, look } from './confirm.ts';
import { planDisaggregated, strainOf } from './plan-disaggregated.ts';
import { flipsOf } from './plan-flips.ts';
import { leverOf } from './plan-lever.ts';
import { formatsOf, LARGEST, type PlanOptions, planOptions } from './plan-options.ts';
import {
  acceleratorsOf,
  bitsOf,
  frontRows,
  rowOf,
  seenRow,
  seenStrain,
  usdPerHourOf,
  type Way,
  wayOf,
  wayOfRoles,
} from './plan-rows.ts';
import { tunedBudgets, tunedSlots } from './plan-settings.ts';
import { type Verifier, verifier } from './verify-option.ts';

/** Where nobody says how many there may be. */
const MOST_ACCELERATORS = 1_000_000;
/** Ways kept of each kind of accelerator. */
const TOP = 3;

/** The cheapest (or leanest, or smallest) deployment that keeps the promise, over accelerators, cuts, formats, settings, replicas and roles. */
export const planServe = operation<ServeScenario, ServingPlanReport>({
  name: 'plan-serve',
  command: ['plan', 'serve'],
  sentence: 'planServe',
  input: serveScenarioSchema,
  output: 'serving-plan',
  kernels: true,
  run: plan,
});

function plan(context: Context, scenario: ServeScenario): ServingPlanReport {
  const setting = settleServing(context, scenario);
  const words = scenario.traffic ?? {};
  const assumed: Assumed[] = [...setting.assumed];
  if (!setting.traffic)
    throw refuse('missing', 'traffic', { values: { flag: '--input 1000 --output 200 --rate 5/s' } });
  const traffic = busiest(words, setting.traffic, context.trace, assumed);
  const { perSecond } = traffic;
  if (perSecond === null || !(perSecond > 0))
    throw refuse('missing', 'traffic.rate', { values: { flag: '--rate 5/s' } });
  refuseSettled(scenario);
  const { search = {}, on } = scenario;
  if (search.max_accelerators === undefined && on.count)
    assumed.push({ key: 'most_accelerators', value: Math.max(...on.count), unit: 'accelerators', source: 'said' });
  const most = search.max_accelerators ?? (on.count ? Math.max(...on.count) : MOST_ACCELERATORS);
  const objective: Objective = search.objective ?? 'cost';
  const demand: Demand = {
    load: setting.load,
    requestsPerSecond: perSecond,
    limits: setting.limits,
    objective,
    mostAccelerators: most,
  };
  const progress = stages(context);
  const options = planOptions(setting, most, (done, of) => progress(0, done / of));
  const checks = verifier({ setting, traffic, trace: context.trace, goOn: () => progress.again() });
  const tried = new Set<ReadyServing>();
  const { ways, misses, complete } = searched();
  const worth = (way: Way) => worthOf(way, objective);
  const looks: Looks = {
    context,
    setting,
    worth,
    most,
    progress: (share) => progress(2, share),
    first: context.rough === true,
  };
  const checked = options.complete && complete ? confirmed(ways, looks) : unseenOf(ways);
  const stopped = !checked.complete;
  const seen = new Map(checked.seen);
  const strain = (way: Way) => seenStrain(way, seen.get(way));
  const kept = bestFirst([...checked.kept, ...checked.unseen], (way) => ({
    worth: worth(way),
    // What nobody looked at has nothing that is known to spare.
    strain: seen.has(way) ? strain(way) : Number.POSITIVE_INFINITY,
    bits: bitsOf(way),
  }));
  const best = kept[0] ?? null;
  const late = [...misses, ...checked.late].sort((a, b) => strain(a) - strain(b));
  const closest = best ?? late[0] ?? null;
  const simulation = stopped || !closest ? null : look(looks, closest, true);
  if (simulation) seen.set(closest!, simulation);
  const outcome: PlanOutcome = stopped ? 'stopped' : best ? 'kept' : closest ? 'missed' : 'does-not-fit';
  const row = (way: Way) => seenRow(rowOf(setting, way), seen.get(way));
  const keeps = new Set(kept.map(({ option }) => option.chip.id));
  const place = setting.places[0]!;
  const { vision } = setting.network.architecture;
  return {
    kind: 'serving-plan',
    outcome,
    objective,
    model: setting.network.architecture.id,
    modelName: setting.network.architecture.name,
    parameters: setting.network.parameters.total,
    ...(vision && { visionParameters: vision.parameters }),
    requestsPerSecond: perSecond,
    promises: setting.limits.map(({ quantity, percentile, seconds: limit }) => ({ quantity, percentile, limit })),
    money: { currency: place.money.rate.currency, perUsd: place.money.rate.perUsd },
    kept: kept.map(row),
    nearest: best || !closest ? null : row(closest),
    missed: firstOfEach(late)
      .filter((way) => !keeps.has(way.option.chip.id) && (best || way.option.chip.id !== closest?.option.chip.id))
      .map(row),
    settings: settingsOf(kept, tried.size, tried, row),
    simulation,
    front: frontRows(setting, options.ready),
    flips: objective === 'cost' && !stopped ? flipsOf(kept, perSecond) : [],
    lever: stopped
      ? null
      : leverOf({
          demand,
          options: options.ready,
          optionsOf: (more) =>
            most < LARGEST ? planOptions(setting, more, () => progress.again()).ready : options.ready,
          best,
          nearest: closest,
          seen: simulation,
          verify: checks.verify,
          looks,
        }),
    quality: best ? qualityOf(setting, kept, row) : null,
    refused: options.refused,
    search: { compared: options.compared, simulated: checks.simulated + seen.size, complete: !stopped },
    assumed: [
      ...assumed,
      ...assumedOf(closest, place.assumed),
      ...rentAssumed(setting, closest?.option.place ?? place),
    ],
  };

  /** The best ways of each kind of accelerator, and what comes nearest where there is none. */
  function searched(): { ways: Way[]; misses: Way[]; complete: boolean } {
    const found: Way[] = [];
    const misses: Way[] = [];
    const chips = setting.places.map(({ chip }) => chip.id);
    for (const [i, chip] of chips.entries()) {
      const here = options.ready.filter((option) => option.chip.id === chip);
      const tell = (share: number) => progress(1, (i + share) / chips.length);
      const planned = planServing(here, demand, checks.verify, {
        top: TOP,
        onProgress: (done, of) => tell((0.6 * done) / Math.max(1, of)),
      });
      const kept = planned.kept.map(wayOf);
      found.push(...kept);
      const closest = planned.nearest ? wayOf(planned.nearest) : null;
      if (!planned.complete) return { ways: found, misses: closest ? [...misses, closest] : misses, complete: false };
      const better = improved(kept, planned.missed.map(wayOf), closest, tell);
      found.push(...better);
      if (closest && better.length === 0) misses.push(closest);
    }
    return { ways: found, misses, complete: true };
  }

  /** What other engine settings and separate roles bring to the best of a kind, and to those that miss the promise by little. */
  function improved(
    kept: readonly Way[],
    missed: readonly Way[],
    closest: Way | null,
    tell: (share: number) => boolean,
  ): Way[] {
    const found: Way[] = [];
    const seeds = [...kept.slice(0, 1), ...missed.filter(({ strain }) => strain <= REACHED).slice(0, SEEDS)];
    for (const [i, { option }] of seeds.entries()) {
      if (!tell(0.6 + (0.25 * i) / seeds.length)) return found;
      const budget = cheaper(tunedBudgets(setting, option), [...kept, ...found]);
      if (budget) found.push(budget);
      const slots = cheaper(tunedSlots(setting, budget?.option ?? option), [...kept, ...found]);
      if (slots) found.push(slots);
    }
    if (!tell(0.85)) return found;
    const apart =
      kept.length > 0 ? kept.slice(0, APART) : closest && idleStrain(closest.option, demand) <= 1 ? [closest] : [];
    for (const { option } of apart) {
      const bound = [...kept, ...found].reduce((low, way) => Math.min(low, acceleratorsOf(way)), most);
      const way = planDisaggregated(
        setting,
        traffic,
        option,
        Math.floor(bound / option.accelerators),
        checks as Verifier,
      );
      if (way) found.push(wayOfRoles(way));
    }
    return found;
  }

  /** The best of the tuned options that needs fewer accelerators than all ways so far: one simulation tells which do. */
  function cheaper(tuned: readonly ReadyServing[], than: readonly Way[]): Way | null {
    const fewest = than.reduce((low, way) => Math.min(low, acceleratorsOf(way)), Number.POSITIVE_INFINITY);
    const able = tuned.filter((option) => {
      if (idleStrain(option, demand) > 1) return false;
      const accelerators = fewest === Number.POSITIVE_INFINITY ? most : fewest - 1;
      const replicas = Math.floor(accelerators / option.accelerators);
      if (replicas < 1) return false;
      tried.add(option);
      // Without a way that is kept nobody knows how many it takes.
      return fewest === Number.POSITIVE_INFINITY || planned(option, replicas) <= 1;
    });
    if (able.length === 0) return null;
    const bounds = { ...demand, mostAccelerators: Math.min(most, fewest - 1) };
    const [first] = planServing(able, bounds, checks.verify, { top: 1, onProgress: () => progress.again() }).kept;
    return first ? wayOf(first) : null;
  }

  function planned(option: ReadyServing, replicas: number): number {
    return strainOf(checks.verify(option, replicas), setting.limits);
  }
}

/** What a plan looks for: who says it already asks another question. Throws InputError. */
function refuseSettled({ serve }: ServeScenario): void {
  for (const key of ['replicas', 'disaggregate', 'scale'] as const)
    if (serve[key] !== undefined)
      throw refuse('serving-rule', `serve.${key}`, {
        value: 'plan-looks-for',
        values: { what: key, ...(typeof serve[key] === 'number' && { value: serve[key] }) },
      });
}

/** Options that miss the promise by more are not tuned, nor more than so many of them. */
const REACHED = 4;
const SEEDS = 2;
/** The best ways of a kind that are tried with prompts and answers apart. */
const APART = 2;

/** Of a search that was cut short nothing is held against the whole traffic. */
const unseenOf = (ways: readonly Way[]): Confirmed => ({
  kept: [],
  unseen: ways,
  late: [],
  seen: new Map(),
  complete: false,
});

/** Of each kind of accelerator the first. */
const firstOfEach = (ways: readonly Way[]): Way[] =>
  ways.filter((way, i) => ways.findIndex(({ option }) => option.chip.id === way.option.chip.id) === i);

/** Whether the best way uses settings that were tried beside the engine's own, and what the engine's own would take. */
function settingsOf(
  ways: readonly Way[],
  tried: number,
  tuned: ReadonlySet<ReadyServing>,
  row: (way: Way) => PlanRow,
): ServingPlanReport['settings'] {
  const [best] = ways;
  if (!best || !tuned.has(best.option)) return { tried, tuned: false, own: null };
  const own = ways.find(({ option }) => option.chip.id === best.option.chip.id && !tuned.has(option));
  return { tried, tuned: true, own: own ? row(own) : null };
}

/** What was filled for the accelerator of a way; not the formats that the search was free to narrow, and did. */
function assumedOf(way: Way | null, otherwise: readonly Assumed[]): readonly Assumed[] {
  if (!way) return otherwise;
  const { place, deployment } = way.option;
  const chosen: Record<string, string> = { weights: deployment.weights.id, kv: deployment.kv };
  return place.assumed.filter(({ key, value }) => chosen[key] === undefined || chosen[key] === value);
}

/** What is to be least, of a way as simulated. Where a price is unknown it comes last. */
export function worthOf(way: Way, objective: Objective): number {
  if (objective === 'accelerators') return acceleratorsOf(way);
  if (objective === 'energy')
    return way.verified.watts === null ? UNKNOWN + acceleratorsOf(way) : way.verified.watts * way.replicas;
  return usdPerHourOf(way) ?? UNKNOWN + acceleratorsOf(way);
}

const UNKNOWN = 1e12;

/** Progress over parts of the work, each with its share; false = stop. */
interface Progress {
  (part: number, share: number): boolean;
  again(): boolean;
}

const PARTS = [0.25, 0.45, 0.3];
const WHOLE = 1_000_000;

function stages({ onProgress }: Context): Progress {
  let done = 0;
  const tell = () => onProgress?.(done, null, WHOLE) ?? true;
  const progress = (part: number, share: number): boolean => {
    const before = PARTS.slice(0, part).reduce((sum, size) => sum + size, 0);
    done = Math.round(WHOLE * Math.min(1, before + PARTS[part]! * share));
    return tell();
  };
  return Object.assign(progress, { again: tell });
}

/** The caveat of weights narrower than published; null where they are as published. */
function qualityOf(
  setting: ServingSetting,
  ways: readonly Way[],
  row: (way: Way) => ServingPlanReport['kept'][number],
): ServingPlanReport['quality'] {
  const [best] = ways;
  const { deployment, place } = best!.option;
  const published = setting.places.find(({ chip }) => chip.id === place.chip.id)!.weights[0]!;
  const widest = Math.max(published.bits, ...formatsOf(setting, place).map(({ bits }) => bits));
  if (deployment.weights.bits >= widest && !/8|4/.test(deployment.kv)) return null;
  const asPublished = ways.find(
    ({ option }) => option.chip.id === place.chip.id && option.deployment.weights.bits >= widest,
  );
  return { weights: deployment.weights.id, kv: deployment.kv, asPublished: asPublished ? row(asPublished) : null };
}

export type { PlanOptions };
