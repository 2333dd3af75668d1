import type { StudyBlock, StudyReport } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';
import { barRows } from './bar-rows.ts';
import { studyPage } from './page.ts';
import { type Teller, tellerOf } from './told.ts';

/** A study in a terminal. */
export function reportPage(report: StudyReport, face: Face): string {
  const teller = tellerOf(report, face);
  return studyPage(
    {
      verdict: report.verdict.map(teller.told),
      warm: report.warm,
      told: report.told.map(teller.told),
      question: report.question.map(teller.told),
      blocks: report.blocks.map((block) => blockLines(block, teller, face)),
      sections: report.sections.map(({ heading, lines }) => [teller.word(heading), lines.map(teller.told)]),
      assumed: report.assumed,
    },
    face,
  );
}

function blockLines(block: StudyBlock, teller: Teller, face: Face): string[] {
  const title = teller.told(block.title);
  if (block.kind === 'table') return tableLines(title, block, teller, face);
  const rows = block.rows.map(({ label, value, text, marked = false }) => ({
    label: teller.said(label),
    value,
    text: text.map(teller.said).join('  '),
    marked,
  }));
  return barRows(title, rows, face);
}

function tableLines(
  title: string,
  { columns, rows, marked = [] }: Extract<StudyBlock, { kind: 'table' }>,
  teller: Teller,
  face: Face,
): string[] {
  const ink = inkOf(face.colour);
  const cells = [columns.map(teller.word), ...rows.map((row) => row.map(teller.said))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => displayWidth(row[i]!))));
  const lines = cells.map((row) =>
    row
      .map((text, i) => padDisplay(text, widths[i]!, i === 0 ? 'left' : 'right'))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...wrap(title, face.width - 4).map(ink.strong),
    ...lines.map((line, i) => (i === 0 ? ink.quiet(line) : marked.includes(i - 1) ? ink.cool(line) : line)),
  ];
}
