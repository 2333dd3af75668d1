import type { TrainSolution } from '@ridgepoint/engine/operations';
import { formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import { solutionSentence, solvedNumber } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { trainPage } from './train.ts';
import { wrap } from './wrap.ts';

/** The number asked for in one sentence, what was tried, and the plan at it. */
export function solutionPage(solution: TrainSolution, face: Face): string {
  const ink = inkOf(face.colour);
  const { face: words } = face.messages;
  const sentence = solutionSentence(solution, face);
  const head = wrap(sentence, face.width - 4).map((line) =>
    ink.strong(solution.value === null ? ink.warm(line) : ink.cool(line)),
  );
  const rows = solution.tried.map(({ x, meets, wall }) => {
    const time = wall === null ? '–' : formatQuantity(wall, 's', { locale: face.locale });
    return `${padDisplay(solvedNumber(x, solution, face), 16, 'right')}  ${padDisplay(time, 12, 'right')}${meets ? `  ${words.meets}` : ''}`;
  });
  const lines = [...head, ...(rows.length > 0 ? ['', ink.quiet(words.tried), ...rows] : [])];
  const page = `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n`;
  return solution.report ? page + trainPage(solution.report, face, '') : `${page}\n`;
}
