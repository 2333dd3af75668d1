import type { TrainingPlan } from '../training/answer.ts';
import {
  estimateTraining,
  type FullSpace,
  fastestStrategy,
  fullSpace,
  legalPoints,
  type SearchMemory,
  type SearchSpace,
} from '../training/index.ts';
import type { TrainingProblem } from '../training/problem.ts';
import type { Strategy } from '../training/strategy.ts';
import { neighbourhood } from './neighbourhood.ts';

/** Neighbours of neighbours that are gone through, at most. */
const STEPS = 8;

/**
 * A plan in milliseconds: the choice of a whole plan where this was planned before, else the best of the neighbours of what was
 * chosen last, else, where none of those fits, of the strategies that save most memory. Where nothing was chosen yet it is looked for
 * from these on, neighbour by neighbour; null where that finds nothing. `top` is that of the whole plan that it stands for.
 */
export function roughPlan(
  memory: SearchMemory,
  problem: TrainingProblem,
  constraints: SearchSpace,
  top: number,
): TrainingPlan | null {
  const near = memory.near(problem);
  const whole = fullSpace(problem, constraints);
  const least = { ...whole, ...within(saving(whole), whole), ...said(constraints) };
  const besideOf = (one: Strategy) => fastestStrategy(problem, within(neighbourhood(one, constraints), whole)).strategy;
  const strategy =
    memory.choice(problem, constraints, top) ??
    (near ? besideOf(near) : null) ??
    climbed(fastestStrategy(problem, least).strategy, near ? () => null : besideOf);
  if (!near && !strategy) return null;
  if (strategy) memory.choose({ problem, space: constraints, strategy, by: 'rough' });
  const best = strategy ? estimateTraining(problem, strategy) : null;
  const legal = best ? 1 : legalPoints(problem, fullSpace(problem, least));
  const counts = { evaluated: 0, legal, fitting: best ? 1 : 0 };
  return { best, alternatives: [], pareto: [], ...counts, refused: [], nearest: null, lever: null, complete: true };
}

/** The last of a chain of strategies, each the best beside the one before: within a hundredth of the best of all for most questions, in a tenth of the time. */
function climbed(from: Strategy | null, besideOf: (one: Strategy) => Strategy | null): Strategy | null {
  let at = from;
  for (let step = 0; at && step < STEPS; step++) {
    const next = besideOf(at);
    if (!next || JSON.stringify(next) === JSON.stringify(at)) break;
    at = next;
  }
  return at;
}

/** Split over as many ranks as there may be, micro-batches of one sequence, everything worked out again, all states sharded. */
const saving = ({ tp, zero, vp, schedule }: FullSpace): SearchSpace => ({
  tp: tp.slice(-2),
  microBatch: [1],
  recompute: ['full'],
  zero: [Math.max(...zero) as 0 | 1 | 2 | 3],
  vp: [Math.min(...vp)],
  schedule: schedule.slice(0, 1),
  fusedActivation: [true],
});

const said = (constraints: SearchSpace): SearchSpace =>
  Object.fromEntries(Object.entries(constraints).filter(([, values]) => values !== undefined));

/** Of some values those that a whole search would look at; what is left of none is all of them. */
function within(some: SearchSpace, whole: FullSpace): SearchSpace {
  const kept = Object.entries(some).map(([key, values]) => {
    const all = whole[key as keyof FullSpace] as readonly unknown[];
    const both = (values as readonly unknown[]).filter((value) => all.includes(value));
    return [key, both.length > 0 ? both : all];
  });
  return Object.fromEntries(kept);
}
