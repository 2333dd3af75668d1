import { describe, expect, it } from 'vitest';
import { type ComparisonRow, compareRows, comparisonTable } from './comparison.ts';

const ranged = (value: number, unit: string) => ({ value, low: value, high: value, unit });
const row = (wall: number, accelerators: number, cost: number | null, more: Partial<ComparisonRow> = {}) => ({
  chip: 'a',
  chipName: 'A',
  accelerators,
  precision: 'bf16',
  outcome: 'fits' as const,
  meets: true,
  problem: null,
  strategy: null,
  wall: ranged(wall, 's'),
  acceleratorHours: null,
  cost: cost === null ? null : ranged(cost, 'USD'),
  energy: ranged(1, 'J'),
  carbon: null,
  mfu: null,
  peakMemory: null,
  capacity: 80,
  memoryShare: 0.5,
  ...more,
});

describe('compareRows', () => {
  const fronts = (rows: ReturnType<typeof row>[]) => compareRows(rows).rows.map(({ front }) => front);

  it('marks what no other row beats, equal rows alike', () => {
    expect(fronts([row(10, 8, 5), row(10, 8, 6), row(5, 16, 6), row(5, 16, 6)])).toEqual([true, false, true, true]);
  });

  it('counts free memory: the fuller of two equals is beaten', () => {
    expect(fronts([row(10, 8, 5), row(10, 8, 5, { memoryShare: 0.9 })])).toEqual([true, false]);
  });

  it('never calls an unpriced machine cheap, nor drops it for its missing price alone', () => {
    const rows = [row(10, 8, 5), row(11, 8, null), row(9, 8, null)];
    expect(fronts(rows)).toEqual([true, false, true]);
    expect(compareRows(rows)).toMatchObject({ cheapest: 0, fastest: 2 });
    expect(compareRows([row(9, 8, null)])).toMatchObject({ cheapest: null, fastest: 0 });
  });

  it('leaves out what does not do what was asked', () => {
    const rows = [row(1, 1, 1, { meets: false, outcome: 'too-slow' }), row(10, 8, 5)];
    expect(fronts(rows)).toEqual([false, true]);
    expect(compareRows(rows)).toMatchObject({ cheapest: 1, fastest: 1 });
    expect(compareRows([rows[0]!])).toMatchObject({ cheapest: null, fastest: null });
  });

  it('fills every column of its table', () => {
    const compared = { ...compareRows([row(10, 8, null)]), question: {} as never, money: {} as never };
    const table = comparisonTable({
      assumed: [],
      ...compared,
      limits: { deadline: null, budget: null },
      fewest: false,
      evaluated: 1,
      complete: true,
    });
    for (const cells of table.rows) expect(cells).toHaveLength(table.columns.length);
  });
});
