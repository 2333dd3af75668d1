import type { Problem, Refusal } from '../answer.ts';
import type { TrainingProblem } from '../problem.ts';
import { fullSpace, type SearchSpace } from './space.ts';
import { DIVISIBILITY, frames } from './walk.ts';

/**
 * Why a space holds no legal strategy, by rule. A search passes over degrees that do not divide the machine or the batch; here they
 * are told first, for a strategy that lacks nothing else is nearest to a legal one: 1,000 accelerators, but a batch of 512.
 */
export function noneLegal(problem: TrainingProblem, space: SearchSpace): Refusal[] {
  const refused = new Map<string, Refusal>();
  const refuse = (broken: Problem, points: number) => {
    const known = refused.get(broken.rule);
    const count = (known?.count ?? 0) + points;
    refused.set(broken.rule, { rule: broken.rule, count, example: known?.example ?? broken });
  };
  for (const _ of frames(problem, fullSpace(problem, space), refuse, 'every'));
  const nearness = ({ rule }: Refusal): number => ORDER.indexOf(rule);
  return [...refused.values()].sort((a, b) => nearness(b) - nearness(a) || b.count - a.count);
}

/** Another batch is chosen more easily than another machine. */
const ORDER: readonly string[] = [...DIVISIBILITY];
