import type { Assumed } from '@ridgepoint/engine/report';
import { assumedLine, oldNote } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';

import { inkOf } from '../ink.ts';
import { headed } from '../serving/headed.ts';
import { phrases, wrap } from '../wrap.ts';

/** An answer about carbon, chips, budgets or worth, before it is laid out. */
export interface StudyPage {
  /** The verdict, strong; warm where it is bad news. */
  readonly verdict: readonly string[];
  readonly warm?: boolean;
  /** Sentences under it. */
  readonly told?: readonly string[];
  /** What was asked, quiet. */
  readonly question: readonly string[];
  /** Pictures and tables, lines as they are. */
  readonly blocks: readonly (readonly string[])[];
  /** Reasons under their heading. */
  readonly sections: readonly (readonly [heading: string, lines: readonly string[]])[];
  readonly assumed: readonly Assumed[];
}

/** Verdict, question, pictures, reasons, assumptions: what every such answer looks like. */
export function studyPage(page: StudyPage, face: Face): string {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const paint = page.warm ? ink.warm : ink.cool;
  const assumed = phrases(
    [...page.assumed.map((line) => assumedLine(line, null, face)), ...oldNote(page.assumed, face)],
    ' · ',
    room - 10,
  );
  const blocks = [
    [
      ...page.verdict.flatMap((sentence) => wrap(sentence, room)).map((line) => ink.strong(paint(line))),
      ...(page.told ?? []).flatMap((sentence) => wrap(sentence, room)),
      '',
      ...page.question.flatMap((line) => wrap(line, room)).map(ink.quiet),
    ],
    ...page.blocks,
    headed([...page.sections, [face.messages.study.assumed, assumed]], face),
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'))
    .join('\n\n')}\n\n`;
}
