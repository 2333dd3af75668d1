import type { Chip } from '../../facts/index.ts';
import type { ServeNearest } from '../../report/index.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { triedOn } from './fit-formats.ts';
import type { TestedDeployment } from './test-promise.ts';

/** So often is the count doubled before more of the same is given up. */
const DOUBLINGS = 6;

/** Twice as many accelerators must bring latency down to this share to count as nearer. */
const WORTH = 0.95;

/** How scenarios are held against their promise; null where one breaks a rule. */
export interface Asking {
  readonly byMean: (scenario: ServeScenario) => TestedDeployment | null;
  /** The same, simulated where it keeps its promise by the mean. */
  readonly tested: (scenario: ServeScenario) => TestedDeployment | null;
  /** The same, without the percentiles of what misses it. */
  readonly quick: (scenario: ServeScenario) => TestedDeployment | null;
  readonly simulatedOf: (one: TestedDeployment) => TestedDeployment;
}

/**
 * What comes nearest to deployments that do not do what was asked, by one change each: the fewest accelerators of the same kind, as cut
 * or, where that does not help, cut as fits; and the widest other format on as many. Where nothing keeps the promise, what misses it by least, with the promise
 * that it can keep. Counts that the mean rules out cost no simulation.
 */
export function nearestFinder(
  asking: Asking,
): (scenario: ServeScenario, count: number, chip: Chip | undefined) => readonly ServeNearest[] {
  const known = new Map<string, Searched>();
  let closest: TestedDeployment | null = null;
  const works = (scenario: ServeScenario, ask = asking.tested): ServeNearest | null => {
    const one = ask(scenario);
    const late = one?.outcome === 'missed' && strainOf(one) > 1;
    if (late && (!closest || strainOf(one) < WORTH * strainOf(closest))) closest = one;
    return one?.meets ? nearestOf(one) : null;
  };
  const at = (scenario: ServeScenario, count: number, ask = asking.tested): ServeNearest | null => {
    const { replicas: _, ...serve } = scenario.serve;
    const asked = { ...scenario, serve, on: { ...scenario.on, count: [count] } };
    const { tp, pp, dp, ep, ...free } = serve;
    const isCut = [tp, pp, dp, ep].some((degree) => degree !== undefined);
    return works(asked, ask) ?? (isCut ? works({ ...asked, serve: free }, ask) : null);
  };
  const more = (scenario: ServeScenario, count: number): ServeNearest | null => {
    const { count: _, ...on } = scenario.on;
    const key = JSON.stringify({ ...scenario, on });
    const before = known.get(key);
    // Of one kind, what is found for few is found for more; where nothing helps few, more of them were tried already.
    if (before && before.from <= count && (!before.found || before.found.accelerators > count)) {
      closest = before.closest;
      return before.found;
    }
    const most = count * 2 ** DOUBLINGS;
    const byMean = fewest(
      count,
      most,
      (low) => 2 * low,
      (middle) => at(scenario, middle, asking.byMean),
    );
    const found = byMean && heldFrom(byMean.at, most, (middle, ask) => at(scenario, middle, ask));
    known.set(key, { from: count, found, closest });
    return found;
  };
  /** A percentile asks for a little more than the mean, and what misses it is nearer than what misses the mean. */
  const heldFrom = (
    least: number,
    most: number,
    find: (count: number, ask?: Asking['tested']) => ServeNearest | null,
  ): ServeNearest | null => {
    const late = closest;
    closest = null;
    // Where the most there may be do not keep it, fewer do not either.
    const kept = find(least);
    const found =
      kept ??
      (find(most) && (fewest(least, most, growing(least), (count) => find(count, asking.quick))?.found ?? null));
    closest ??= late;
    return found;
  };
  const narrower = (scenario: ServeScenario, chip: Chip | undefined): ServeNearest | null => {
    if (!chip) return null;
    const formats = triedOn(chip, 'vllm').flatMap(({ weights }) => weights);
    for (const weights of formats) {
      const found = works({ ...scenario, serve: { ...scenario.serve, weights: [weights] } });
      if (found) return found;
    }
    return null;
  };
  return (scenario, count, chip) => {
    closest = null;
    works(scenario);
    const found = [more(scenario, count), narrower({ ...scenario, on: { ...scenario.on, count: [count] } }, chip)];
    const some = found.filter((one) => one !== null);
    return some.length === 0 && closest ? [nearestOf(asking.simulatedOf(closest))] : some;
  };
}

/** From one count to the next that is tried: steps of a sixteenth of the first, each twice as long as the one before. */
const growing = (first: number) => {
  let step = Math.max(1, Math.ceil(first / 16));
  return (low: number): number => {
    const high = low + step;
    step *= 2;
    return high;
  };
};

/** The least count above `from` for which something is found, where all larger ones have it, too. */
function fewest(
  from: number,
  most: number,
  next: (low: number) => number,
  find: (count: number) => ServeNearest | null,
): { readonly at: number; readonly found: ServeNearest } | null {
  let [low, high] = [from, from];
  let found: ServeNearest | null = null;
  while (!found) {
    if (high >= most) return null;
    [low, high] = [high, Math.min(most, next(high))];
    found = find(high);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const fewer = find(middle);
    [low, high, found] = fewer ? [low, middle, fewer] : [middle, high, found];
  }
  return { at: high, found };
}

/** What was found for one kind of deployment from a count on, and what missed the promise by least. */
interface Searched {
  readonly from: number;
  readonly found: ServeNearest | null;
  readonly closest: TestedDeployment | null;
}

/** How many times as long as promised the worst of the promises takes. */
const strainOf = ({ promises }: TestedDeployment): number =>
  Math.max(...promises.map(({ value, limit }) => value.value / limit));

const nearestOf = ({ report: { question: q, figures }, tested, promises }: TestedDeployment): ServeNearest => ({
  accelerators: q.accelerators,
  replicas: q.replicas,
  tp: q.tp,
  pp: q.pp,
  dp: q.dp,
  ep: q.ep,
  weights: q.weights,
  relaxed: promises
    .filter(({ value, limit }) => value.value > limit)
    .map(({ quantity, limit, value }) => ({ quantity, from: limit, to: value.value })),
  tested,
  tpot: figures?.tpot ?? null,
  costPerMillion: figures?.money?.allPerOutput ?? null,
});
