import { describe, expect, it } from 'vitest';
import { emptyRequest, openLoop } from '../../../serving/index.ts';
import { bounded } from '../bounded-traffic.ts';
import { sliceOf } from './plan-disaggregated.ts';
import { flipsOf } from './plan-flips.ts';
import type { Way } from './plan-rows.ts';

const way = (chip: string, usdPerHour: number, accelerators: number, replicas: number, carries: number): Way =>
  ({
    option: { chip: { id: chip, name: chip }, usdPerHour, accelerators, place: { chip: { name: chip } } },
    replicas,
    roles: null,
    strain: 0.9,
    carries,
    verified: {},
  }) as unknown as Way;

describe('flips', () => {
  it('the price below which the other is cheaper is what the best costs over the other accelerators', () => {
    // 10 x 2 USD = 20 USD against 8 x 3 USD = 24 USD.
    const [flip] = flipsOf([way('a', 2, 1, 10, 2.1), way('b', 3, 4, 2, 11)], 20);
    expect(flip).toMatchObject({ best: 'a', other: 'b', price: { below: 2.5, now: 3 } });
  });

  it('a replica of many accelerators is not worth its price at a low rate', () => {
    // b carries 100/s for 12 USD, a 2/s for 2 USD: above 12/s b, below it a.
    const [flip] = flipsOf([way('a', 2, 1, 50, 2.2), way('b', 3, 4, 1, 100)], 100);
    expect(flip!.best).toBe('b');
    expect(flip!.rateBelow!).toBeGreaterThan(5);
    expect(flip!.rateBelow!).toBeLessThan(16);
    expect(flip!.rateAbove).toBeNull();
  });

  it('one kind of accelerator has nothing to flip with, nor has one without a price', () => {
    expect(flipsOf([way('a', 2, 1, 1, 2)], 1)).toEqual([]);
    const unpriced = { ...way('b', 1, 1, 1, 2) };
    Object.assign(unpriced.option, { usdPerHour: null });
    expect(flipsOf([way('a', 2, 1, 1, 2), unpriced], 1)).toEqual([]);
  });
});

describe('a slice of a system of two roles', () => {
  it('gives no replica less than the whole does', () => {
    for (const whole of [
      { prefill: 1, decode: 1 },
      { prefill: 192, decode: 234 },
      { prefill: 3, decode: 1000 },
    ]) {
      const { roles, share } = sliceOf(whole, 24);
      expect(roles.prefill + roles.decode).toBeLessThanOrEqual(25);
      for (const role of ['prefill', 'decode'] as const)
        expect(share / roles[role]).toBeGreaterThanOrEqual((1 - 1e-9) / whole[role]);
    }
    expect(sliceOf({ prefill: 2, decode: 3 }, 24)).toEqual({ roles: { prefill: 2, decode: 3 }, share: 1 });
  });

  it('gives each role what it gets in the whole, so that a few replicas more are felt', () => {
    const load = (decode: number) => {
      const { roles, share } = sliceOf({ prefill: 33, decode }, 32);
      return share / roles.decode;
    };
    for (const decode of [100, 103, 106, 112, 121]) expect(load(decode) * decode).toBeLessThan(1.02);
    expect(load(103)).toBeLessThan(load(100));
    expect(load(106)).toBeLessThan(load(103));
  });
});

describe('bounded traffic', () => {
  const endless = () =>
    openLoop({
      seed: 1,
      arrivals: { perSecond: 10 },
      lengths: { input: { kind: 'constant', tokens: 10 }, output: { kind: 'constant', tokens: 10 } },
    });
  const all = (source: ReturnType<typeof bounded>) => {
    const request = emptyRequest();
    let [count, last] = [0, 0];
    while (source.next(request)) [count, last] = [count + 1, request.arrival];
    return { count, last, peek: source.peek() };
  };

  it('ends at its requests and at its seconds', () => {
    const never = Number.POSITIVE_INFINITY;
    expect(all(bounded(endless(), { seconds: never, requests: 70 }))).toMatchObject({ count: 70, peek: never });
    const { count, last, peek } = all(bounded(endless(), { seconds: 20, requests: never }));
    expect(count).toBeGreaterThan(140);
    expect(count).toBeLessThan(260);
    expect(last).toBeLessThanOrEqual(20);
    expect(peek).toBe(never);
  });
});
