import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { readInput } from '../scenario/read.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { compareServe } from './compare-serve.ts';
import { nearestFinder } from './nearest-deployment.ts';
import type { TestedDeployment } from './test-promise.ts';

const catalogue = withKernels(readCatalogue());
type Words = Record<string, unknown>;
const compare = (words: { serve?: Words; on: Words; traffic?: Words; slo?: Words }) =>
  compareServe.run(
    { catalogue },
    readInput(compareServe.input, {
      ...words,
      serve: { model: 'llama-3.1-70b', weights: 'bf16', ...words.serve },
      traffic: { rate: '5/s', input: 1000, output: 200, ...words.traffic },
    }),
  ).rows;

describe('what comes nearest to a deployment that does not do what was asked', () => {
  it('is nothing where it does', () => {
    const [row] = compare({ on: { accelerator: 'h100-sxm', count: 4 } });
    expect([row!.meets, row!.nearest]).toEqual([true, []]);
  });

  it('is the fewest accelerators that do it, for every count below, with what they cost', () => {
    const rows = compare({ on: { accelerator: 'h200-sxm', count: [1, 2, 3, 4] }, slo: { tpot: '40 ms' } });
    expect(rows.map(({ meets }) => meets)).toEqual([false, false, false, true]);
    for (const { nearest } of rows.slice(0, 3))
      expect(nearest[0]).toMatchObject({ accelerators: 4, relaxed: [], costPerMillion: rows[3]!.costPerMillion });
  });

  it('cuts the model anew where more replicas of a bad cut do not help', () => {
    const [row] = compare({ serve: { tp: 1 }, on: { accelerator: 'h100-sxm', count: 1 } });
    expect(row!.outcome).toBe('does-not-fit');
    expect(row!.nearest[0]!.tp).toBeGreaterThan(1);
  });

  it('is another format on as many as well, which then does it when it is asked', () => {
    const on = { accelerator: 'rtx4090', count: 1 };
    const asked = { on, traffic: { rate: '2/s' }, slo: { tpot: '20 ms' } };
    const [row] = compare({ ...asked, serve: { model: 'llama-3.1-8b' } });
    const found = row!.nearest.find(({ accelerators }) => accelerators === 1)!;
    expect(found.weights).not.toBe(row!.weights);
    const [again] = compare({ ...asked, serve: { model: 'llama-3.1-8b', weights: found.weights } });
    expect(again).toMatchObject({ meets: true, tpot: found.tpot });
  });

  it('is the promise that can be kept where none does', () => {
    const [row] = compare({ on: { accelerator: 'h100-sxm', count: 2 }, slo: { tpot: '2 ms' } });
    const [nearest, ...others] = row!.nearest;
    expect(others).toEqual([]);
    expect(nearest!.relaxed).toEqual([{ quantity: 'tpot', from: 0.002, to: expect.any(Number) }]);
    const on = { accelerator: 'h100-sxm', count: nearest!.accelerators };
    const [kept] = compare({ on, slo: { tpot: `p99 ${nearest!.relaxed[0]!.to * 1.001} s` } });
    expect(kept!.meets).toBe(true);
  });

  it('is nothing where nothing helps', () => {
    const [row] = compare({ on: { accelerator: 'rtx4090', count: 1 }, traffic: { rate: '5000/s' } });
    expect([row!.meets, row!.nearest]).toEqual([false, []]);
  });
});

describe('the search for what comes nearest', () => {
  const one = (count: number, meets: boolean, tested: 'mean' | 'simulation', late = 2): TestedDeployment =>
    ({
      scenario: {},
      report: { question: { accelerators: count, replicas: count, tp: 1, pp: 1, dp: 1, ep: 1, weights: 'bf16' } },
      outcome: meets ? 'fits' : 'missed',
      meets,
      tested,
      promises: [{ quantity: 'tpot', percentile: 0.99, limit: 1, value: { value: meets ? 1 : late } }],
    }) as unknown as TestedDeployment;
  /** By the mean `mean` accelerators do it, by the percentile `percentile`. */
  const searching = (mean: number, percentile: number) => {
    const asked = { full: [] as number[], quick: [] as number[] };
    const countOf = (scenario: ServeScenario) => scenario.on.count![0]!;
    const byMean = (scenario: ServeScenario) => one(countOf(scenario), countOf(scenario) >= mean, 'mean', 1.01);
    const told = (which: 'full' | 'quick') => (scenario: ServeScenario) => {
      const count = countOf(scenario);
      if (count < mean) return byMean(scenario);
      if (!asked[which].includes(count)) asked[which].push(count);
      return one(count, count >= percentile, 'simulation', percentile / count + 1);
    };
    const find = nearestFinder({ byMean, tested: told('full'), quick: told('quick'), simulatedOf: (found) => found });
    return { found: find({ serve: {}, on: { count: [2] } } as unknown as ServeScenario, 2, undefined), asked };
  };

  it('finds the fewest with one simulation where the mean tells enough, and with few where it does not', () => {
    expect(searching(37, 37)).toMatchObject({ found: [{ accelerators: 37 }], asked: { full: [37], quick: [] } });
    const { found, asked } = searching(37, 40);
    expect(found[0]!.accelerators).toBe(40);
    expect(asked.full).toEqual([37, 128]);
    expect(asked.quick.length).toBeLessThanOrEqual(4);
  });

  it('simulates twice where nothing helps, and prefers what misses the percentile to what misses the mean', () => {
    const { found, asked } = searching(100, 1000);
    expect(asked).toEqual({ full: [100, 128], quick: [] });
    expect(found[0]).toMatchObject({ accelerators: 128, tested: 'simulation' });
  });
});
