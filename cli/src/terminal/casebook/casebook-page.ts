import { TOPICS } from '@ridgepoint/engine/operations';
import { type Casebook, VERDICTS } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { comma } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** The casebook at a glance: under each topic a line a claim with its verdict. */
export function casebookPage({ cases }: Casebook, face: Face): string {
  const ink = inkOf(face.colour);
  const { casebook } = face.messages;
  const room = face.width - 4;
  const words = casebook.verdicts;
  const column = Math.max(...Object.values(words).map(displayWidth)) + 2;
  const tally = VERDICTS.flatMap((verdict) => {
    const count = cases.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [casebook.tally({ count: formatCount(count), verdict: words[verdict] })];
  });
  const blocks = TOPICS.flatMap((topic) => {
    const own = cases.filter((one) => one.topic === topic);
    if (own.length === 0) return [];
    const rows = own.map(({ id, verdict, title }) => {
      const word = padDisplay(words[verdict], column);
      return `${id}  ${verdict === 'holds' ? ink.cool(word) : ink.warm(word)}${cutDisplay(title[face.locale], room - 8 - column)}`;
    });
    return [[ink.strong(casebook.topics[topic]), ...rows]];
  });
  const head = wrap(casebook.counted({ count: formatCount(cases.length), list: tally.join(comma(face)) }), room).map(
    ink.strong,
  );
  const foot = wrap(casebook.runHint(cases[0]?.id ?? ''), room).map(ink.quiet);
  return `\n${[head, ...blocks, foot].map((block) => block.map((line) => `  ${line}`.trimEnd()).join('\n')).join('\n\n')}\n\n`;
}
