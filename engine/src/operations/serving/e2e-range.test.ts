import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { servingRange } from '../../serving/index.ts';
import { readInput } from '../scenario/read.ts';
import { estimateServe } from './estimate-serve.ts';
import { simulateServe } from './simulate-serve.ts';

const catalogue = withKernels(readCatalogue());
/** More than it answers: prompts wait most of the time, and how long a prompt waits is known worst. */
const words = {
  serve: { model: 'llama-3.1-8b', weights: 'q4_k_m' },
  on: { accelerator: 'm1max' },
  traffic: { rate: '2/s', input: 1500, output: 270, requests: 200 },
  slo: { e2e: 'p99 60 s' },
};

describe('the range of an answer end to end', () => {
  it('ends no sooner than that of its first token, simulated', () => {
    const { latency, spread, promises } = simulateServe.run({ catalogue }, readInput(simulateServe.input, words));
    for (const key of ['mean', 'p50', 'p90', 'p95', 'p99'] as const) {
      const [e2e, ttft] = [latency.e2e![key], latency.ttft![key]];
      expect(e2e.high).toBeGreaterThanOrEqual(ttft.high);
      expect(e2e.low).toBeGreaterThanOrEqual(Math.min(ttft.low, e2e.value));
      expect(e2e.low).toBeLessThanOrEqual(e2e.value);
    }
    for (const [i, [share, , , high]] of spread.e2e.entries()) {
      expect(spread.ttft[i]![0]).toBe(share);
      expect(high).toBeGreaterThanOrEqual(spread.ttft[i]![3]);
    }
    expect(promises[0]!.value).toEqual(latency.e2e!.p99);
  });

  it('nor under constant load', () => {
    const { figures } = estimateServe.run({ catalogue }, readInput(estimateServe.input, words));
    const { ttft, line, e2e } = figures!;
    expect(e2e.high).toBeGreaterThanOrEqual(ttft.high + (line?.high ?? 0));
  });
});

const ONE = { serve: { model: 'llama-3.1-8b' }, on: { accelerator: 'h100-sxm', count: 1 } };
const EIGHT = { serve: { model: 'llama-3.1-70b', weights: 'fp8' }, on: { accelerator: 'h100-sxm', count: 8 } };
const MOE = { serve: { model: 'qwen3-30b-a3b' }, on: { accelerator: 'h100-sxm', count: 1 } };
const load = (rate: string) => ({ traffic: { rate, input: 1000, output: 200, requests: 200 } });
const estimated = (question: object) => estimateServe.run({ catalogue }, readInput(estimateServe.input, question));

describe('ranges of figures that are made of others', () => {
  it.each([
    ['one accelerator', { ...ONE, ...load('0.5/s') }],
    ['eight', { ...EIGHT, ...load('12/s') }],
    ['experts', { ...MOE, ...load('2/s') }],
    ['one request at a time', words],
  ])('end to end lasts what its parts last together: %s', (_, question) => {
    const { ttft, line, tpot, e2e } = estimated(question).figures!;
    const { output } = question.traffic;
    for (const end of ['low', 'value', 'high'] as const)
      expect(e2e[end] / (ttft[end] + (line?.[end] ?? 0) + (output - 1) * tpot[end]), end).toBeCloseTo(1, 9);
  });

  it('and so in a simulation, on average', () => {
    const question = { ...ONE, ...load('0.5/s') };
    const { ttft, tpot, e2e } = simulateServe.run({ catalogue }, readInput(simulateServe.input, question)).latency;
    for (const end of ['low', 'high'] as const)
      expect(e2e!.mean[end] / (ttft!.mean[end] + 199 * tpot!.mean[end]), end).toBeCloseTo(1, 2);
  });

  it('joules of a token are watts over a rate that is given', () => {
    const { watts, joulesPerOutputToken, siteWatts, siteJoulesPerOutputToken } = estimated({ ...ONE, ...load('0.5/s') })
      .figures!.power!;
    for (const end of ['low', 'value', 'high'] as const) {
      expect(joulesPerOutputToken[end]).toBeCloseTo(watts[end] / 100, 9);
      expect(siteJoulesPerOutputToken[end]).toBeCloseTo(siteWatts[end] / 100, 9);
    }
  });

  it('as in a simulation that keeps up', () => {
    const question = { ...ONE, ...load('0.5/s') };
    const { power, rates } = simulateServe.run({ catalogue }, readInput(simulateServe.input, question));
    for (const end of ['low', 'value', 'high'] as const)
      expect(power!.joulesPerOutputToken[end]).toBeCloseTo(power!.watts[end] / rates.outputTokensPerSecond.value, 9);
  });

  it('where the rate itself is unknown, as published rows of joules miss', () => {
    const { figures, grade } = estimated({ ...ONE, traffic: { concurrency: 32, input: 1000, output: 200 } });
    const { value, low, high } = figures!.power!.joulesPerOutputToken;
    expect([low, high]).toEqual(
      (({ low, high }) => [low, high])(servingRange('energy', value, { grade: grade!, kind: 'dense' })),
    );
  });
});
