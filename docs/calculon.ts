// Writes docs/calculon.md and the committed fixture from the recorded cases: node cli/bin/run.mjs docs/calculon.ts
import { writeFileSync } from 'node:fs';
import { fixtureOf } from '../tests/differential/calculon/fixture.ts';
import { FIXTURE, REFERENCE, readReference } from '../tests/differential/calculon/reference.ts';

const reference = readReference(REFERENCE);
if (reference === null) throw new Error(`needs the recorded cases at ${REFERENCE}`);
writeFileSync(FIXTURE, fixtureOf(reference));
