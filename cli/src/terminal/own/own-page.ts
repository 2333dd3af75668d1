import { OLD_DAYS, type OwnComparison } from '@ridgepoint/engine/report';
import { noticeSentence, ownAssumedTexts, ownFacts, ownQuestion, ownVerdict } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { commandLines } from '../command-lines.ts';
import { inkOf } from '../ink.ts';
import { phrases, wrap } from '../wrap.ts';
import { costPicture } from './cost-picture.ts';
import { optionLines, partLines } from './own-tables.ts';
import { tornadoLines } from './tornado.ts';

/** Rent or own: the verdict, the options, what was paid so far by the month, what owning is made of, what the flip hangs on. */
export function ownPage(own: OwnComparison, face: Face, explain: string): string {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const [first = '', ...more] = ownVerdict(own, face);
  const blocks = [
    [...wrap(first, room).map((line) => ink.strong(ink.cool(line))), ...more.flatMap((line) => wrap(line, room, 2))],
    wrap(ownQuestion(own, face), room, 2).map(ink.quiet),
    optionLines(own, face),
    noticeLines(own),
    costPicture(own, face),
    partLines(own, face),
    tornadoLines(own, face),
    ownFacts(own, face).flatMap((line) => wrap(line, room, 2)),
    assumedLines(own, face),
    explain === '' ? [] : commandLines(face.messages.face.asked(explain), face).map(ink.quiet),
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'))
    .join('\n\n')}\n\n`;

  function noticeLines({ notices, question }: OwnComparison): string[] {
    return notices.flatMap((notice) => wrap(noticeSentence(notice, question.chipName, face), room, 2).map(ink.warm));
  }
}

/** What nobody said, with source and age; what is old is marked. */
function assumedLines(own: OwnComparison, face: Face): string[] {
  const ink = inkOf(face.colour);
  const words = face.messages.own;
  const { assumed, money } = own;
  const texts = ownAssumedTexts(own, face);
  if (texts.length === 0) return [];
  const old = assumed.some(({ age }) => age?.old) || money.age?.old === true;
  return [
    ink.strong(words.assumed),
    ...phrases(texts, ' · ', face.width - 6).map((line) => ink.quiet(`  ${line}`)),
    ...(old ? [ink.warm(`  ${words.older({ days: String(OLD_DAYS) })}`)] : []),
  ];
}
