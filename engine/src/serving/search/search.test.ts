import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { makeGpt, readArchitecture } from '../../model/index.ts';
import type { StepTimer } from '../iteration/step.ts';
import { cutsOf } from './cuts.ts';
import { matchedRoles, roleRates } from './disaggregate.ts';
import { rateFront, ratePoints } from './front.ts';
import type { ReadyOption } from './option.ts';
import { type Demand, idleStrain, planServing, type Verified } from './plan-serving.ts';
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

  it('comes as near with the fewest replicas: a hundred more that gain next to nothing are not planned', () => {
    // Waiting goes, the prompt's own second stays: no number of replicas keeps half a second.
    const floor = (_: ReadyOption, replicas: number): Verified => ({
      at: (quantity) => (quantity === 'ttft' ? 1 + 1 / replicas ** 3 : 0.01),
      steady: true,
      watts: null,
    });
    const limits = demand.limits.map((limit) => (limit.quantity === 'ttft' ? { ...limit, seconds: 0.5 } : limit));
    const { kept, nearest, missed, simulated } = planServing([option({})], { ...demand, limits }, floor);
    expect(kept).toEqual([]);
    expect(nearest!.replicas).toBeLessThan(20);
    expect(missed).toHaveLength(1);
    expect(simulated).toBeLessThan(8);
  });

  it('takes what was not measured for no promise kept', () => {
    const unmeasured = (): Verified => ({ at: () => Number.NaN, steady: true, watts: null });
    const { kept, nearest } = planServing([option({})], demand, unmeasured);
    expect(kept).toEqual([]);
    expect(nearest?.strain ?? Number.POSITIVE_INFINITY).toBe(Number.POSITIVE_INFINITY);
  });

  it('gives up at once where one request alone is too slow, and only there', () => {
    // 20 us a prompt token: 1,000 take 20 ms; a step 10 ms.
    const promised = (seconds: number): Demand => ({
      ...demand,
      limits: [{ quantity: 'ttft', percentile: 0.99, seconds }],
    });
    expect(idleStrain(option({}), promised(0.01))).toBeGreaterThan(1);
    expect(idleStrain(option({}), promised(0.04))).toBeLessThanOrEqual(1);
    const pace: Demand = { ...demand, limits: [{ quantity: 'tpot', percentile: 0.99, seconds: 0.009 }] };
    expect(idleStrain(option({}), pace)).toBeGreaterThan(1);
    expect(planServing([option({})], pace, verify).simulated).toBeLessThanOrEqual(2);
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

describe('the front of rates', () => {
  it('falls for a user as it rises for an accelerator, and nothing beats it', () => {
    const slow = option({ timer: { seconds: (s) => 2 * timer.seconds(s) } });
    const points = [option({}), slow].flatMap((one) => ratePoints(one, load));
    const front = rateFront(points);
    expect(front.length).toBeGreaterThan(3);
    expect(front.every((point) => point.option.timer === timer)).toBe(true);
    front.slice(1).forEach((point, i) => {
      expect(point.perUser).toBeLessThan(front[i]!.perUser);
      expect(point.perAccelerator).toBeGreaterThan(front[i]!.perAccelerator);
    });
    for (const point of points)
      expect(front.some((best) => best.perUser >= point.perUser && best.perAccelerator >= point.perAccelerator)).toBe(
        true,
      );
    // 2 USD/h over an hour's tokens.
    expect(front[0]!.usdPerMillion).toBeCloseTo((2 / 3600 / front[0]!.perAccelerator) * 1e6, 9);
  });
});

describe('roles matched by rate', () => {
  it('reads prompts and answers as fast as the timer lets them', () => {
    const one = option({});
    const rates = roleRates(one, one, load, [{ quantity: 'tpot', percentile: 0.99, seconds: 0.0105 }]);
    // 8 prompts of 1,000 tokens in a step of 10 ms + 160 ms.
    expect(rates.prefill).toBeCloseTo(8 / 0.17, 6);
    // 50 rows take 10.5 ms: 100 tokens each.
    expect(rates.decode).toBeCloseTo(50 / (100 * 0.0105), 0);
    expect(matchedRoles(rates, 100)).toEqual({ prefill: 3, decode: 3 });
    expect(matchedRoles(rates, 1)).toEqual({ prefill: 1, decode: 1 });
  });
});

describe('what is to be least', () => {
  it('energy is what the simulation drew, not what the label says', () => {
    const watts = (draw: number): StepTimer => ({ ...timer, idleWatts: 100, watts: () => draw });
    const [thirsty, lean] = [option({ timer: watts(900) }), option({ timer: watts(300) })];
    const drawn = (one: ReadyOption, replicas: number): Verified => ({
      ...verify(one, replicas),
      watts: one === thirsty ? 900 : 300,
    });
    const { kept } = planServing([thirsty, lean], { ...demand, objective: 'energy' }, drawn);
    expect(kept[0]!.option).toBe(lean);
    expect(kept).toHaveLength(2);
  });

  it('with and without pruning the best is the same, and a larger space is never worse', () => {
    const all = [1, 2, 3].flatMap((slow) =>
      [1, 2.5].map((usd) =>
        option({ usdPerHour: usd * slow, timer: { seconds: (s) => (slow * timer.seconds(s)) / usd } }),
      ),
    );
    let before = Number.POSITIVE_INFINITY;
    for (let n = 1; n <= all.length; n++) {
      const space = all.slice(0, n);
      const [best] = planServing(space, demand, verify, { top: 1 }).kept;
      const [unpruned] = planServing(space, demand, verify, { top: 100 }).kept;
      const cost = best?.usdPerHour ?? Number.POSITIVE_INFINITY;
      expect(cost).toBe(unpruned?.usdPerHour ?? Number.POSITIVE_INFINITY);
      expect(cost).toBeLessThanOrEqual(before);
      before = cost;
    }
    expect(before).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('one more promise never makes it cheaper', () => {
    const cost = (limits: Demand['limits']) =>
      planServing([option({})], { ...demand, limits }, verify).kept[0]?.usdPerHour ?? Number.POSITIVE_INFINITY;
    const [ttft, tpot] = demand.limits;
    expect(cost([ttft!, tpot!])).toBeGreaterThanOrEqual(cost([ttft!]));
    expect(cost([ttft!, tpot!])).toBeGreaterThanOrEqual(cost([tpot!]));
    expect(cost([{ ...ttft!, seconds: 0.06 }])).toBeGreaterThanOrEqual(cost([ttft!]));
  });
});
