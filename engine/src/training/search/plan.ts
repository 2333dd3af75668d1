import type { TrainingEstimate, TrainingPlan } from '../answer.ts';
import { estimateTraining } from '../estimate.ts';
import { createPricer } from '../pricer.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Strategy } from '../strategy.ts';
import { fastestStrategy } from './fastest.ts';
import { findLever } from './lever.ts';
import { noneLegal } from './none-legal.ts';
import type { Found } from './price-frame.ts';
import { searchStrategies } from './search.ts';
import type { SearchMemory } from './search-memory.ts';
import type { SearchSpace } from './space.ts';

export interface PlanOptions {
  /** Alternatives of other kinds to return beside the best; 0 = the best alone, without a front. */
  readonly top?: number;
  /** Called every few thousand points with the best so far; false stops and the plan says `complete: false`. */
  readonly onProgress?: (
    evaluated: number,
    best: { strategy: Strategy; seconds: number } | null,
    total: number,
  ) => boolean;
  /** Asked often; true stops, and the plan says `complete: false`. */
  readonly stopped?: (() => boolean) | undefined;
  /** Keeps searches for who asks again. */
  readonly memory?: SearchMemory | undefined;
}

/** The search's best that are estimated at least, whatever is wanted beside the best: their order may differ a little. */
const RUNNERS_UP = 10;
const FRONT = 6; // points of the front that are worth an estimate

/** The best strategies of a problem with their reasons, what was refused, and the lever when nothing fits. */
export function planTraining(
  problem: TrainingProblem,
  space: SearchSpace = {},
  options: PlanOptions = {},
): TrainingPlan {
  const top = options.top ?? 10;
  const { onProgress, memory, stopped } = options;
  const search: typeof searchStrategies = (...asked) =>
    memory ? memory.search(searchStrategies, ...asked) : searchStrategies(...asked);
  const result = search(problem, space, {
    top: Math.max(top, RUNNERS_UP) + 1,
    stopped,
    onProgress:
      onProgress &&
      ((n, best, total) => onProgress(n, best ? { strategy: best.strategy, seconds: best.seconds } : null, total)),
  });
  const pricer = createPricer(problem);
  const known = new Map<number, TrainingEstimate>();
  const estimate = (found: Found): TrainingEstimate => {
    const made = known.get(found.index) ?? estimateTraining(problem, found.strategy, pricer);
    known.set(found.index, made);
    return made;
  };
  // Estimates follow each schedule's longest path, so their order may differ a little from the search's.
  const told = result.complete ? result.best : result.best.slice(0, 1); // who stopped it does not wait for runners-up
  const [best, ...alternatives] = told.map(estimate).sort((a, b) => a.step.value - b.step.value);
  if (best && result.complete) memory?.choose({ problem, space, strategy: best.strategy, by: top });
  return {
    best: best ?? null,
    alternatives: alternatives.slice(0, top),
    pareto: top > 0 ? thin(result.front, FRONT).map(estimate) : [],
    evaluated: result.evaluated,
    legal: result.evaluated,
    fitting: result.fitting,
    refused: result.evaluated === 0 && result.complete ? noneLegal(problem, space) : result.refused,
    nearest: !best && result.nearest ? estimate(result.nearest) : null,
    lever: best ? null : findLever(problem, space, stopped),
    complete: result.complete,
  };
}

/** At most n points spread over a front, its ends kept. */
function thin<T>(points: readonly T[], n: number): T[] {
  if (points.length <= n) return [...points];
  return Array.from({ length: n }, (_, i) => points[Math.round((i * (points.length - 1)) / (n - 1))]!);
}

/** The strategy of a problem when the user names none: the plan's best within the preset, or data parallel alone if nothing fits. */
export function defaultStrategy(problem: TrainingProblem, space: SearchSpace = {}): Strategy | null {
  const { strategy } = fastestStrategy(problem, space);
  return strategy ?? searchStrategies(problem, space, { top: 1 }).nearest?.strategy ?? null;
}
