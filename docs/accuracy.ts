// Scores Ridgepoint on the published corpora and writes docs/accuracy.md, docs/accuracy.json and docs/accuracy-rows/.
// Usage: npm run accuracy            (needs ../shared/validation; says so and stops where it is absent)
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import type { Catalogue } from '@ridgepoint/engine/facts';
import {
  judgeBars,
  type LeftOutFigure,
  type LeftOutRun,
  leftOutWatts,
  type PowerLeftOut,
  type Score,
  type ServingRowMark,
  scoreRows,
  servingLeftOutRows,
  type TrainingRow,
  validateRows,
} from '@ridgepoint/engine/trust';
import { layersMemory } from '../tests/differential/korthikanti/memory.ts';
import { ROWS as KORTHIKANTI } from '../tests/differential/korthikanti/rows.ts';
import { accuracyJson } from './accuracy/json.ts';
import { accuracyPage } from './accuracy/page.ts';
import { rowsJson } from './accuracy/rows.ts';
import { underSuites } from './accuracy/serving.ts';

export const CORPUS = join('..', 'shared', 'validation');
const SERVING = ['serving.json.gz', 'serving-power.json.gz', 'vllm-runs.json'];
/** Every prediction beside its measurement, a file a corpus: the page of accuracy reads them. */
const ROWS = join('docs', 'accuracy-rows');
const FILES = { training: 'training.json.gz', kernels: 'kernels.json.gz' } as const;

/** The rows of one corpus file. */
export function readCorpus(file: string): unknown[] {
  const bytes = readFileSync(join(CORPUS, file));
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as unknown[];
}

if (!existsSync(join(CORPUS, FILES.training))) {
  process.stdout.write(`skipped: ${join(CORPUS, FILES.training)} is not here, so nothing can be scored\n`);
} else {
  const built = join('catalogue', 'dist');
  const catalogue = withKernels(readCatalogue(join(built, 'catalogue.json')), join(built, 'kernels.json'));
  const rows = readCorpus(FILES.training);
  const training: Score = validateRows(rows, catalogue);
  const kernelRows = readCorpus(FILES.kernels);
  const kernels: Score = validateRows(kernelRows, catalogue);
  const servingRows = SERVING.flatMap(readCorpus);
  const serving: Score = validateRows(servingRows, catalogue);
  const powerLeftOut = JSON.parse(readFileSync('calibration/power-left-out.json', 'utf8')) as PowerLeftOut[];
  const servingLeftOut = servingLeftOutRows(serving.rows, [
    ...(JSON.parse(readFileSync('calibration/serving-left-out.json', 'utf8')) as LeftOutFigure[]),
    ...leftOutWatts(powerLeftOut),
  ]);
  const leftOut = JSON.parse(readFileSync('calibration/training-left-out.json', 'utf8')) as LeftOutRun[];
  const bars = judgeBars({
    printed: rows as TrainingRow[],
    training: training.rows,
    trainingLeftOut: leftOut,
    printedKernels: kernelRows,
    kernels: kernels.rows,
    printedServing: servingRows as ServingRowMark[],
    serving: serving.rows,
    servingLeftOut,
    powerLeftOut,
    catalogue,
    paperMemory: paperMemory(catalogue),
  });
  writeFileSync(
    'docs/accuracy.md',
    accuracyPage(rows, training, kernels, leftOut, catalogue, bars, { scored: serving.rows, leftOut: servingLeftOut }),
  );
  writeFileSync(
    'docs/accuracy.json',
    accuracyJson(
      [
        { rows, score: training },
        { rows: kernelRows, score: kernels },
        { rows: servingRows, score: scoreRows(underSuites(serving.rows)) },
      ],
      catalogue,
      bars,
    ),
  );
  mkdirSync(ROWS, { recursive: true });
  const corpora = {
    training: { rows, score: training },
    kernels: { rows: kernelRows, score: kernels },
    serving: { rows: servingRows, score: serving },
  };
  for (const [name, scored] of Object.entries(corpora)) {
    // Kernels are measured in tables of thousands, which are others' to hand on.
    const kind = { bySuite: name === 'serving', ...(name === 'kernels' && { most: 300 }) };
    writeFileSync(join(ROWS, `${name}.json`), rowsJson(scored, catalogue, kind));
  }
  process.stdout.write(
    `docs/accuracy.md: ${training.rows.length} training, ${kernels.rows.length} kernel and ${serving.rows.length} serving predictions\n`,
  );
}

/** State, activations kept and activations kept with both techniques of the paper's figure 1, each model: predicted / printed - 1. */
function paperMemory(catalogue: Catalogue): number[] {
  return KORTHIKANTI.flatMap((row) => {
    const none = layersMemory(catalogue, row, 'none');
    const present = layersMemory(catalogue, row, 'present');
    return [
      none.state / row.stateGiB - 1,
      none.activations / row.activationsGiB - 1,
      present.activations / row.presentGiB - 1,
    ];
  });
}
