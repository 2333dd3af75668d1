// Writes docs/scenario.schema.json, from which editors complete and check scenario files.
// Usage: node cli/bin/run.mjs docs/schema.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../engine/src/operations.ts';

const file = 'docs/scenario.schema.json';
const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not current; run: node cli/bin/run.mjs docs/schema.ts`);
  process.exitCode = 1;
}
