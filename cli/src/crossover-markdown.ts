import type { CrossoverReport } from '@ridgepoint/engine/report';
import { crossoverTable } from '@ridgepoint/engine/report';
import { askedLine, crossoverVerdict, doubtLines, flipLines, nowLines } from '@ridgepoint/engine/wording';
import type { Face } from './face.ts';
import { markdownTable } from './markdown.ts';

/** The verdict in words and the flips as a table. */
export function crossoverMarkdown(report: CrossoverReport, face: Face): string {
  const { a, b, flips, map } = report;
  const sentences = [
    `**${crossoverVerdict(report, face)}** (${askedLine(report, face)})`,
    [...nowLines(report, face), ...flipLines(report, face)].join(' '),
    doubtLines(report, face).join(' '),
  ];
  const table = flips.length > 0 || map ? `\n\n${markdownTable(crossoverTable(report), face)}` : '\n';
  return `# ${face.messages.crossover.title({ a: a.name, b: b.name })}\n\n${sentences.join('\n\n')}${table}`;
}
