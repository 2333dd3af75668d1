import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { makeGpt, readArchitecture } from '../../model/index.ts';
import type { StepTimer } from '../iteration/step.ts';
import { cutsOf } from './cuts.ts';
import type { ReadyOption } from './option.ts';
import { type Demand, planServing, type Verified } from './plan-serving.ts';
import { mostRunning, steadyState, steadyStateAt } from './steady-state.ts';

/** 10 ms a step, 10 us a decode, 20 us a prompt token. */
const timer: StepTimer = { seconds: (s) => 0.01 + 1e-5 * s.decodes + 2e-5 * s.chunkTokens };
const load = { input: 1000, output: 100, cached: 0 };
const limits = { maxBatch: 256, maxBatchedTokens: 8192, kvTokens: 100_000 };
const chip = readCatalogue().chips.find((c) => c.id === 'h100-sxm')!;

const option = (change: Partial<ReadyOption>): ReadyOption => ({
  chip,
  accelerators: 1,
  deployment: { tp: 1, pp: 1, dp: 1, ep: 1, weights: {} as never, kv: 'bf16' },
  engine: 'vllm',
  settings: {},
  timer,
  replica: { maxBatch: 256, maxBatchedTokens: 8192, blocks: 6250, blockTokens: 16 } as never,
  spread: { low: 0.1, high: 0.1 },
  grade: 'silicon',
  usdPerHour: 2,
  ...change,
});

/** Waiting as in M/D/1 around the steady state: enough for a search to meet. */
function verify(one: ReadyOption, replicas: number, rate = 200): Verified {
  const bounds = { maxBatch: 256, maxBatchedTokens: 8192, kvTokens: 100_000 };
  const most = steadyState(one.timer, load, bounds, mostRunning(load, bounds)).requestsPerSecond;
  const busy = rate / replicas / most;
  const steady = steadyStateAt(one.timer, load, bounds, rate / replicas);
  const wait = busy < 1 ? busy / (2 * (1 - busy)) / most : 1e3;
  return {
    at: (quantity) => (quantity === 'ttft' ? 0.05 + wait * 20 : (steady?.step ?? 1)),
    steady: busy < 1,
    watts: null,
  };
}

const demand: Demand = {
  load,
  requestsPerSecond: 200,
  limits: [
    { quantity: 'ttft', percentile: 0.99, seconds: 1 },
    { quantity: 'tpot', percentile: 0.99, seconds: 0.03 },
  ],
  objective: 'cost',
  mostAccelerators: 1000,
};

describe('a steady state', () => {
  it('is the batch times its tokens over its steps', () => {
    const s = steadyState(timer, load, limits, 50);
    // Half of the iterations run one prompt of 1,000 tokens.
    expect(s.prefillShare).toBeCloseTo(0.5, 12);
    expect(s.step).toBeCloseTo(0.5 * 0.0105 + 0.5 * 0.0305, 12);
    expect(s.requestsPerSecond).toBeCloseTo(50 / (100 * s.step), 9);
  });

  it('carries more with a larger batch, and is found again from its rate', () => {
    let before = 0;
    for (const running of [1, 2, 5, 20, 80, 90]) {
      const s = steadyState(timer, load, limits, running);
      expect(s.requestsPerSecond).toBeGreaterThan(before);
      before = s.requestsPerSecond;
      expect(steadyStateAt(timer, load, limits, s.requestsPerSecond * 0.999)!.running).toBeCloseTo(running, -1);
    }
  });

  it('is bounded by the cache and never found above it', () => {
    expect(mostRunning(load, limits)).toBe(95);
    expect(mostRunning(load, { ...limits, kvTokens: 500 })).toBe(0);
    expect(steadyStateAt(timer, load, limits, 1e6)).toBeNull();
    expect(steadyStateAt(timer, load, { ...limits, kvTokens: 500 }, 1)).toBeNull();
  });

  it('in a step that prompts fill, prompts set the pace', () => {
    const long = { input: 30_000, output: 1, cached: 0 };
    const s = steadyState(timer, long, { ...limits, kvTokens: 1e6 }, 8);
    // Nobody decodes faster than its prompt is read: 8 prompts of 30,000 tokens.
    expect(s.step).toBeGreaterThan(8 * 30_000 * 2e-5);
  });
});

describe('cuts of a model', () => {
  const gpt = makeGpt({ layers: 4, hidden: 512, heads: 8, vocab: 1000, sequence: 128 } as never);
  it('keep tensor parallelism inside a domain and dividing the heads', () => {
    const cuts = cutsOf(gpt, { domain: 8, most: 16 });
    expect(cuts.filter((c) => c.pp === 1).map((c) => c.tp)).toEqual([1, 2, 4, 8]);
    expect(cuts.filter((c) => c.pp > 1)).toEqual([{ tp: 8, pp: 2, dp: 1, ep: 1 }]);
  });

  it('offer experts whole on ranks, with attention in data parallel', () => {
    const moe = readCatalogue().models.find((m) => m.id === 'deepseek-v3')!;
    const cuts = cutsOf(readArchitecture(moe.config, moe.id, moe.name), { domain: 8, most: 32 });
    expect(cuts).toContainEqual({ tp: 1, pp: 1, dp: 32, ep: 32 });
    expect(cuts).toContainEqual({ tp: 8, pp: 1, dp: 1, ep: 8 });
    for (const { tp, dp, pp } of cuts) expect(tp * dp * pp).toBeLessThanOrEqual(32);
  });
});

describe('the plan', () => {
  it('takes the fewest replicas that keep every limit', () => {
    const { kept } = planServing([option({})], demand, verify);
    const [best] = kept;
    expect(best!.strain).toBeLessThanOrEqual(1);
    expect(
      Math.max(
        ...demand.limits.map((l) => verify(option({}), best!.replicas - 1).at(l.quantity, l.percentile) / l.seconds),
      ),
    ).toBeGreaterThan(1);
  });

  it('takes the cheapest, and leaves out what its bound rules out', () => {
    const dear = option({ usdPerHour: 50 });
    const { kept, simulated, compared } = planServing([dear, option({})], demand, verify, { top: 1 });
    expect(kept[0]!.usdPerHour).toBe(kept[0]!.replicas * 2);
    expect(compared).toBe(2);
    const alone = planServing([option({})], demand, verify, { top: 1 }).simulated;
    expect(simulated).toBe(alone);
  });

  it('says which comes nearest when none keeps the promise', () => {
    const slow = option({ timer: { seconds: (s) => 5 * timer.seconds(s) } });
    const { kept, nearest } = planServing([slow], demand, (o, r) => verify(o, r));
    expect(kept).toEqual([]);
    expect(nearest!.strain).toBeGreaterThan(1);
  });

  it('never plans more accelerators than there are, and nothing where nothing fits', () => {
    const few = planServing([option({})], { ...demand, mostAccelerators: 1 }, verify);
    expect(few.kept).toEqual([]);
    const tiny = option({ replica: { maxBatch: 1, maxBatchedTokens: 8192, blocks: 1, blockTokens: 16 } as never });
    expect(planServing([tiny], demand, verify)).toMatchObject({ kept: [], nearest: null });
  });

  it('stops when asked to', () => {
    const plan = planServing([option({}), option({})], demand, verify, { onProgress: () => false });
    expect(plan).toMatchObject({ complete: false, kept: [] });
  });
});
