import { describe, expect, it } from 'vitest';
import type { StepTimer } from '../iteration/step.ts';
import { openLoop } from '../traffic/index.ts';
import { runRanges } from './range-runs.ts';
import { runSimulation, type SimulationSetup } from './run-simulation.ts';
import { PLAIN_REPLICA, type ReplicaSettings } from './settings.ts';

/** 10 ms a step, 0.1 ms a decode, 20 us a prompt token. */
const timer: StepTimer = { seconds: (s) => 0.01 + 1e-4 * s.decodes + 2e-5 * s.chunkTokens + 1e-8 * s.chunkPrior };
const settings: ReplicaSettings = {
  scheduler: 'vllm-v1',
  maxBatch: 64,
  maxBatchedTokens: 2048,
  chunkedPrefill: true,
  blockTokens: 16,
  blocks: 5000,
  watermark: 0,
  maxModelTokens: 8192,
  ...PLAIN_REPLICA,
};

const setup = (perSecond: number, seconds = 300): SimulationSetup => ({
  source: () =>
    openLoop({
      seed: 3,
      arrivals: { perSecond },
      lengths: { input: { kind: 'constant', tokens: 500 }, output: { kind: 'constant', tokens: 100 } },
      seconds,
      requests: 1e6,
    }),
  pools: [{ settings, timer, count: 1 }],
});

describe('a simulation looked at from all sides', () => {
  it('keeps account of where its seconds go, from the steps it looks at', () => {
    const { usage, result } = runSimulation(setup(10));
    const [one] = usage;
    // One step in 31 is looked at: the mean step must be that of all.
    expect(one!.steps).toBe(Math.floor(result.totals.steps / 31));
    expect(one!.seconds / one!.steps).toBeCloseTo(result.totals.busySeconds / result.totals.steps, 3);
    // 500 tokens at 20 us a request, all other seconds are for answers.
    const prompts = (one!.promptSeconds / one!.seconds) * result.totals.busySeconds;
    expect(prompts / (result.finished * 500 * 2e-5)).toBeGreaterThan(0.9);
    expect(prompts / (result.finished * 500 * 2e-5)).toBeLessThan(2.2); // a step of prompts alone counts with its 10 ms
  });

  it('does not disturb a timer that is asked again', () => {
    // As fast timers do: what depends on contexts alone is added to what was looked up for the step before.
    let base = 0;
    const again: StepTimer = {
      seconds: (s) => {
        base = 0.01 + 1e-4 * s.decodes + 2e-5 * s.chunkTokens;
        return base + 1e-9 * s.decodeContext;
      },
      again: (s) => base + 1e-9 * s.decodeContext,
    };
    const { again: _, ...plain } = again;
    const of = (one: StepTimer) => runSimulation({ ...setup(20), pools: [{ settings, timer: one, count: 1 }] });
    expect(of(again).metrics).toEqual(of(plain).metrics);
  });

  it('gives the same answer as without looking', () => {
    const seen = runSimulation(setup(10));
    const slower = runSimulation(setup(10), { factor: 1.0000000001 });
    expect(seen.metrics.ttft.p99).toBeCloseTo(slower.metrics.ttft.p99, 6);
    expect(seen.quantile('ttft', 0.99)).toBe(seen.metrics.ttft.p99);
  });

  it('says overloaded where more comes than goes, and ends there', () => {
    // 64 rows take 16.4 ms a step, 100 steps, and 64 prompts of 10 ms: 28 a second.
    const kept = runSimulation(setup(20));
    expect(kept.overload).toBeNull();
    const over = runSimulation(setup(60));
    expect(over.overload!.waiting).toBeGreaterThan(1000);
    const far = runSimulation(setup(200, 1e6));
    expect(far.result.verdict).toBe('overloaded');
    expect(far.result.arrived).toBeLessThan(20_000);
    expect(far.overload!.arrived).toBeGreaterThan(1000);
  });

  it('a burst that comes at once is no overload', () => {
    const burst = runSimulation({
      ...setup(1),
      source: () =>
        openLoop({
          seed: 1,
          arrivals: { perSecond: 1e6 },
          lengths: { input: { kind: 'constant', tokens: 100 }, output: { kind: 'constant', tokens: 20 } },
          requests: 8000,
        }),
    });
    expect(burst.result.verdict).toBe('finished');
    expect(burst.overload).toBeNull();
  });
});

describe('ranges', () => {
  it('widen near the limit: a slower step is many times the wait', () => {
    const at = (rate: number) => {
      const { middle, fast, slow } = runRanges(setup(rate), { low: 0.1, high: 0.1 });
      const [low, mid, high] = [fast!, middle, slow!].map((run) => run.metrics.ttft.p99);
      expect(low!).toBeLessThan(mid!);
      expect(high!).toBeGreaterThan(mid!);
      return high! / mid!;
    };
    const quiet = at(5);
    expect(quiet).toBeLessThan(1.25);
    expect(at(26)).toBeGreaterThan(1.5 * quiet);
  });

  it('are not had where a step has no spread', () => {
    expect(runRanges(setup(5), { low: 0, high: 0 })).toMatchObject({ fast: null, slow: null });
  });

  it('progress runs over all three', () => {
    const seen: number[] = [];
    runRanges(
      {
        ...setup(20),
        source: () =>
          openLoop({
            seed: 1,
            arrivals: { perSecond: 20 },
            lengths: { input: { kind: 'constant', tokens: 100 }, output: { kind: 'constant', tokens: 20 } },
            requests: 9000,
          }),
      },
      { low: 0.1, high: 0.1 },
      {
        onProgress: (ended, total) => {
          seen.push(ended / total!);
          return true;
        },
      },
    );
    expect(seen.every((share, i) => i === 0 || share >= seen[i - 1]!)).toBe(true);
    expect(seen.at(-1)).toBeGreaterThan(0.9);
    expect(seen.at(-1)).toBeLessThanOrEqual(1);
  });
});
