import { strategiesTable, type TrainReport } from '@ridgepoint/engine/report';
import type { Face } from './face.ts';
import { markdownTable } from './markdown.ts';
import { trainPage } from './terminal/train.ts';

/** The answer as Markdown: the terminal's page without colours in a block, then the strategies as a table. */
export function trainMarkdown(report: TrainReport, face: Face): string {
  const page = trainPage(report, { ...face, colour: false }, '');
  const plain = page
    .split('\n')
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n')
    .trim();
  const title = `# ${report.question.modelName}, ${report.question.machine}`;
  const tables = report.strategy
    ? `\n## ${face.messages.labels.headings.strategy}\n\n${markdownTable(strategiesTable(report), face)}`
    : '';
  return `${title}\n\n\`\`\`text\n${plain}\n\`\`\`\n${tables}`;
}
