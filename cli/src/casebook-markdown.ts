import { amountText } from '@ridgepoint/engine/operations';
import type { CaseReport } from '@ridgepoint/engine/report';
import { assumedText, verdictSentence } from '@ridgepoint/engine/wording';
import type { Face } from './face.ts';
import { waverSentence } from './terminal/casebook/case-page.ts';
import { labelOf, said } from './terminal/worksheet.ts';

/** A case for a page: verdict, reading, a table of the arithmetic, the flip, the sources. `level` is the heading's depth. */
export function caseMarkdown(report: CaseReport, face: Face, level = 1): string {
  const { casebook } = face.messages;
  const { locale } = face;
  const text = (of: CaseReport['claim']) => of[locale];
  const colon = locale === 'en' ? ': ' : '：';
  // The mark of emphasis closes before the colon: behind a full-width one, Markdown takes it for a star.
  const told = (title: string, of: CaseReport['claim']) => `*${title}*${colon}${text(of)}`;
  const rows = report.lines.map(
    (line) =>
      `| ${cell(labelOf(line, locale))} | ${cell(amountText(line, locale, { money: report.money }))} | ${fromCell(line, face)} |`,
  );
  const parts = [
    `${'#'.repeat(level)} ${report.id} · ${text(report.title)}`,
    `**${verdictSentence(report, face)}**`,
    told(casebook.claim, report.claim),
    told(casebook.leavesOut, report.leavesOut),
    text(report.reading),
    ...(report.differs ? [told(casebook.differs, report.differs)] : []),
    ...(report.crossover ? [told(casebook.flips, report.crossover.says)] : []),
    waverSentence(report, face),
    report.assumed.length > 0 && assumedText(report.assumed, report.money, face),
    `<details><summary>${casebook.arithmetic}</summary>\n\n| | | |\n| --- | ---: | --- |\n${rows.join('\n')}\n\n</details>`,
    `${casebook.sources}${colon}${report.sources.map(sourceLink).join(locale === 'en' ? '; ' : '；')}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const sourceLink = ({ title, url, date }: CaseReport['sources'][number]): string => {
  const name = [title || hostOf(url), date].filter(Boolean).join(', ');
  return url ? `[${name.replace(/[[\]]/g, '')}](${url})` : name;
};

const hostOf = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').split('/')[0]!;

function fromCell(line: CaseReport['lines'][number], { locale, messages }: Face): string {
  if (line.kind === 'formula') return `\`${line.name} = ${cell(line.formula ?? '')}\``;
  const from = line.from
    ? `\`${line.from}\``
    : line.assumption
      ? `${messages.worksheet.assumed}${locale === 'en' ? ': ' : '：'}${cell(said(line.assumption, locale))}`
      : '';
  return [`\`${line.name}\``, from, line.date].filter(Boolean).join(' · ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
