import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
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
