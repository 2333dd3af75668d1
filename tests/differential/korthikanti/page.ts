import type { Catalogue } from '../../../engine/src/facts/index.ts';
import { percent, signed, table } from '../markdown.ts';
import { layerKept, layersMemory } from './memory.ts';
import { estimateRow, type Technique } from './predicted.ts';
import { ROWS, type Row } from './rows.ts';

const COLUMNS = ['full', 'present'] as const;

/** Measured steps and the paper's memory beside ours, Markdown. `calculon` = its seconds for a row and column, if recorded. */
export function korthikantiSections(
  catalogue: Catalogue,
  calculon: (row: Row, technique: 'full' | 'present') => number | undefined,
): string {
  const times = ROWS.flatMap((row) =>
    COLUMNS.map((technique) => {
      const measured = technique === 'full' ? row.fullSeconds : row.presentSeconds;
      return {
        row,
        technique,
        measured,
        ours: estimateRow(catalogue, row, technique).step.value,
        theirs: calculon(row, technique),
      };
    }),
  );
  const mean = (errors: readonly number[]) => percent(errors.reduce((a, b) => a + Math.abs(b), 0) / errors.length, 1);
  const error = (value: number, measured: number) => value / measured - 1;
  const theirErrors = times.flatMap((t) => (t.theirs === undefined ? [] : [error(t.theirs, t.measured)]));
  const rows = times.map((t) => [
    t.row.name,
    t.technique === 'full' ? 'full recompute' : 'selective, sequence parallel',
    `${t.measured}`,
    t.ours.toFixed(2),
    signed(error(t.ours, t.measured)),
    t.theirs === undefined ? '' : t.theirs.toFixed(2),
    t.theirs === undefined ? '' : signed(error(t.theirs, t.measured)),
  ]);
  return `## Measured steps

Korthikanti et al. 2022, <https://arxiv.org/abs/2205.05198>, table 5: A100 80 GB, TP 8, fp16 with fp32 gradients, preset \`megatron-lm\`.
Mean absolute error of Ridgepoint ${mean(times.map((t) => error(t.ours, t.measured)))}, of Calculon ${mean(theirErrors)}.
Rates and passes of that preset come from a study of A100 runs in which these rows stood, so this is a check, not a prediction.

${table(['model', 'technique', 'measured s', 'Ridgepoint s', 'off', 'Calculon s', 'off'], rows)}

## Memory of that paper

Figure 1 of the same paper, GiB on the first stage. Its formula counts layers only, and so does this table: no embedding, head, positions or final norm, no
allowance for fragmentation (5 % in the preset) or for the runtime. "State" is 18 B a parameter: 2 weight, 4 gradient, 12 optimizer.

${table(
  [
    'model',
    'state',
    'ours',
    'kept, nothing recomputed',
    'ours',
    'kept, both techniques',
    'ours',
    'peak with everything, both techniques',
  ],
  ROWS.map((row) => memoryRow(catalogue, row)),
)}

What one layer keeps against tensor parallelism alone, by \`keptBytes\`; equal to table 2 of the paper (tested), which its figure 7 draws.

${table(
  ['model', 'sequence parallel', 'selective', 'both', 'full recompute'],
  ROWS.map((row) => shareRow(catalogue, row)),
)}
`;
}

function memoryRow(catalogue: Catalogue, row: Row): string[] {
  const none = layersMemory(catalogue, row, 'none');
  const present = layersMemory(catalogue, row, 'present');
  const peak = estimateRow(catalogue, row, 'present').memory.peak.value / 2 ** 30;
  const pair = (theirs: number, ours: number) => [
    theirs.toFixed(2),
    `${ours.toFixed(2)} (${signed(ours / theirs - 1, 2)})`,
  ];
  return [
    row.name,
    ...pair(row.stateGiB, none.state),
    ...pair(row.activationsGiB, none.activations),
    ...pair(row.presentGiB, present.activations),
    peak.toFixed(1),
  ];
}

function shareRow(catalogue: Catalogue, row: Row): string[] {
  const none = layerKept(catalogue, row, 'none');
  const techniques: readonly Technique[] = ['sequence', 'selective', 'present', 'full'];
  return [row.name, ...techniques.map((t) => percent(layerKept(catalogue, row, t) / none, 1))];
}
