import type { TrainSolution } from '@ridgepoint/engine/operations';
import { formatCount, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { trainPage } from './train.ts';
import { wrap } from './wrap.ts';

/** The number asked for in one sentence, what was tried, and the plan at it. */
export function solutionPage(solution: TrainSolution, face: Face): string {
  const ink = inkOf(face.colour);
  const { face: words } = face.messages;
  const goal = goalOf(solution, face);
  const number = (x: number) => printed(x, solution, face);
  const sentence =
    solution.value === null
      ? words.notSolved({
          what: words.solves[solution.solve],
          from: number(solution.from),
          to: number(solution.to),
          goal,
        })
      : words.solved[solution.solve]({ value: number(solution.value), goal });
  const head = wrap(sentence, face.width - 4).map((line) =>
    ink.strong(solution.value === null ? ink.warm(line) : ink.cool(line)),
  );
  const rows = solution.tried.map(({ x, meets, wall }) => {
    const time = wall === null ? '–' : formatQuantity(wall, 's', { locale: face.locale });
    return `${padDisplay(number(x), 16, 'right')}  ${padDisplay(time, 12, 'right')}${meets ? `  ${words.meets}` : ''}`;
  });
  const lines = [...head, ...(rows.length > 0 ? ['', ink.quiet(words.tried), ...rows] : [])];
  const page = `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n`;
  return solution.report ? page + trainPage(solution.report, face, '') : `${page}\n`;
}

function printed(x: number, { unit }: TrainSolution, { locale }: Face): string {
  return unit === 'token' ? formatQuantity(x, 'token', { locale, digits: 4 }) : formatCount(x);
}

function goalOf({ goal }: TrainSolution, face: Face): string {
  const { goals } = face.messages.face;
  const { locale } = face;
  const parts = [
    goal.deadline !== null && goals.deadline({ limit: formatQuantity(goal.deadline, 's', { locale }) }),
    goal.budget !== null && goals.budget({ limit: formatQuantity(goal.budget, 'USD', { locale }) }),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(goals.and) : goals.fit;
}
