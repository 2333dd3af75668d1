import type { Row, TrainReport } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { comma, degreesLine, otherChoices, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { rowLines } from './row-lines.ts';

const SHOWN = 5;
const GAP = '  ';

/** The next best that differ in kind, and how much slower they are. */
export function alternativeLines({ alternatives, strategy: best }: TrainReport, face: Face): string[] {
  if (alternatives.length === 0 || !best) return [];
  const ink = inkOf(face.colour);
  const { labels, face: words, reasons } = face.messages;
  const { step, ratio, mfu, memory } = words.columns;
  const titles = [ratio, step, mfu, memory];
  const shown = alternatives.slice(0, SHOWN).map((row) => {
    const other = otherChoices(face, row.strategy, best);
    return { name: [degreesLine(row.strategy), other].filter(Boolean).join(comma(face)), numbers: numbers(row) };
  });
  const widths = titles.map((title, i) =>
    Math.max(...[title, ...shown.map((row) => row.numbers[i]!)].map(displayWidth)),
  );
  const room = face.width - 6 - widths.reduce((sum, width) => sum + GAP.length + width, 0);
  const cells = (values: readonly string[]) =>
    values.map((text, i) => ({ text, width: widths[i]!, align: 'right' as const }));
  const [heads = ''] = rowLines(cells(titles), GAP);
  const head = `${padDisplay(labels.headings.alternatives, room + 2)}${GAP}${ink.quiet(heads)}`;
  const rows = shown.flatMap((row) =>
    rowLines([{ text: row.name, width: room }, ...cells(row.numbers)], GAP).map((line) => `  ${line}`),
  );
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
