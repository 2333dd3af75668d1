import { amountText } from '@ridgepoint/engine/operations';
import type { CaseCrossover, CaseReport } from '@ridgepoint/engine/report';
import { displayWidth } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { labelOf } from '../worksheet.ts';
import { wrap } from '../wrap.ts';

const WIDEST = 60;

/** The axis as a bar of who leads where, today's place beneath it, and the sentence. */
export function flipPicture(
  crossover: CaseCrossover,
  { lines, money }: Pick<CaseReport, 'lines' | 'money'>,
  face: Face,
): string[] {
  const ink = inkOf(face.colour);
  const { casebook } = face.messages;
  const { from, to, log, here, over, unit, stretches, says } = crossover;
  const text = (value: number) => amountText({ value, unit }, face.locale, { digits: 3, money });
  const [left, right] = [text(from), text(to)];
  const width = Math.min(WIDEST, face.width - 8 - displayWidth(left) - displayWidth(right));
  const at = (value: number) => (log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from));
  const cells = Array.from({ length: width }, (_, i) => {
    const place = (i + 0.5) / width;
    const stretch = stretches.find(({ high }) => at(high) >= place) ?? stretches.at(-1)!;
    return stretch.leader === 'a' ? ink.cool('━') : stretch.leader === 'b' ? ink.warm('┄') : ink.quiet('·');
  });
  const inside = at(here);
  const mark = inside >= 0 && inside <= 1 ? Math.min(width - 1, Math.floor(inside * width)) : null;
  const name = labelOf(lines.find((line) => line.name === over)!, face.locale);
  const [a, b] = [crossover.a[face.locale] || casebook.same, crossover.b[face.locale] || casebook.other];
  const room = face.width - 4;
  const beneath = casebook.here({ name, value: text(here) });
  return [
    `${left} ${cells.join('')} ${right}`,
    ...(mark === null ? [] : [ink.quiet(pointed(beneath, displayWidth(left) + 1 + mark, room))]),
    ...wrap(casebook.leads({ a, b }), room).map(ink.quiet),
    ...wrap(says[face.locale], room),
  ];
}

/** A text with its pointer at a column, on whichever side of the pointer there is room. */
function pointed(text: string, column: number, room: number): string {
  if (column + 2 + displayWidth(text) <= room) return `${' '.repeat(column)}▲ ${text}`;
  const before = Math.max(0, column - 1 - displayWidth(text));
  return before + displayWidth(text) + 2 <= room && before > 0
    ? `${' '.repeat(before)}${text} ▲`
    : `${' '.repeat(column)}▲`;
}
