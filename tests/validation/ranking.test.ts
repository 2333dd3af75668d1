import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { regretByChance } from '../../docs/accuracy/chance.ts';
import {
  type RankedGroup,
  rankedGroups,
  type ScoredRow,
  summariseRanking,
  validateRows,
} from '../../engine/src/trust/index.ts';

const CORPUS = join('..', 'shared', 'validation', 'training.json.gz');
const present = existsSync(CORPUS);
if (!present) console.log(`skipped: ${CORPUS} is not here; the order of strategies is not compared`);

describe.skipIf(!present)('strategies in order', () => {
  const rows = present ? (JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as { family: string }[]) : [];
  const sweeps = rows.filter((row) => /^(vtrain|bigscience)/.test(row.family));
  const summary = present ? summariseRanking(rankedGroups(sweeps, validateRows(sweeps, readCatalogue()).rows)) : [];
  const of = (name: RegExp) => summary.find((s) => name.test(s.set))!;

  it('BLOOM by section: times in order, and next to nothing lost by the pick', () => {
    expect(of(/BLOOM/).groups).toBeGreaterThanOrEqual(8);
    expect(of(/BLOOM/).medianSpearman).toBeGreaterThanOrEqual(0.9);
    expect(of(/BLOOM/).meanRegret).toBeLessThan(0.02);
  });
  it('vTrain by model, accelerators and batch: in order; the picks hinge on cells that launches pace', () => {
    expect(of(/vTrain/).groups).toBeGreaterThanOrEqual(120);
    expect(of(/vTrain/).medianSpearman).toBeGreaterThan(0.9);
    expect(of(/vTrain/).meanRegret).toBeLessThan(0.06);
  });
});

describe('a group', () => {
  const row = (id: string, measured: number, predicted: number, naive: number): ScoredRow => ({
    id,
    family: 'bigscience-bloom/a100',
    accelerator: 'A100',
    quantity: 'step_time_s',
    measured,
    predicted,
    low: 0,
    high: 0,
    low80: 0,
    high80: 0,
    grade: 'family',
    assumed: [],
    naive,
  });
  const printed = (id: string) => ({
    id,
    family: 'bigscience-bloom/a100',
    source: { where: 'x (section "S", line 1)' },
  });
  const ids = ['a', 'b', 'c'];
  const groups = (rows: ScoredRow[]): RankedGroup[] => rankedGroups(ids.map(printed), rows);

  it('loses what the pick is slower than the fastest', () => {
    const [group] = groups([row('a', 10, 10, 1), row('b', 8, 11, 1), row('c', 16, 12, 1)]);
    expect(group).toMatchObject({ n: 3, group: 'S' });
    expect(group!.regret).toBeCloseTo(0.2);
    expect(group!.spearman).toBeCloseTo(0.5);
  });
  it('made of layer times that chance put off loses speed by the best pick, more where it put them further off', () => {
    const sweep = [1, 2, 4].map((tp) => ({
      id: `${tp}`,
      family: 'vtrain/a100-single',
      model: { layers: 12, hidden: 1024 },
      hardware: { gpus: 4 },
      run: { tp, micro_batch: 1, global_batch: 8 },
    }));
    const of = (predicted: readonly number[], deviation: number) =>
      regretByChance(
        sweep,
        sweep.map(({ id, family }, i) => ({ ...row(id, 1, predicted[i]!, 1), family })),
        deviation,
      );
    expect(of([1, 1, 1], 0)).toBe(0);
    expect(of([1, 2, 4], 0.05)).toBe(0); // too far apart for luck to turn
    // E of the best of three less any one of them is 0.846 deviations (Tippett 1925).
    expect(of([1, 1, 1], 0.01)).toBeCloseTo(0.00846, 3);
    expect(of([1, 1, 1], 0.1)).toBeGreaterThan(5 * of([1, 1, 1], 0.01));
  });
  it('ranks speed, not time, where batches differ', () => {
    const [group] = groups([row('a', 10, 10, 1), row('b', 20, 20, 4), row('c', 40, 40, 5)]);
    expect(group).toMatchObject({ regret: 0, speedSpearman: 1, spearman: 1 });
  });
});
