import { describe, expect, it } from 'vitest';
import { accuracyRows, evenShare } from './accuracy-rows.ts';
import { type PredictedRow, scoreRows } from './score.ts';

const row = (more: Partial<PredictedRow>): PredictedRow => ({
  id: 'a-1',
  family: 'suite/one',
  accelerator: 'H100',
  quantity: 'tpot_ms',
  measured: 10,
  predicted: 11,
  low: 8,
  high: 14,
  low80: 9,
  high80: 13,
  grade: 'silicon',
  assumed: ['kv=bf16'],
  naive: 4,
  ...more,
});
const catalogue = { chips: [] };

describe('rows of accuracy', () => {
  it('keep each figure beside its measurement, its range and where it is printed', () => {
    const printed = [{ id: 'a-1', source: { where: 'o/r:f.md @ 1', url: 'https://example.org/f' } }];
    const found = accuracyRows(printed, scoreRows([row({}), row({ quantity: 'ttft_ms', measured: 1 / 3 })]), catalogue);
    expect(found.rows).toEqual([
      ['a-1', 0, 0, 0, 'o/r:f.md @ 1', [0], [0, 0, 10, 11, 8, 14, 10], [1, 0, 0.3333, 11, 8, 14, 0.3333]],
    ]);
    expect(found).toMatchObject({
      families: ['suite/one'],
      chips: ['H100'],
      quantities: ['tpot_ms', 'ttft_ms'],
      urls: ['https://example.org/f'],
      notes: ['kv=bf16'],
    });
  });

  it('scale the naive line as the score does: one constant a group', () => {
    const rows = [row({}), row({ id: 'b', family: 'suite/two', measured: 8, naive: 1 })];
    const naive = (groupOf?: (family: string) => string) =>
      accuracyRows([], scoreRows(rows), catalogue, groupOf ? { groupOf } : {}).rows.map(
        ([, , , , , , figure]) => figure![6],
      );
    expect(naive()).toEqual([10, 8]);
    expect(naive((family) => family.split('/')[0]!)).toEqual([21, 5.25]);
  });

  it('leave out what was refused, and say where rows stand that name no source', () => {
    const refused = { id: 'c', family: 'suite/one', accelerator: 'H100', refused: 'no' };
    const found = accuracyRows([], scoreRows([row({}), refused]), catalogue, {
      whole: { suite: ['place', 'https://x.y/'] },
    });
    expect(found.rows.map(([id, , , url, where]) => [id, found.urls[url], where])).toEqual([
      ['a-1', 'https://x.y/', 'place'],
    ]);
  });

  it('are evenShare evenly by how far they are off, and tell how many there are', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => row({ id: `r${i}`, predicted: 10 + ((i * 37) % 1000) / 100 }));
    const few = evenShare(
      accuracyRows([], scoreRows([...rows, row({ id: 'alone', family: 'suite/two' })]), catalogue),
      100,
    );
    expect(few.inAll).toEqual([1000, 1]);
    expect(few.rows).toHaveLength(101);
    const ratios = few.rows.slice(0, 100).map(([, , , , , , figure]) => figure![3] / 10);
    expect(ratios.toSorted((a, b) => a - b)[50]).toBeCloseTo(1.5, 1);
    expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(0.95);
  });
});
