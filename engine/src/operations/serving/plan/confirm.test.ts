import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { servingPlanTable } from '../../../report/index.ts';
import { readInput } from '../../scenario/read.ts';
import { simulateServe } from '../simulate-serve.ts';
import { planServe } from './plan-serve.ts';

const catalogue = withKernels(readCatalogue());
const traffic = { rate: '20/s', input: 1000, output: 300 };
const slo = { ttft: 'p99 1 s', tpot: 'p99 50 ms' };
const asked = {
  serve: { model: 'llama-3.1-70b', weights: 'fp8', max_batch: 1024, max_batched_tokens: 8192 },
  on: { accelerator: ['h100-sxm', 'mi300x'] },
  traffic,
  slo,
};
const plan = (context: object = {}) => planServe.run({ catalogue, ...context }, readInput(planServe.input, asked));

describe('ways that a plan says keep the promise', () => {
  const whole = plan();

  it('keep it under the whole traffic, each with the latencies that simulate serve tells', () => {
    const rows = whole.kept.filter(({ prefill }) => prefill === null);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row.checked).toBe(true);
      expect(row.strain).toBeLessThanOrEqual(1);
      const { serve } = asked;
      const scenario = {
        serve: {
          ...serve,
          weights: row.weights,
          tp: row.tp,
          pp: row.pp,
          dp: row.dp,
          ep: row.ep,
          replicas: row.replicas,
        },
        on: { accelerator: row.chip },
        traffic,
        slo,
      };
      const simulated = simulateServe.run({ catalogue }, readInput(simulateServe.input, scenario));
      expect(simulated.outcome).toBe('kept');
      expect([row.ttft, row.tpot]).toEqual(simulated.promises.map(({ value }) => value.value));
      // Tokens that were served pay, here as there.
      expect(row.usdPerMillion).toBeCloseTo(simulated.money!.allPerOutput.value, 9);
      expect(row.perAccelerator).toBeCloseTo(simulated.rates.outputTokensPerSecondPerAccelerator.value, 9);
    }
  });

  it('are best first, with one of each kind of accelerator', () => {
    const costs = whole.kept.map(({ usdPerHour }) => usdPerHour!);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(whole.kept.map(({ chip }) => chip))).toEqual(new Set(asked.on.accelerator));
  });

  it('are marked where nobody looked at them so: a rough answer looks at the best alone', () => {
    const rough = plan({ rough: true });
    expect(rough.kept[0]).toEqual(whole.kept[0]);
    expect(rough.kept.slice(1).map(({ checked }) => checked)).toEqual(rough.kept.slice(1).map(() => false));
    expect(rough.kept.length).toBeGreaterThan(1);
    const { columns, rows } = servingPlanTable(rough);
    const at = columns.findIndex(({ key }) => key === 'checked');
    expect(rows.map((row) => row[at])).toEqual(['yes', ...rough.kept.slice(1).map(() => 'no')]);
  });

  it('are marked so where the search was stopped while they were looked at', () => {
    let told = 0;
    // Parts of the work before the looks make up 70 %.
    const stopped = plan({ onProgress: (done: number) => done < 720_000 || ++told < 2 });
    expect(stopped.outcome).toBe('stopped');
    expect(stopped.kept.some(({ checked }) => !checked)).toBe(true);
    expect(stopped.kept.filter(({ checked }) => checked).every(({ strain }) => strain <= 1)).toBe(true);
  });
});
