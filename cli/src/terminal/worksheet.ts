import { type AmountMoney, amountText } from '@ridgepoint/engine/operations';
import type { WorksheetReport } from '@ridgepoint/engine/report';
import { displayWidth, type Locale, padDisplay } from '@ridgepoint/engine/units';
import { shortSource } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { commandLines } from './command-lines.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

type Line = WorksheetReport['lines'][number];
type Label = Line['label'];

/** The answer, then every line: what it is, its number, and where that comes from. */
export function worksheetPage(report: WorksheetReport, face: Face, explain: string): string {
  const ink = inkOf(face.colour);
  const { answer, lines, title } = report;
  const head = [
    ...(title ? wrap(said(title, face.locale), face.width - 4).map(ink.quiet) : []),
    ...wrap(`${labelOf(answer, face.locale)}  ${amountText(answer, face.locale)}`, face.width - 4).map((line) =>
      ink.strong(ink.cool(line)),
    ),
  ];
  const blocks = [
    head,
    lines.flatMap((line) => lineBlock(line, face)),
    commandLines(face.messages.worksheet.explainHint(explain), face).map(ink.quiet),
  ];
  return `\n${blocks.map((block) => block.map((line) => `  ${line}`.trimEnd()).join('\n')).join('\n\n')}\n\n`;
}

/** A line as two: its name and number, and beneath it the formula, the source or the assumption. */
export function lineBlock(line: Line, face: Face, money?: AmountMoney): string[] {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const amount = amountText(line, face.locale, money && { money });
  const label = labelOf(line, face.locale);
  const gap = room - displayWidth(label) - displayWidth(amount);
  const first =
    gap >= 2 ? [`${label}${' '.repeat(gap)}${amount}`] : [...wrap(label, room), padDisplay(amount, room, 'right')];
  const note = line.note ? [said(line.note, face.locale)] : [];
  return [
    ...first,
    ...[fromOf(line, face), ...note].flatMap((text) => wrap(text, room - 2, 2).map((part) => `  ${ink.quiet(part)}`)),
  ];
}

/** Where a line's number comes from. */
function fromOf(line: Line, { messages, locale }: Face): string {
  const { kinds, assumed } = messages.worksheet;
  const cited = line.source ? ` [${[shortSource(line.source), line.date].filter(Boolean).join(', ')}]` : '';
  if (line.kind === 'formula') return `${line.name} = ${line.formula}`;
  if (line.asClaimed) return `${line.name} · ${messages.worksheet.asClaimed}`;
  if (line.kind === 'set') return `${line.name} · ${kinds.set}`;
  if (line.kind === 'value' && line.assumption)
    return `${line.name} · ${assumed}${locale === 'en' ? ': ' : '：'}${said(line.assumption, locale)}${cited}`;
  return `${line.name} · ${[kinds[line.kind], line.from].filter(Boolean).join(' ')}${cited}`;
}

export const said = (words: NonNullable<Label>, locale: Locale): string =>
  typeof words === 'string' ? words : words[locale];
export const labelOf = ({ label, name }: Pick<Line, 'label' | 'name'>, locale: Locale): string =>
  label ? said(label, locale) : name.replaceAll('_', ' ');
