import type { CaseQuestion } from '@ridgepoint/engine/report';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** What a claim says, what it leaves out, and how it is judged, with nothing reckoned yet. */
export function questionPage(question: CaseQuestion, face: Face): string {
  const ink = inkOf(face.colour);
  const { casebook } = face.messages;
  const room = face.width - 4;
  const text = (of: CaseQuestion['claim']) => wrap(of[face.locale], room);
  const rules = question.rules.flatMap(({ verdict, when }) =>
    wrap(`${casebook.verdicts[verdict]}: ${when || casebook.otherwise}`, room, 2),
  );
  const lines = question.lines.flatMap(({ name, label, text: from }) => [
    ...wrap(label[face.locale], room),
    ...wrap(`${name} ${from}`, room - 2, 2).map((part) => `  ${ink.quiet(part)}`),
  ]);
  const blocks = [
    [ink.quiet(question.id), ...text(question.title).map(ink.strong)],
    [ink.strong(casebook.claim), ...text(question.claim)],
    [ink.strong(casebook.leavesOut), ...text(question.leavesOut)],
    ...(question.differs ? [[ink.strong(casebook.differs), ...text(question.differs)]] : []),
    [ink.strong(casebook.judged), ...rules],
    [ink.strong(casebook.arithmetic), ...lines],
    [ink.quiet(`ridgepoint case run ${question.id}`)],
  ];
  return `\n${blocks.map((block) => block.map((line) => `  ${line}`.trimEnd()).join('\n')).join('\n\n')}\n\n`;
}
