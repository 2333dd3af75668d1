import { describe, expect, it } from 'vitest';
import { customAllReduce, customReaches } from './custom-all-reduce.ts';
import type { Limits } from './form.ts';

const limits: Limits = { peak: 1e15, bandwidth: 3e12, cores: 132, cache: 50e6, link: 450e9 };
const values = { a: 4, lam: 0.1, b1: 0.6, g: 4, b2: 0.7, up2: 4, up4: 8, up8: 32 };
const time = (ranks: number, bytes: number, change: Record<string, number> = {}) =>
  customAllReduce.microseconds({ ranks, bytes }, { ...values, ...change }, limits);

describe("an engine's own all-reduce", () => {
  it('one-shot and two-shot by hand', () => {
    expect(time(8, 16384)).toBeCloseTo(4 + 0.7 + (7 * 16384) / (0.6 * 450e3), 9);
    expect(time(8, 8e6)).toBeCloseTo(4 + 0.7 + 4 + (1.75 * 8e6) / (0.7 * 450e3), 9);
  });

  it('two-shot wins at large sizes with more than two ranks, one-shot at small ones', () => {
    const never = { g: 50 };
    expect(time(8, 8e6)).toBeLessThan(time(8, 8e6, never));
    expect(time(8, 8192)).toBe(time(8, 8192, never));
    expect(time(2, 64e6)).toBe(time(2, 64e6, never));
  });

  it('grows with bytes and with ranks, and is never quicker than its bytes over the link', () => {
    for (const ranks of [2, 4, 6, 8]) {
      for (let bytes = 256; bytes <= 2 ** 25; bytes *= 2) {
        const now = time(ranks, bytes, { b1: 1, b2: 1 });
        expect(now).toBeGreaterThan(time(ranks, bytes / 2, { b1: 1, b2: 1 }));
        expect(now).toBeGreaterThan((((2 * (ranks - 1)) / ranks) * bytes * 1e6) / limits.link);
        if (ranks > 2) expect(now).toBeGreaterThan(time(ranks - 2, bytes, { b1: 1, b2: 1 }));
      }
    }
  });

  it('hands over to NCCL above its limit and beyond eight ranks', () => {
    const mebi = 2 ** 20;
    expect(customReaches({ ranks: 2, bytes: 4 * mebi }, values)).toBe(true);
    expect(customReaches({ ranks: 2, bytes: 4 * mebi + 1 }, values)).toBe(false);
    expect(customReaches({ ranks: 4, bytes: 8 * mebi }, values)).toBe(true);
    expect(customReaches({ ranks: 8, bytes: 32 * mebi }, values)).toBe(true);
    expect(customReaches({ ranks: 8, bytes: 64 * mebi }, values)).toBe(false);
    expect(customReaches({ ranks: 16, bytes: 1024 }, values)).toBe(false);
    expect(customReaches({ ranks: 4, bytes: 1024 }, { ...values, up4: 0 })).toBe(false);
  });

  it('an eager host hides it: the floor is what is seen', () => {
    const shape = { ranks: 8, bytes: 1024 };
    expect(customAllReduce.microseconds(shape, values, limits, { host: 30 })).toBeCloseTo(30, 3);
    expect(customAllReduce.microseconds(shape, values, limits)).toBeLessThan(5);
  });

  it('one rank and no bytes take no time', () => {
    expect(time(1, 1e6)).toBe(0);
    expect(time(8, 0)).toBe(0);
  });
});
