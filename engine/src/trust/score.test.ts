import { describe, expect, it } from 'vitest';
import { interfaceOf } from './interface.ts';
import { errorsOf, type PredictedRow, type ScoredRow, scoreRows } from './score.ts';
import { type ScoreWords, summaryTable, worstRows } from './tables.ts';

const row = (id: string, measured: number, predicted: number, more: Partial<PredictedRow> = {}): PredictedRow => ({
  id,
  family: 'f/a',
  accelerator: 'chip',
  quantity: 'step_time_s',
  measured,
  predicted,
  low: predicted * 0.8,
  high: predicted * 1.25,
  low80: predicted * 0.9,
  high80: predicted * 1.1,
  grade: 'family',
  assumed: [],
  ...more,
});

/** Any words that are short enough do for these tests. */
const WORDS = new Proxy({}, { get: (_, key) => String(key).slice(0, 3) }) as ScoreWords;

describe('errors of a group', () => {
  const rows = [row('a', 10, 11, { naive: 1 }), row('b', 20, 18, { naive: 2 }), row('c', 40, 52, { naive: 8 })];
  it('are those worked out by hand', () => {
    const e = errorsOf(rows);
    expect(e.mape).toBeCloseTo((0.1 + 0.1 + 0.3) / 3);
    expect(e.median_ape).toBeCloseTo(0.1);
    expect(e.p90_ape).toBeCloseTo(0.26); // 0.1 + 0.8 of the way to 0.3
    expect(e.bias).toBeCloseTo(0.1);
    expect(e.spearman).toBe(1);
    expect(e.coverage90).toBeCloseTo(2 / 3); // 52 x 0.8 = 41.6 lies above 40
    expect(e.coverage80).toBeCloseTo(1 / 3); // 9.9..12.1 holds 10; 18 x 1.1 = 19.8 misses 20
  });

  it('give the naive line its one best constant', () => {
    // measured / naive = 10, 10, 5: the median is 10, so only the third row errs: 80 for 40.
    expect(errorsOf(rows).naive_mape).toBeCloseTo(1 / 3);
  });

  it('of rank reversed rows have a correlation of -1', () => {
    expect(errorsOf([row('a', 1, 3), row('b', 2, 2), row('c', 3, 1)]).spearman).toBe(-1);
  });
});

describe('a family', () => {
  const refused = (id: string, excluded = false): ScoredRow => ({
    id,
    family: 'f/a',
    accelerator: 'chip',
    refused: 'why',
    ...(excluded ? { excluded: true as const } : {}),
  });
  const nine = Array.from({ length: 9 }, (_, i) => row(`r${i}`, 10, 10));

  it('fails when more than a tenth of its rows is refused', () => {
    expect(scoreRows([...nine, refused('x')]).summary[0]).toMatchObject({ n: 9, refused: 1, failed: false });
    expect(scoreRows([...nine, refused('x'), refused('y')]).summary[0]).toMatchObject({ refused: 2, failed: true });
  });

  it('is not blamed for rows left out for their own faults', () => {
    expect(scoreRows([...nine, refused('x', true), refused('y', true)]).summary[0]).toMatchObject({
      refused: 0,
      failed: false,
    });
  });

  it('counts a row with two quantities once', () => {
    const both = [...nine, ...nine.map((r) => ({ ...r, quantity: 'memory_gb_per_gpu' })), refused('x')];
    expect(scoreRows(both).summary.map((s) => s.failed)).toEqual([false, false]);
  });

  it('with nothing but refusals is listed as failed', () => {
    expect(scoreRows([refused('x')]).summary).toMatchObject([
      { family: 'f/a', quantity: 'none', n: 0, refused: 1, failed: true },
    ]);
  });
});

describe('what is written', () => {
  const score = scoreRows([
    row('a', 10, 11, { naive: 4 }),
    { id: 'b', family: 'f/a', accelerator: 'chip', refused: 'why' },
  ]);

  it('has the fields of the published interface and no others', () => {
    const json = JSON.parse(JSON.stringify(interfaceOf(score))) as { rows: object[]; summary: object[] };
    expect(Object.keys(json.rows[0]!).sort()).toEqual([
      'accelerator',
      'assumed',
      'family',
      'grade',
      'high',
      'high80',
      'id',
      'low',
      'low80',
      'measured',
      'predicted',
      'quantity',
    ]);
    expect(json.rows[1]).toEqual({ id: 'b', refused: 'why' });
    expect(Object.keys(json.summary[0]!).sort()).toEqual([
      'bias',
      'coverage80',
      'coverage90',
      'family',
      'mape',
      'median_ape',
      'n',
      'naive_mape',
      'p90_ape',
      'quantity',
      'refused',
      'spearman',
    ]);
  });

  it('fits a terminal of 80 columns whatever the names and errors', () => {
    const wide = scoreRows([row('a', 1, 1e6, { family: 'a-family-with-a-very-long-name/on-some-accelerator' })]);
    for (const line of summaryTable(wide.summary, WORDS).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('orders the worst rows by ratio, too low like too high', () => {
    const rows = [row('high', 10, 15), row('low', 10, 4), row('good', 10, 10)];
    expect(worstRows(rows, 2).map((r) => r.id)).toEqual(['low', 'high']);
  });
});
