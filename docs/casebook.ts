// Writes docs/casebook.md and docs/casebook.zh-CN.md: the casebook as pages, every number reckoned now.
// Usage: node cli/bin/run.mjs docs/casebook.ts
import { writeFileSync } from 'node:fs';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { casebookPages } from './casebook-pages.ts';

const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
for (const { file, text } of casebookPages(catalogue, 'examples/casebook')) writeFileSync(file, text);
