import { strategiesTable, type Table, type TrainReport } from '@ridgepoint/engine/report';
import { printer } from '@ridgepoint/engine/wording';
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
    ? `\n## ${face.messages.labels.headings.strategy}\n\n${markdownTable(asOnThePage(strategiesTable(report), face), face)}`
    : '';
  return `${title}\n\n\`\`\`text\n${plain}\n\`\`\`\n${tables}`;
}

/** Memory, utilisation and what is slower in the words of the page above, so that the two can be compared. */
function asOnThePage(table: Table, face: Face): Table {
  const print = printer(face);
  const { slower } = face.messages.face;
  const words: Readonly<Record<string, (value: number) => string>> = {
    memory: (bytes) => print.amount(bytes, 'B', { binary: true }),
    mfu: print.percent,
    ratio: (ratio) => (ratio === 1 ? '–' : slower(print.percent(ratio - 1))),
  };
  const rows = table.rows.map((row) =>
    row.map((cell, i) => {
      const word = words[table.columns[i]!.key];
      return word && typeof cell === 'number' ? word(cell) : cell;
    }),
  );
  return { ...table, rows };
}
