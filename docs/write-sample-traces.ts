// Writes examples/traces: node cli/bin/run.mjs docs/write-sample-traces.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { sampleTraces } from './sample-traces.ts';

mkdirSync('examples/traces', { recursive: true });
for (const [name, text] of Object.entries(sampleTraces())) writeFileSync(`examples/traces/${name}`, text);
