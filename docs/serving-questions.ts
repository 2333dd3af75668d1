// Writes docs/serving-questions.json: the figures of four worked questions, from real runs, and docs/serving-questions.md around them.
// Usage: node cli/bin/run.mjs docs/serving-questions.ts [only this question]
import { readFileSync, writeFileSync } from 'node:fs';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { type Figures, WORKED_QUESTIONS } from './serving-question-list.ts';
import { servingQuestionsPage } from './serving-questions-page.ts';

const FILE = 'docs/serving-questions.json';
const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
const only = process.argv[2];
const before = only === undefined ? {} : (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Figures>);
const all = Object.fromEntries(
  WORKED_QUESTIONS.map(({ id, figures }) => [id, only === undefined || only === id ? figures(catalogue) : before[id]!]),
) as Record<string, Figures>;
writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
writeFileSync('docs/serving-questions.md', servingQuestionsPage(all));
