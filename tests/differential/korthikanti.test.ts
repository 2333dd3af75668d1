import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { flopsPerToken } from '../../engine/src/model/index.ts';
import { layerKept, layersMemory, tableTwo } from './korthikanti/memory.ts';
import { estimateRow, problemOf, type Technique } from './korthikanti/predicted.ts';
import { ROWS, SEQUENCE, TP } from './korthikanti/rows.ts';

const catalogue = readCatalogue();
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const off = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);

describe('Korthikanti et al. 2022, arXiv:2205.05198', () => {
  it('table 5: eight measured steps within 6 % on average and 12 % each', () => {
    const errors = ROWS.flatMap((row) => [
      off(estimateRow(catalogue, row, 'full').step.value, row.fullSeconds),
      off(estimateRow(catalogue, row, 'present').step.value, row.presentSeconds),
    ]);
    expect(errors).toHaveLength(8);
    expect(mean(errors)).toBeLessThanOrEqual(0.06);
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.12);
  });

  it('table 5: the gain of the present work, to five points on average', () => {
    const gains = ROWS.map((row) => {
      const [full, present] = (['full', 'present'] as const).map((t) => estimateRow(catalogue, row, t).step.value);
      return Math.abs(full! / present! - row.fullSeconds / row.presentSeconds);
    });
    expect(mean(gains)).toBeLessThan(0.05);
  });

  it('table 5: the printed utilisation follows from our FLOP and the measured time', () => {
    for (const row of ROWS) {
      const { architecture } = problemOf(catalogue, row);
      const flops = flopsPerToken(architecture, SEQUENCE, 'full').total * SEQUENCE * row.batch;
      const mfu = (100 * flops) / (row.presentSeconds * row.gpus * 312e12);
      expect(Math.abs(mfu - row.mfu), row.name).toBeLessThan(0.3);
    }
  });

  it.each(ROWS)('figure 1, $name: memory of the layers to 0.5 %', (row) => {
    const none = layersMemory(catalogue, row, 'none');
    expect(off(none.state, row.stateGiB)).toBeLessThan(0.005);
    expect(off(none.activations, row.activationsGiB)).toBeLessThan(0.005);
    expect(off(layersMemory(catalogue, row, 'present').activations, row.presentGiB)).toBeLessThan(0.005);
  });

  it.each(ROWS)('table 2, $name: what a layer keeps under each technique, exactly', (row) => {
    for (const technique of ['none', 'sequence', 'selective', 'present', 'full'] satisfies Technique[]) {
      expect(off(layerKept(catalogue, row, technique), tableTwo(row, SEQUENCE, TP, technique)), technique).toBeLessThan(
        1e-12,
      );
    }
  });

  it('abstract: both techniques together keep about a fifth', () => {
    const shares = ROWS.map((row) => layerKept(catalogue, row, 'present') / layerKept(catalogue, row, 'none'));
    expect(mean(shares)).toBeGreaterThan(0.16);
    expect(mean(shares)).toBeLessThan(0.22);
  });

  it('figure 1: without the techniques no model fits 80 GB, with both all do', () => {
    for (const row of ROWS) {
      expect(estimateRow(catalogue, row, 'none').fits, row.name).toBe(false);
      expect(estimateRow(catalogue, row, 'present').fits, row.name).toBe(true);
    }
  });
});
