import type { Row, TrainReport } from '@ridgepoint/engine/report';
import { cutDisplay, padDisplay } from '@ridgepoint/engine/units';
import { comma, degreesLine, otherChoices, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';

const SHOWN = 5;
const NUMBERS = [8, 9, 6, 10] as const;

/** The next best that differ in kind, and how much slower they are. */
export function alternativeLines({ alternatives, strategy: best }: TrainReport, face: Face): string[] {
  if (alternatives.length === 0 || !best) return [];
  const ink = inkOf(face.colour);
  const { labels, face: words, reasons } = face.messages;
  const room = face.width - 6 - NUMBERS.reduce((sum, width) => sum + width, 0);
  const cells = (values: readonly string[]) =>
    values.map((value, i) => padDisplay(value, NUMBERS[i]!, 'right')).join('');
  const { step, ratio, mfu, memory } = words.columns;
  const head = `${padDisplay(labels.headings.alternatives, room + 2)}${ink.quiet(cells([ratio, step, mfu, memory]))}`;
  const rows = alternatives.slice(0, SHOWN).map((row) => {
    const other = otherChoices(face, row.strategy, best);
    const line = cutDisplay([degreesLine(row.strategy), other].filter(Boolean).join(comma(face)), room);
    return `  ${padDisplay(line, room)}${cells(numbers(row))}`;
  });
  const more = alternatives.length - SHOWN;
  return [ink.strong(head), ...rows, ...(more > 0 ? [ink.quiet(`  ${reasons.more(more)}`)] : [])];

  function numbers(row: Row): string[] {
    const print = printer(face);
    return [
      words.slower(print.percent(row.ratio - 1)),
      print.amount(row.step.value, 's', { style: 'short' }),
      print.percent(row.mfu),
      print.amount(row.peakMemory, 'B', { binary: true }),
    ];
  }
}
