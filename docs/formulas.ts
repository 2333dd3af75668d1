// Writes docs/formulas.md, every formula with its symbols and source: node cli/bin/run.mjs docs/formulas.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { formulaPage } from './formula-page.ts';

writeFileSync(
  'docs/formulas.md',
  formulaPage((path) => readFileSync(`engine/src/${path}`, 'utf8')),
);
