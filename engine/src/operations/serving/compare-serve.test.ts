import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { readInput } from '../scenario/read.ts';
import { compareServe } from './compare-serve.ts';
import { planServe } from './plan/plan-serve.ts';
import { simulateServe } from './simulate-serve.ts';

const catalogue = withKernels(readCatalogue());
const chips = ['h100-sxm', 'mi300x'];
const scenario = (accelerator: readonly string[], rest: object = {}) => ({
  serve: { model: 'llama-3.1-70b' },
  on: { accelerator, count: 8 },
  traffic: { rate: '4/s', input: 1500, input_p95: 4000, output: 240, output_p95: 500, requests: 500 },
  slo: { ttft: 'p99 1 s', tpot: 'p99 50 ms' },
  ...rest,
});
const compare = (rest: object = {}, context: object = {}) =>
  compareServe.run({ catalogue, ...context }, readInput(compareServe.input, scenario(chips, rest)));

describe('a promise of a percentile', () => {
  const { rows, best } = compare();

  it('is held against a simulation, with the verdict and the seconds of simulate serve', () => {
    expect(rows.map(({ tested }) => tested)).toEqual(['simulation', 'simulation']);
    for (const { chip, meets, outcome, promises } of rows) {
      const alone = simulateServe.run({ catalogue }, readInput(simulateServe.input, scenario([chip])));
      expect([meets, outcome]).toEqual(alone.outcome === 'kept' ? [true, 'fits'] : [false, alone.outcome]);
      expect(promises.map(({ value }) => value.value)).toEqual(alone.promises.map(({ value }) => value.value));
    }
    // The mean of the one that is cheaper keeps both limits, its percentile does not.
    expect(rows.map(({ meets }) => meets)).toEqual([true, false]);
    expect(rows[1]!.ttft!.value).toBeLessThan(1);
    expect(rows[1]!.costPerMillion!.value).toBeLessThan(rows[0]!.costPerMillion!.value);
    expect(best[0]!.cheapest).toBe(0);
    const plan = planServe.run({ catalogue }, readInput(planServe.input, scenario(chips)));
    expect(plan.kept[0]!.chip).toBe(rows[best[0]!.cheapest!]!.chip);
  });

  it('is marked as not tested where the simulations were stopped, or nothing says what comes', () => {
    const stopped = compare({}, { onProgress: () => false }).rows;
    expect(stopped.map(({ tested, meets }) => [tested, meets])).toEqual([
      ['mean', true],
      ['mean', true],
    ]);
    const full = compare({ traffic: { input: 1500, output: 240 }, slo: { tpot: 'p99 200 ms' } }).rows;
    expect(full.map(({ tested }) => tested)).toEqual(['mean', 'mean']);
    expect(compare({ slo: {} }).rows.map(({ tested }) => tested)).toEqual([null, null]);
  });

  it('costs a bounded number of simulations', () => {
    const count = Array.from({ length: 30 }, (_, i) => 4 * (i + 1));
    const traffic = { rate: '1/s', input: 100, output: 20, requests: 20 };
    const { rows: many } = compareServe.run(
      { catalogue },
      readInput(compareServe.input, { ...scenario(['h100-sxm']), on: { accelerator: 'h100-sxm', count }, traffic }),
    );
    expect(many.filter(({ tested }) => tested === 'simulation').length).toBe(24);
    expect(many.filter(({ tested }) => tested === 'mean').length).toBe(6);
  });
});
