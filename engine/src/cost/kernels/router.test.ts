import { describe, expect, it } from 'vitest';
import { equalLoads, expertLoads, powerLaw, type Routing, routedLoads, summarise } from './router.ts';

const sum = (loads: Iterable<number>) => [...loads].reduce((a, b) => a + b, 0);
const routing = (more: Partial<Routing>): Routing => ({
  tokens: 64,
  topk: 8,
  experts: 256,
  expertParallel: 1,
  skew: 0,
  ...more,
});

describe('loads of experts under a router', () => {
  it('add up to tokens x topk for every skew and size, and no expert gets a token twice', () => {
    for (const tokens of [1, 2, 3, 7, 31, 64, 1000, 16384]) {
      for (const skew of [0, 0.6, 1, 1.01, 1.2, 2]) {
        for (const [experts, topk] of [
          [8, 2],
          [16, 1],
          [128, 8],
          [512, 22],
        ] as const) {
          const loads = expertLoads(routing({ tokens, skew, experts, topk }));
          expect(loads.length).toBe(experts);
          expect(sum(loads)).toBe(tokens * topk);
          expect(Math.max(...loads)).toBeLessThanOrEqual(tokens);
        }
      }
    }
  });

  it('ascend before they are dealt to ranks, steeper for a larger exponent', () => {
    const flat = powerLaw(4096, 8, 256, 0.6).loads;
    const steep = powerLaw(4096, 8, 256, 1.2).loads;
    for (const loads of [flat, steep]) {
      for (let i = 1; i < loads.length; i++) expect(loads[i]!).toBeGreaterThanOrEqual(loads[i - 1]!);
    }
    expect(steep[255]!).toBeGreaterThan(2 * flat[255]!);
  });

  it("follow the power law: with a = 1 a quantile is the bounds' ratio to the power of its share", () => {
    // bounds 1 and 0.8 * 10,000; 4 experts at u = 1/8, 3/8, 5/8, 7/8
    const raw = [0.125, 0.375, 0.625, 0.875].map((u) => 8000 ** u);
    const total = sum(raw);
    const { loads } = powerLaw(10_000, 1, 4, 1);
    raw.forEach((x, i) => {
      expect(Math.abs(loads[i]! - (x / total) * 10_000)).toBeLessThanOrEqual(1.5); // rounding, and one row to make up the total
    });
  });

  it('of few tokens are one row each: rounding gives to those that have none', () => {
    // 8 tokens x 8 of 256 experts: the benchmark times the same 64 experts with one row whether skewed or not
    expect(routedLoads(routing({ tokens: 8, skew: 1.01 })).active).toBe(64);
    expect(routedLoads(routing({ tokens: 8 })).active).toBe(64);
  });

  it('of the busiest rank are no less than an even share and the same every time', () => {
    for (const expertParallel of [2, 8, 64, 256]) {
      const skewed = routing({ tokens: 512, skew: 1.2, expertParallel });
      const own = expertLoads(skewed);
      expect(own.length).toBe(256 / expertParallel);
      expect(sum(own)).toBeGreaterThanOrEqual((512 * 8) / expertParallel);
      expect([...expertLoads(skewed)]).toEqual([...own]);
    }
  });

  it('with one expert a rank the busiest rank holds the busiest expert', () => {
    const all = expertLoads(routing({ tokens: 512, skew: 1.2 }));
    expect(expertLoads(routing({ tokens: 512, skew: 1.2, expertParallel: 256 }))[0]).toBe(Math.max(...all));
  });

  it('gathered remainders fall on one rank', () => {
    const one = { tokens: 1, skew: 1.2, experts: 128, expertParallel: 16 };
    expect(routedLoads(routing({ ...one, gathered: true })).active).toBe(8);
    expect(routedLoads(routing(one)).active).toBeLessThan(8);
  });

  it('count blocks an expert at a time, and those of other ranks apart', () => {
    expect(summarise(Uint32Array.of(0, 1, 16, 17, 200))).toEqual({
      active: 4,
      assignments: 234,
      busiest: 200,
      blocks: [1 + 1 + 2 + 13, 1 + 1 + 1 + 7, 1 + 1 + 1 + 4, 1 + 1 + 1 + 2],
      foreign: [0, 0, 0, 0],
    });
    const half = routedLoads(routing({ tokens: 256, expertParallel: 2 }));
    expect(half.blocks).toEqual([128, 128, 128, 128]);
    expect(half.foreign).toEqual([128, 128, 128, 128]);
    expect(equalLoads(4, 100)).toEqual({
      active: 4,
      assignments: 400,
      busiest: 100,
      blocks: [28, 16, 8, 4],
      foreign: [0, 0, 0, 0],
    });
  });
});
