// Scores Ridgepoint on the published corpora and writes docs/accuracy.md and docs/accuracy.json.
// Usage: npm run accuracy            (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { type Score, validateRows } from '@ridgepoint/engine/trust';
import { accuracyJson } from './accuracy/json.ts';
import { accuracyPage, type LeftOut } from './accuracy/page.ts';

export const CORPUS = join('..', 'shared', 'validation');
const FILES = { training: 'training.json.gz', kernels: 'kernels.json.gz' } as const;

/** The rows of one corpus file. */
export const readCorpus = (file: string): unknown[] =>
  JSON.parse(gunzipSync(readFileSync(join(CORPUS, file))).toString('utf8')) as unknown[];

if (!existsSync(join(CORPUS, FILES.training))) {
  process.stdout.write(`skipped: ${join(CORPUS, FILES.training)} is not here, so nothing can be scored\n`);
} else {
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  const rows = readCorpus(FILES.training);
  const training: Score = validateRows(rows, catalogue);
  const kernelRows = readCorpus(FILES.kernels);
  const kernels: Score = validateRows(kernelRows, catalogue);
  const leftOut = JSON.parse(readFileSync('calibration/training-left-out.json', 'utf8')) as LeftOut[];
  writeFileSync('docs/accuracy.md', accuracyPage(rows, training, kernels, leftOut, catalogue));
  writeFileSync(
    'docs/accuracy.json',
    accuracyJson(
      [
        { rows, score: training },
        { rows: kernelRows, score: kernels },
      ],
      catalogue,
    ),
  );
  process.stdout.write(
    `docs/accuracy.md: ${training.rows.length} training and ${kernels.rows.length} kernel predictions\n`,
  );
}
