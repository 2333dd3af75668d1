import { amountText } from '@ridgepoint/engine/operations';
import type { CaseReport } from '@ridgepoint/engine/report';
import { assumedText, verdictSentence } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { labelOf, lineBlock } from '../worksheet.ts';
import { wrap } from '../wrap.ts';
import { flipPicture } from './flip-picture.ts';

/** A claim reckoned again: the verdict, claimed against recomputed, the reading, the arithmetic, the flip, the sources. */
export function casePage(report: CaseReport, face: Face): string {
  const ink = inkOf(face.colour);
  const { casebook } = face.messages;
  const room = face.width - 4;
  const wavering = waverSentence(report, face);
  const tone = TONES[report.verdict] === 'cool' ? ink.cool : ink.warm;
  const text = (of: CaseReport['claim']) => wrap(of[face.locale], room);
  const headed = (title: string, lines: readonly string[]) => [ink.strong(title), ...lines];
  const blocks = [
    [
      ink.quiet(
        `${report.id} · ${(casebook.topics as Readonly<Record<string, string>>)[report.topic] ?? report.topic}`,
      ),
      ...text(report.title).map(ink.strong),
    ],
    wrap(verdictSentence(report, face), room).map((line) => ink.strong(tone(line))),
    against(report, face),
    headed(casebook.claim, text(report.claim)),
    headed(casebook.leavesOut, text(report.leavesOut)),
    headed(casebook.reading, text(report.reading)),
    ...(report.differs ? [headed(casebook.differs, text(report.differs))] : []),
    headed(
      casebook.arithmetic,
      report.lines.flatMap((line) => lineBlock(line, face, report.money)),
    ),
    ...(report.crossover ? [headed(casebook.flips, flipPicture(report.crossover, report, face))] : []),
    wavering === '' ? [] : wrap(wavering, room).map(ink.quiet),
    headed(casebook.sources, sourceLines(report, face).map(ink.quiet)),
    rateLines(report, face).map(ink.quiet),
    wrap(setHint(report, face), room, 2).map(ink.quiet),
  ];
  return `\n${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => `  ${line}`.trimEnd()).join('\n'))
    .join('\n\n')}\n\n`;
}

/** Which verdicts a reader may build on. */
const TONES: Readonly<Record<CaseReport['verdict'], 'cool' | 'warm'>> = {
  holds: 'cool',
  conditional: 'warm',
  'mix-up': 'warm',
  arithmetic: 'warm',
  refuted: 'warm',
  stale: 'warm',
  unchecked: 'warm',
};

function against({ claimed, recomputed, money }: CaseReport, face: Face): string[] {
  const { casebook } = face.messages;
  const row = (title: string, line: CaseReport['claimed']) =>
    line
      ? wrap(`${title}  ${amountText(line, face.locale, { money })}  ${labelOf(line, face.locale)}`, face.width - 4, 2)
      : [];
  return [...row(casebook.claimed, claimed), ...row(casebook.recomputed, recomputed)];
}

/** Whether the verdict stands within what is not known. */
export function waverSentence({ wavers, lines, money }: CaseReport, face: Face): string {
  const { casebook } = face.messages;
  if (!lines.some(({ kind, low, high }) => kind !== 'formula' && low < high)) return '';
  if (wavers.length === 0) return casebook.steady;
  const list = wavers
    .map(({ line, value, unit, verdict }) =>
      casebook.waver({
        line: labelOf(lines.find(({ name }) => name === line)!, face.locale),
        value: amountText({ value, unit }, face.locale, { money }),
        verdict: casebook.verdicts[verdict],
      }),
    )
    .join(face.locale === 'en' ? '; ' : '；');
  return casebook.wavers({ list });
}

/** Every source once, with its date and address. */
export function sourceLines({ sources }: CaseReport, face: Face): string[] {
  return sources.flatMap(({ title, url, date }, i) => [
    ...wrap(`${i + 1}. ${[title, date].filter(Boolean).join(', ')}`, face.width - 4, 3),
    ...(url === '' ? [] : wrap(url, face.width - 7).map((line) => `   ${line}`)),
  ]);
}

/** The rate at which money is told, with its age. */
export const rateLines = ({ assumed, money }: CaseReport, face: Face): string[] =>
  assumed.length === 0 ? [] : wrap(assumedText(assumed, money, face), face.width - 4, 2);

function setHint({ id, lines }: CaseReport, face: Face): string {
  const line = lines.find(({ kind }) => kind === 'value') ?? lines[0]!;
  return face.messages.casebook.setHint({
    id,
    line: line.name,
    value: String(Number((line.value * 2).toPrecision(6))),
  });
}
