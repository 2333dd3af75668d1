import type { Lever } from '../answer.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Strategy } from '../strategy.ts';
import { searchStrategies } from './search.ts';
import { divisors, EVERY_OFFLOAD, fullSpace, type SearchSpace } from './space.ts';
import { legalPoints } from './walk.ts';

/**
 * What would make a problem fit that does not: the first change, from the cheapest to the dearest, that has a strategy within memory.
 * Each trial is a search of its own with one thing changed. Null too where it is stopped.
 */
export function findLever(problem: TrainingProblem, space: SearchSpace, stopped?: () => boolean): Lever | null {
  const fits = fitsUnless(stopped);
  for (const trial of TRIALS) {
    if (stopped?.()) return null;
    const lever = trial(problem, space, fits);
    if (lever) return lever;
  }
  return null;
}

/** A batch may change by this share and still train about the same. */
const MOST_CHANGE = 0.25;

type Trial = (problem: TrainingProblem, space: SearchSpace, fits: Fits) => Lever | null;

/** A strategy that fits. */
type Fits = (problem: TrainingProblem, space: SearchSpace) => Strategy | null;

const fitsUnless =
  (stopped: (() => boolean) | undefined): Fits =>
  (problem, space) =>
    searchStrategies(problem, space, { top: 1, stopped, onProgress: (_, best) => best === undefined }).best[0]
      ?.strategy ?? null;

/** Drops one of the user's own constraints. */
const freed =
  (key: 'recompute' | 'microBatch' | 'zero' | 'tp' | 'pp'): Trial =>
  (problem, space, fits) => {
    const value = space[key];
    if (value === undefined) return null;
    const { [key]: _, ...rest } = space;
    const strategy = fits(problem, rest);
    return strategy && { kind: key, from: String(value), to: 'free', values: { found: strategy[key] } };
  };

const withSpace =
  (kind: string, from: string, to: string, more: SearchSpace): Trial =>
  (problem, space, fits) =>
    fits(problem, { ...space, ...more }) ? { kind, from, to, values: {} } : null;

const fewerTokens: Trial = (problem, space, fits) => {
  for (let sequence = problem.sequence / 2; sequence >= 512; sequence /= 2) {
    if (fits({ ...problem, sequence }, space)) {
      return { kind: 'sequence', from: String(problem.sequence), to: String(sequence), values: { sequence } };
    }
  }
  return null;
};

/** A count such as 1,000 = 8 × 125 has no replicas that divide a batch of 512; a batch of 500 lets it. */
const evenBatch: Trial = (problem, space, fits) => {
  const { globalBatch, machine } = problem;
  if (legalPoints(problem, fullSpace(problem, space)) > 0) return null;
  for (const ranks of divisors(machine.count).reverse()) {
    const batch = Math.round(globalBatch / ranks) * ranks;
    if (batch === 0 || batch === globalBatch || Math.abs(batch - globalBatch) > MOST_CHANGE * globalBatch) continue;
    if (fits({ ...problem, globalBatch: batch }, space))
      return { kind: 'batch', from: String(globalBatch), to: String(batch), values: { batch } };
  }
  return null;
};

const moreAccelerators: Trial = (problem, space, fits) => {
  for (let factor = 2; factor <= 64; factor *= 2) {
    const count = problem.machine.count * factor;
    const tiers = problem.machine.tiers.map((t, i, all) =>
      i === all.length - 1 ? { ...t, size: Math.max(t.size, count) } : t,
    );
    const larger = { ...problem, machine: { ...problem.machine, count, tiers } };
    if (fits(larger, space))
      return { kind: 'accelerators', from: String(problem.machine.count), to: String(count), values: { count } };
  }
  return null;
};

const moreMemory: Trial = (problem, space, fits) => {
  for (let factor = 1.25; factor <= 16; factor *= 1.25) {
    const capacity = problem.machine.rates.capacity * factor;
    const machine = { ...problem.machine, rates: { ...problem.machine.rates, capacity } };
    if (fits({ ...problem, machine }, space)) {
      return {
        kind: 'memory',
        from: String(problem.machine.rates.capacity),
        to: String(capacity),
        values: { capacity },
      };
    }
  }
  return null;
};

const TRIALS: readonly Trial[] = [
  freed('recompute'),
  freed('microBatch'),
  freed('zero'),
  freed('tp'),
  freed('pp'),
  evenBatch,
  withSpace('zero', '0-1', '3', { zero: [3] }),
  withSpace('offload', 'none', 'optimizer', {
    offload: EVERY_OFFLOAD.filter((o) => !o.weights && !o.activations),
    zero: [1, 3],
  }),
  fewerTokens,
  moreAccelerators,
  withSpace('offload', 'none', 'all', { offload: EVERY_OFFLOAD, zero: [1, 3] }),
  moreMemory,
];
