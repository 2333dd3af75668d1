// Writes the committed part of Vidur's recorded runs: node cli/bin/run.mjs tests/differential/serving/write-fixture.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fixtureOf } from './vidur-fixture.ts';
import { FIXTURE, readVidurRuns } from './vidur-runs.ts';

const reference = readVidurRuns();
if (reference === undefined) {
  process.stdout.write('skipped: ../shared/research/data is not here\n');
} else {
  mkdirSync(dirname(FIXTURE), { recursive: true });
  writeFileSync(FIXTURE, fixtureOf(reference));
}
