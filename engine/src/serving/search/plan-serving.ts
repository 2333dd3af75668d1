import type { LatencyLimit, Objective, ReadyOption } from './option.ts';
import {
  type BatchLimits,
  type Load,
  mostRunning,
  type SteadyState,
  steadyState,
  steadyStateAt,
} from './steady-state.ts';

/** What replicas must carry. */
export interface Demand {
  readonly load: Load;
  /** Of all replicas together. */
  readonly requestsPerSecond: number;
  readonly limits: readonly LatencyLimit[];
  readonly objective: Objective;
  /** Most accelerators of all replicas together. */
  readonly mostAccelerators: number;
}

/** What a simulation of one replica under its share of the traffic says. */
export interface Verified {
  /** Seconds of a quantity at a percentile (0.99). */
  at(quantity: LatencyLimit['quantity'], percentile: number): number;
  /** It kept up: the queue did not grow to the end. */
  readonly steady: boolean;
  /** Watts of all accelerators of the replica, mean over the run; null where nobody knows. */
  readonly watts: number | null;
}

export interface PlannedOption {
  readonly option: ReadyOption;
  readonly replicas: number;
  readonly accelerators: number;
  readonly usdPerHour: number | null;
  readonly verified: Verified;
  readonly steady: SteadyState;
  /** Requests/s that one replica could carry at the promised pace if none had to wait. */
  readonly carries: number;
  /** Largest of measured over promised; <= 1 = kept. */
  readonly strain: number;
}

export interface ServingPlan {
  /** Best first; all keep every limit. */
  readonly kept: readonly PlannedOption[];
  /** Where none does: the one that comes nearest, and of those that come about as near the one worth most. */
  readonly nearest: PlannedOption | null;
  /** Options that could have been better by their bound but miss the promise, each as near as it comes; nearest first. */
  readonly missed: readonly PlannedOption[];
  readonly compared: number;
  readonly simulated: number;
  readonly complete: boolean;
}

export interface PlanServingOptions {
  /** How many kept options are wanted. */
  readonly top?: number;
  /** Called before each simulation; false stops the search and the best so far is the answer. */
  readonly onProgress?: (done: number, of: number) => boolean;
}

/** A batch's bounds from a ready option. */
export const limitsOfOption = ({ replica }: ReadyOption): BatchLimits => ({
  maxBatch: replica.maxBatch,
  maxBatchedTokens: replica.maxBatchedTokens,
  kvTokens: replica.blocks * replica.blockTokens,
});

/**
 * The options that keep the promise at the least cost, energy or number of accelerators. In two stages: without queueing no replica
 * carries more than its steady state, so options are taken by the bound that this gives, and simulated until the bound of the next is
 * no better than what is held already. Replicas: the fewest whose simulation keeps every limit.
 */
export function planServing(
  options: readonly ReadyOption[],
  demand: Demand,
  verify: (option: ReadyOption, replicas: number) => Verified,
  { top = 10, onProgress }: PlanServingOptions = {},
): ServingPlan {
  const fitting = options
    .map((option) => ({ option, ...boundOf(option, demand) }))
    .filter(
      ({ replicas, option }) => replicas < Number.POSITIVE_INFINITY && option.accelerators <= demand.mostAccelerators,
    )
    .sort((a, b) => a.bound - b.bound || (a.option.chip.id < b.option.chip.id ? -1 : 1));
  const bounded = fitting.filter(({ replicas, option }) => replicas * option.accelerators <= demand.mostAccelerators);
  const kept: PlannedOption[] = [];
  const missed: PlannedOption[] = [];
  let simulated = 0;
  let complete = true;
  const worth = (planned: PlannedOption) => worthOf(planned, demand.objective);
  for (const [i, { option, replicas, bound, rate }] of bounded.entries()) {
    if (kept.length >= top && bound > worth(kept[top - 1]!)) break;
    if (onProgress && !onProgress(i, bounded.length)) {
      complete = false;
      break;
    }
    const tried = new Map<number, PlannedOption>();
    const at = (count: number): PlannedOption => {
      const known = tried.get(count);
      if (known) return known;
      simulated++;
      const planned = plannedOf(option, count, demand, verify(option, count), rate);
      tried.set(count, planned);
      return planned;
    };
    const most = Math.floor(demand.mostAccelerators / option.accelerators);
    // More replicas than make it as dear as the last one that is wanted are of no use.
    const wanted = kept.length >= top ? affordable(option, worth(kept[top - 1]!), demand.objective) : most;
    const found = fewest(at, replicas, Math.min(most, wanted), idleStrain(option, demand) > 1 ? HOPELESS_STEPS : STEPS);
    if (tried.size === 0) continue;
    if (!found) {
      missed.push(nearestOf([...tried.values()], worth)!);
      continue;
    }
    kept.push(found);
    kept.sort((a, b) => worth(a) - worth(b) || a.strain - b.strain);
  }
  if (kept.length === 0 && missed.length === 0 && complete && fitting.length > 0) {
    // All accelerators there are cannot carry it by the bound already: what they do carry is told all the same.
    const { option, rate } = fitting[0]!;
    const all = Math.floor(demand.mostAccelerators / option.accelerators);
    missed.push(plannedOf(option, all, demand, verify(option, all), rate));
    simulated++;
  }
  return {
    kept: kept.slice(0, top),
    nearest: kept.length > 0 ? null : nearestOf(missed, worth),
    missed: missed.sort((a, b) => a.strain - b.strain),
    compared: options.length,
    simulated,
    complete,
  };
}

const AS_NEAR = 1.05; // more replicas always wait a little less: what they gain below this is not worth them

/** The one that misses least; among those that miss about as little, the one that is worth most. */
export function nearestOf(
  tried: readonly PlannedOption[],
  worth: (planned: PlannedOption) => number,
): PlannedOption | null {
  const least = Math.min(...tried.map(({ strain }) => strain));
  return tried
    .filter(({ strain }) => strain <= AS_NEAR * least)
    .reduce<PlannedOption | null>((best, one) => (best === null || worth(one) < worth(best) ? one : best), null);
}

/**
 * Measured over promised of one mean request alone on the replica, at the least: above 1 no number of replicas keeps the promise. The
 * slowest of a hundred requests waits no less than the mean one that meets nobody.
 */
export function idleStrain({ timer, replica }: ReadyOption, { load, limits }: Demand): number {
  const one = steadyState(timer, load, { maxBatch: 1, maxBatchedTokens: replica.maxBatchedTokens + 1, kvTokens: 1 }, 1);
  const pieces = Math.max(1, Math.ceil((load.input - load.cached) / replica.maxBatchedTokens));
  // A mixed step also decodes a request; what that adds to a prompt of many tokens is little, to a short one too much.
  const first = Math.max(0, one.mixedStep - one.decodeStep) * pieces;
  const seconds = { ttft: first, tpot: one.decodeStep, e2e: first + one.decodeStep * Math.max(0, load.output - 1) };
  return Math.max(0, ...limits.map(({ quantity, seconds: limit }) => seconds[quantity] / limit));
}

const HOPELESS_STEPS = 2; // enough to tell how near it comes
const STEPS = 12; // enlargements of the lower bound before an option is given up: more replicas no longer help a single request
const GAIN = 0.97; // of what a step up brings, where it brings less it is given up
const LARGER = 1.4; // a step up: what is found lies most often within half of the bound

/** The most replicas of an option that are worth no more than this. */
function affordable(option: ReadyOption, worth: number, objective: Objective): number {
  const one = objectiveOf(option, 1, objective);
  return one > 0 && one < UNKNOWN ? Math.floor(worth / one + 1e-9) : Number.POSITIVE_INFINITY;
}

/** The fewest replicas that keep the promise: larger and larger, then halving the gap. Null when even `most` do not. */
function fewest(
  at: (replicas: number) => PlannedOption,
  from: number,
  most: number,
  steps: number,
): PlannedOption | null {
  let low = from - 1;
  let high = from;
  let before = Number.POSITIVE_INFINITY;
  if (from > most) return null;
  for (let i = 0; i < steps; i++) {
    const here = at(high);
    if (here.strain <= 1) break;
    // Half the load and no better: the requests themselves are too slow here.
    if (high >= most || i === steps - 1 || (i > 0 && here.strain > Math.max(1.1, GAIN * before))) return null;
    before = here.strain;
    low = high;
    high = Math.min(most, Math.ceil(high * (i < 2 ? LARGER : 2)));
  }
  if (at(high).strain > 1) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle).strain <= 1) high = middle;
    else low = middle;
  }
  return at(high);
}

/** Replicas below which a steady state cannot keep up, or not at the promised pace, and what they are worth at the least. */
export function boundOf(option: ReadyOption, demand: Demand): { replicas: number; bound: number; rate: number } {
  const limits = limitsOfOption(option);
  const { load, requestsPerSecond } = demand;
  const pace = Math.min(...demand.limits.filter((l) => l.quantity === 'tpot').map((l) => l.seconds));
  let most = mostRunning(load, limits);
  if (most < 1) return { replicas: Number.POSITIVE_INFINITY, bound: Number.POSITIVE_INFINITY, rate: 0 };
  if (Number.isFinite(pace)) {
    // The mean pace is no slower than the promised percentile's.
    let low = 0;
    while (most - low > 1) {
      const middle = Math.floor((low + most) / 2);
      if (steadyState(option.timer, load, limits, middle).step <= pace) low = middle;
      else most = middle;
    }
    most = Math.max(1, low);
  }
  const rate = steadyState(option.timer, load, limits, most).requestsPerSecond;
  const replicas = Math.max(1, Math.ceil(requestsPerSecond / rate - 1e-9));
  return { replicas, bound: objectiveOf(option, replicas, demand.objective), rate };
}

/** What is to be least: USD/h (where a price is unknown it comes last), accelerators, or watts as simulated. */
export const worthOf = ({ option, replicas, verified }: PlannedOption, objective: Objective): number =>
  objective === 'energy' && verified.watts !== null
    ? replicas * verified.watts
    : objectiveOf(option, replicas, objective);

/** The same before anything is simulated: no replica draws less than when it idles. */
function objectiveOf(option: ReadyOption, replicas: number, objective: Objective): number {
  const accelerators = replicas * option.accelerators;
  if (objective === 'accelerators') return accelerators;
  if (objective === 'energy') return replicas * (option.timer.idleWatts ?? UNKNOWN + accelerators);
  return option.usdPerHour === null ? UNKNOWN + accelerators : accelerators * option.usdPerHour;
}

const UNKNOWN = 1e12;

function plannedOf(
  option: ReadyOption,
  replicas: number,
  demand: Demand,
  verified: Verified,
  carries: number,
): PlannedOption {
  const accelerators = replicas * option.accelerators;
  const share = demand.requestsPerSecond / replicas;
  const limits = limitsOfOption(option);
  const steady =
    steadyStateAt(option.timer, demand.load, limits, share) ??
    steadyState(option.timer, demand.load, limits, Math.max(1, mostRunning(demand.load, limits)));
  const over = demand.limits.map((limit) => verified.at(limit.quantity, limit.percentile) / limit.seconds);
  const most = verified.steady ? Math.max(0, ...over) : Math.max(1 + 1e-9, ...over);
  // What was not measured is no promise kept.
  const strain = Number.isNaN(most) ? Number.POSITIVE_INFINITY : most;
  return {
    option,
    replicas,
    accelerators,
    usdPerHour: option.usdPerHour === null ? null : accelerators * option.usdPerHour,
    verified,
    steady,
    carries,
    strain,
  };
}
