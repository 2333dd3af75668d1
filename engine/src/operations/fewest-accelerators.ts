import { flopsPerToken } from '../model/index.ts';
import { estimateTraining, fastestStrategy } from '../training/index.ts';
import { priceOf } from './bill.ts';
import type { Context } from './operation.ts';
import type { Scenario } from './scenario/schema.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';
import { candidates, firstInOrder, type Tried } from './solve-candidates.ts';

/** Least bytes a parameter takes with everything sharded: 16-bit weights and the narrowest moments that are used. */
const LEAST_BYTES = 4;
const ATTEMPTS = 16;
const MOST_ACCELERATORS = 1_048_576;

/** What a trial came to; null where nothing fits, or nobody says the price. */
export interface Found {
  readonly wall: number | null;
  readonly cost: number | null;
}
interface Attempt {
  readonly meets: boolean;
  readonly found: Found;
}

/** The best strategy of a scenario, priced, and whether it keeps within memory, deadline and budget. */
export function attempt({ catalogue }: Context, scenario: Scenario): Attempt {
  const setting = settle(catalogue, scenario);
  const strategy = fastestStrategy(setting.problem, searchSpaceOf(scenario.strategy)).strategy;
  if (!strategy) return { meets: false, found: { wall: null, cost: null } };
  const estimate = estimateTraining(setting.problem, strategy);
  const { bill, priced, budget } = priceOf(catalogue, setting, estimate);
  const wall = estimate.run.wallSeconds.value;
  const cost = priced ? bill.cost.value : null;
  const { deadline } = scenario.limits ?? {};
  const late = deadline !== undefined && wall > deadline;
  const dear = budget !== null && cost !== null && cost > budget;
  return { meets: estimate.fits && !late && !dear, found: { wall, cost } };
}

interface Fewest {
  /** Counts of whole servers that were worth a try. */
  readonly numbers: readonly number[];
  /** The scenario on so many. */
  readonly at: (count: number) => Scenario;
  readonly trial: { readonly first?: Tried<Found>; readonly tried: readonly Tried<Found>[] };
}

/** The fewest accelerators on which a run keeps its limits: whole servers, tried one after another, for more than the batch feeds are no better. */
export function fewestAccelerators(context: Context, { scenario, problem, system, network, machine }: Setting): Fewest {
  const server = Math.min(system?.chips ?? 8, system?.chipsPerHost ?? 8);
  const whole = (count: number) => (count <= server ? server % count === 0 : count % server === 0);
  // No strategy is faster than the peak or leaner than its weights: counts below need no search.
  const flop = flopsPerToken(problem.architecture, problem.sequence, 'causal').total * problem.tokens;
  const peak = machine.rates.peak[problem.precision.compute] ?? 0;
  const forTime = scenario.limits?.deadline ? flop / (scenario.limits.deadline * peak) : 1;
  const forMemory = (network.parameters.total * LEAST_BYTES) / machine.rates.capacity;
  const numbers = candidates(1, Math.max(1, forTime, forMemory), MOST_ACCELERATORS)
    .filter(whole)
    .slice(0, ATTEMPTS);
  const train = { ...scenario.train, batch: problem.globalBatch, batch_tokens: undefined };
  const at = (count: number): Scenario => ({ ...scenario, train, on: { ...scenario.on, count } });
  return { numbers, at, trial: firstInOrder(numbers, (x) => attempt(context, at(x))) };
}
