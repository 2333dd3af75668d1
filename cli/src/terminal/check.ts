import type { CatalogueCheck } from '@ridgepoint/engine/operations';
import { formatCount } from '@ridgepoint/engine/units';
import { comma } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** How sound the catalogue is: counts, grades, dates, and what is wrong. */
export function checkPage(check: CatalogueCheck, face: Face): string {
  const ink = inkOf(face.colour);
  const { check: words } = face.messages.face;
  const { lists, meant } = face.messages.catalogue;
  const all = check.entries.map(({ list, count }) => words.entries({ count: formatCount(count), list: lists[list] }));
  const grades: Readonly<Record<string, string>> = meant;
  const lines = [
    ...wrap(all.join(comma(face)), face.width - 4),
    words.facts({ facts: formatCount(check.facts), disputed: formatCount(check.disputed) }),
    check.byGrade.map(({ grade, count }) => `${grades[grade] ?? grade} ${formatCount(count)}`).join(comma(face)),
    words.dates({ oldest: check.oldest, newest: check.newest }),
    ...(check.problems.length === 0
      ? [ink.cool(words.sound)]
      : check.problems.flatMap((problem) => wrap(words.problem(problem), face.width - 4, 2)).map(ink.warm)),
  ];
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}
