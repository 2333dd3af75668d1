// Writes docs/scenario.schema.json, docs/serve.schema.json and docs/fleet.schema.json, from which editors complete and check scenario files.
// Usage: node cli/bin/run.mjs docs/schema.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fleetJsonSchema, ownJsonSchema, scenarioJsonSchema, serveJsonSchema } from '../engine/src/operations.ts';

for (const [file, schema] of [
  ['docs/scenario.schema.json', scenarioJsonSchema()],
  ['docs/serve.schema.json', serveJsonSchema()],
  ['docs/own.schema.json', ownJsonSchema()],
  ['docs/fleet.schema.json', fleetJsonSchema()],
] as const) {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not current; run: node cli/bin/run.mjs docs/schema.ts`);
    process.exitCode = 1;
  }
}
