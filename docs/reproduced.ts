// Writes docs/reproduced.md and docs/reproduced.zh-CN.md: published figures beside what the engine comes to.
// Usage: node cli/bin/run.mjs docs/reproduced.ts
import { writeFileSync } from 'node:fs';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { reproducedPages } from './reproduced/pages.ts';

const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
for (const { file, text } of reproducedPages(catalogue)) writeFileSync(file, text);
