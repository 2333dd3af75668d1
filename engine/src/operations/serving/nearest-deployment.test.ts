import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { readInput } from '../scenario/read.ts';
import { compareServe } from './compare-serve.ts';

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
