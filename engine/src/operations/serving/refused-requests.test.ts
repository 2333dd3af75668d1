import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { keptButTooLong } from '../../report/index.ts';
import { readTrace } from '../../serving/index.ts';
import { readInput } from '../scenario/read.ts';
import { estimateServe } from './estimate-serve.ts';
import { planServe } from './plan/plan-serve.ts';
import { simulateServe } from './simulate-serve.ts';

const catalogue = withKernels(readCatalogue());
/** A quarter of the prompts is longer than the context. */
const traffic = { rate: '3/s', input: 600, input_p95: 2400, output: 50, requests: 200 };
const scenario = (context: number, slo: Record<string, unknown> = { ttft: 'p95 2 s' }) => ({
  serve: { model: 'llama-3.1-8b', context },
  on: { accelerator: 'h100-sxm' },
  traffic,
  slo,
});
const simulate = (words: unknown) => simulateServe.run({ catalogue }, readInput(simulateServe.input, words));

describe('requests that are refused', () => {
  it('break a promise whose share they exceed, however fast the others are', () => {
    const { outcome, requests, promises } = simulate(scenario(1024));
    expect(requests.refused[0]!.why).toBe('too-long');
    expect(requests.refused[0]!.count).toBeGreaterThan(20);
    expect(promises[0]!.value.value).toBeLessThan(2);
    expect([outcome, promises[0]!.kept]).toEqual(['missed', false]);
    expect(simulate(scenario(1024, { ttft: 'p50 2 s' })).outcome).toBe('kept');
    expect(simulate(scenario(65_536)).outcome).toBe('kept');
  });

  it('leave a plan without a way, at once', () => {
    const plan = planServe.run({ catalogue }, readInput(planServe.input, scenario(1024)));
    expect([plan.outcome, plan.kept.length]).toEqual(['missed', 0]);
    expect(plan.simulation!.requests.refused.length).toBe(1);
    // More accelerators take no longer requests: neither as the nearest way nor as a lever.
    expect(keptButTooLong(plan.simulation!)).toBe(true);
    expect([plan.lever, plan.nearest?.accelerators]).toEqual([null, plan.simulation!.deployments[0]!.replicas]);
  });

  it('are none where conversations end at the context of the model', () => {
    const coding = {
      serve: { model: 'qwen3-30b-a3b', tp: 2 },
      on: { accelerator: 'h100-sxm' },
      traffic: { preset: 'coding-agent', users: 60, requests: 600 },
    };
    const { requests, assumed, traffic: made } = simulate(coding);
    const refused = requests.refused.reduce((sum, { count }) => sum + count, 0);
    expect(refused).toBeLessThan(0.02 * made.arrived);
    expect(assumed).toContainEqual(expect.objectContaining({ key: 'session', value: 40_960 }));
  });

  it('of one length are told before anything is counted', () => {
    const long = { ...scenario(1024), traffic: { rate: '1/s', input: 1000, output: 50 } };
    expect(() => simulate(long)).toThrow();
    expect(() => estimateServe.run({ catalogue }, readInput(estimateServe.input, long))).toThrow();
  });
});

describe('the month of a user', () => {
  it('is the share of what stands all month, under constant load and as simulated', () => {
    const words = {
      serve: { model: 'llama-3.1-8b' },
      on: { accelerator: 'h100-sxm' },
      traffic: { preset: 'personal-assistant', users: 2000, requests: 300 },
    };
    const steady = estimateServe.run({ catalogue }, readInput(estimateServe.input, words)).figures!;
    const simulated = simulate(words);
    for (const { money, uses } of [steady, simulated])
      expect(uses!.perUserMonth.value).toBeCloseTo((money!.perHour.value * 730.5) / 2000, 9);
  });
});

describe('rows of a trace without an answer', () => {
  const text = 'arrival,input,output\n0,100,20\n1,200,0\n2,100,30\n3,50,0\n';
  const words = { serve: { model: 'llama-3.1-8b' }, on: { accelerator: 'h100-sxm' }, traffic: { trace: 'mine.csv' } };
  const context = (zeroOutput?: 'drop') => ({
    catalogue,
    trace: () => readTrace(text, zeroOutput ? { zeroOutput } : {}),
  });

  it('are counted with their first line, and answered with one token or left out', () => {
    const one = simulateServe.run(context(), readInput(simulateServe.input, words));
    expect(one.repairs).toEqual([{ rule: 'zero-output-one', rows: 2, first: [3, 5] }]);
    expect(one.requests.finished).toBe(4);
    const dropped = simulateServe.run(context('drop'), readInput(simulateServe.input, words));
    expect(dropped.repairs).toEqual([{ rule: 'zero-output-dropped', rows: 2, first: [3, 5] }]);
    expect(dropped.requests.finished).toBe(2);
    expect(estimateServe.run(context(), readInput(estimateServe.input, words)).repairs).toHaveLength(1);
  });
});
