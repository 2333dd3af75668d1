import type { Problem, Refusal } from '../answer.ts';
import { createPricer } from '../pricer.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Strategy } from '../strategy.ts';
import { BestKinds, TimeMemoryFront } from './keep.ts';
import { type Common, commonOf, type Found, type PricingState, priceFrame } from './price-frame.ts';
import { fullSpace, type SearchSpace } from './space.ts';
import { frames, legalPoints } from './walk.ts';

export interface SearchResult {
  /** Best first, one a kind. */
  readonly best: readonly Found[];
  readonly front: readonly Found[];
  /** The strategy that misses the memory limit by least. */
  readonly nearest: Found | null;
  readonly evaluated: number;
  readonly fitting: number;
  readonly refused: readonly Refusal[];
  readonly complete: boolean;
}

export interface SearchOptions {
  /** Kinds to keep. */
  readonly top?: number;
  /** False = price every point even where a bound already rules it out (tests compare the two). */
  readonly prune?: boolean;
  /** Called every few thousand points with how many there are in all; false stops the search. */
  readonly onProgress?: (evaluated: number, best: Found | undefined, total: number) => boolean;
  /** Asked every few hundred points; true stops the search. */
  readonly stopped?: (() => boolean) | undefined;
}

/** Points between two calls of `onProgress`. */
export const PROGRESS_EVERY = 8192;
/** Points between two looks whether it shall stop: a millisecond or so. */
const STOP_EVERY = 128;

/** Prices every legal strategy of a space. Memory is tested before time; a frame whose pipeline alone is too slow skips its tails. */
export function searchStrategies(
  problem: TrainingProblem,
  given: SearchSpace = {},
  options: SearchOptions = {},
): SearchResult {
  const space = fullSpace(problem, given);
  const pricer = createPricer(problem);
  const limit = problem.machine.rates.capacity * (1 - problem.memoryHeadroom);
  const best = new BestKinds<Found>(options.top ?? 11);
  const front = new TimeMemoryFront<Found>();
  const refused = new Map<string, Refusal>();
  const refuse = (broken: Problem, points: number) => {
    const known = refused.get(broken.rule);
    refused.set(broken.rule, {
      rule: broken.rule,
      count: (known?.count ?? 0) + points,
      example: known?.example ?? broken,
    });
  };
  const state: PricingState = {
    pricer,
    limit,
    best,
    front,
    evaluated: 0,
    fitting: 0,
    nearest: null,
    scratch: new Float64Array(16),
    prune: options.prune ?? true,
    alone: false,
  };
  let outer: Strategy | undefined;
  let common: Common | undefined;
  let complete = true;
  let reported = 0;
  let looked = 0;
  let total = 0;
  for (const frame of frames(problem, space, refuse)) {
    if (frame.outer !== outer) {
      outer = frame.outer;
      common = commonOf(pricer, outer, []);
    }
    priceFrame(state, common!, frame, state.evaluated);
    if (options.stopped && state.evaluated - looked >= STOP_EVERY) {
      looked = state.evaluated;
      complete = !options.stopped();
      if (!complete) break;
    }
    if (options.onProgress && state.evaluated - reported >= PROGRESS_EVERY) {
      reported = state.evaluated;
      total ||= legalPoints(problem, space);
      if (!options.onProgress(state.evaluated, best.kept[0], total)) {
        complete = false;
        break;
      }
    }
  }
  const over = state.evaluated - state.fitting;
  if (over > 0 && state.nearest) {
    refuse({ rule: 'memory', values: { bytes: state.nearest.bytes, limit } }, over);
  }
  return {
    best: best.kept,
    front: front.kept,
    nearest: state.nearest,
    evaluated: state.evaluated,
    fitting: state.fitting,
    refused: [...refused.values()].sort((a, b) => b.count - a.count),
    complete,
  };
}
