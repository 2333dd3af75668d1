import type { Chip } from '../../facts/index.ts';
import type { ServeNearest } from '../../report/index.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { triedOn } from './fit-formats.ts';
import type { TestedDeployment } from './test-promise.ts';

/** So often is the count doubled before more of the same is given up. */
const DOUBLINGS = 6;

/** Twice as many accelerators must bring latency down to this share to count as nearer. */
const WORTH = 0.95;

/**
 * What comes nearest to deployments that do not do what was asked, by one change each: the fewest accelerators of the same kind, as cut
 * or, where that does not help, cut as fits; and the widest other format on as many. Where nothing keeps the promise, what misses it by least, with the promise
 * that it can keep. `ask` answers null where a scenario breaks a rule.
 */
export function nearestFinder(
  ask: (scenario: ServeScenario) => TestedDeployment | null,
  simulatedOf: (one: TestedDeployment) => TestedDeployment,
): (scenario: ServeScenario, count: number, chip: Chip | undefined) => readonly ServeNearest[] {
  const known = new Map<string, Searched>();
  let closest: TestedDeployment | null = null;
  const works = (scenario: ServeScenario): ServeNearest | null => {
    const one = ask(scenario);
    const late = one?.outcome === 'missed' && strainOf(one) > 1;
    if (late && (!closest || strainOf(one) < WORTH * strainOf(closest))) closest = one;
    return one?.meets ? nearestOf(one) : null;
  };
  const at = (scenario: ServeScenario, count: number): ServeNearest | null => {
    const { replicas: _, ...serve } = scenario.serve;
    const asked = { ...scenario, serve, on: { ...scenario.on, count: [count] } };
    const { tp, pp, dp, ep, ...free } = serve;
    const isCut = [tp, pp, dp, ep].some((degree) => degree !== undefined);
    return works(asked) ?? (isCut ? works({ ...asked, serve: free }) : null);
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
    let found: ServeNearest | null = null;
    let [low, high] = [count, count];
    for (let i = 0; i < DOUBLINGS && !found; i++) {
      [low, high] = [high, high * 2];
      found = at(scenario, high);
    }
    while (found && high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const fewer = at(scenario, middle);
      [low, high, found] = fewer ? [low, middle, fewer] : [middle, high, found];
    }
    known.set(key, { from: count, found, closest });
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
    return some.length === 0 && closest ? [nearestOf(simulatedOf(closest))] : some;
  };
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
