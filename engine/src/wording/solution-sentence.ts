import type { TrainSolution } from '../report/train-solution.ts';
import { formatCount, formatQuantity } from '../units/index.ts';
import type { Speaker } from './speaker.ts';

/** The number that was asked for, or that there is none. */
export function solutionSentence(solution: TrainSolution, said: Speaker): string {
  const { face: words } = said.messages;
  const goal = goalOf(solution, said);
  const number = (x: number) => solvedNumber(x, solution, said);
  if (solution.value !== null) return words.solved[solution.solve]({ value: number(solution.value), goal });
  const { from, to } = solution;
  return words.notSolved({ what: words.solves[solution.solve], from: number(from), to: number(to), goal });
}

export const solvedNumber = (x: number, { unit }: TrainSolution, { locale }: Pick<Speaker, 'locale'>): string =>
  unit === 'token' ? formatQuantity(x, 'token', { locale, digits: 4 }) : formatCount(x);

function goalOf({ goal }: TrainSolution, { messages, locale }: Speaker): string {
  const { goals } = messages.face;
  const parts = [
    goal.deadline !== null && goals.deadline({ limit: formatQuantity(goal.deadline, 's', { locale }) }),
    goal.budget !== null && goals.budget({ limit: formatQuantity(goal.budget, 'USD', { locale }) }),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(goals.and) : goals.fit;
}
