import type { TrainingProblem } from '../problem.ts';
import type { Strategy } from '../strategy.ts';
import type { SearchOptions, SearchResult, searchStrategies } from './search.ts';
import type { SearchSpace } from './space.ts';

/** Problems that are remembered: those that somebody who turns a number back and forth comes past. */
const KEPT = 64;

/**
 * Searches that were done before, for a face that is asked nearly the same again and again. What a step takes hangs neither on the
 * length of the run nor on its failures, so that other tokens or another rent are another answer of the same search.
 */
export class SearchMemory {
  private readonly searches = new Map<string, SearchResult>();
  private readonly chosen = new Map<string, Strategy>();
  private readonly last = new Map<string, Strategy>();

  /** A search that is done once for a problem and a space. One that was stopped is not remembered. */
  search(
    done: typeof searchStrategies,
    problem: TrainingProblem,
    space: SearchSpace = {},
    options: SearchOptions = {},
  ): SearchResult {
    const key = `${keyOf(problem, space)} ${options.top}`;
    const known = this.searches.get(key);
    if (known) return known;
    const found = done(problem, space, options);
    if (found.complete) keep(this.searches, key, found);
    return found;
  }

  /** What a plan that looks at so many kinds chose for the problem, where it was planned before. */
  choice(problem: TrainingProblem, space: SearchSpace, top: number): Strategy | undefined {
    return this.chosen.get(`${keyOf(problem, space)} ${top}`);
  }

  /** What was chosen last for the same model on the same chip, with whatever else beside it. */
  near({ architecture, machine }: TrainingProblem): Strategy | undefined {
    return this.last.get(`${architecture.id} ${machine.chip.id}`);
  }

  /** Keeps what was chosen: by a plan that looked at so many kinds, or roughly. */
  choose({ problem, space, strategy, by }: Choice): void {
    if (by !== 'rough') keep(this.chosen, `${keyOf(problem, space)} ${by}`, strategy);
    keep(this.last, `${problem.architecture.id} ${problem.machine.chip.id}`, strategy);
  }
}

interface Choice {
  readonly problem: TrainingProblem;
  readonly space: SearchSpace;
  readonly strategy: Strategy;
  readonly by: number | 'rough';
}

const keyOf = ({ tokens: _, reliability: __, ...step }: TrainingProblem, space: SearchSpace): string =>
  JSON.stringify([step, space]);

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value!);
}
