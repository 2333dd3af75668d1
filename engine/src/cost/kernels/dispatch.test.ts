import { describe, expect, it } from 'vitest';
import { copiesOf, type DispatchShape, dispatch } from './dispatch.ts';
import type { Limits } from './form.ts';

const limits: Limits = { peak: 1e15, bandwidth: 3e12, cores: 132, cache: 50e6, link: 200e9 };
/** DeepSeek-V3 on eight H800 as DeepEP states its tests. */
const normal: DispatchShape = {
  tokens: 4096,
  hidden: 7168,
  topk: 8,
  experts: 256,
  ranks: 8,
  elementBytes: 1.03125,
  lowLatency: false,
  cores: 24,
  domain: 8,
  network: 50e9,
};
const values = { t0: 20, te: 0.01, row: 1, tt: 0.4, tc: 0.05, core: 30, sh: 0.8, net: 0.85, hop: 10 };
const time = (shape: Partial<DispatchShape>, change: Record<string, number> = {}) =>
  dispatch.microseconds({ ...normal, ...shape }, { ...values, ...change }, limits);

describe('copies of a token', () => {
  it('a normal kernel sends one to each rank that holds an expert', () => {
    const { all, link, network } = copiesOf(normal);
    expect(all).toBeCloseTo(8 * (1 - (7 / 8) ** 8), 12);
    expect(link).toBeCloseTo((all * 7) / 8, 12);
    expect(network).toBe(0);
  });

  it('and crosses the network once for a server, its own left out', () => {
    expect(copiesOf({ ...normal, ranks: 16 }).network).toBeCloseTo((2 * (1 - 0.5 ** 8)) / 2, 12);
    expect(copiesOf({ ...normal, ranks: 64, mostServers: 4 }).network).toBeCloseTo(4 * (7 / 8), 12);
  });

  it('a low-latency kernel sends one for each expert', () => {
    const two = copiesOf({ ...normal, lowLatency: true, ranks: 16 });
    expect(two).toEqual({ all: 8, link: 4 * (7 / 8), network: 4 });
    expect(copiesOf({ ...normal, lowLatency: true })).toEqual({ all: 8, link: 7, network: 0 });
  });
});

describe('seconds of dispatch and combine', () => {
  it('one server by hand', () => {
    const row = 7168 * 1.03125;
    const { all, link } = copiesOf(normal);
    const copying = (4096 * (0.4 + all * (0.05 + row / 30e3))) / 24;
    const wire = (4096 * row * link) / (0.8 * 200e3);
    const both = (copying ** 2.5 + wire ** 2.5) ** 0.4;
    expect(time({})).toBeCloseTo(20 + 2.56 + row / 1000 + both, 6);
  });

  it('more cores never hurt, more tokens, experts a token and ranks always cost', () => {
    expect(time({ cores: 12 })).toBeGreaterThan(time({ cores: 24 }));
    expect(time({ tokens: 8192 })).toBeGreaterThan(time({ tokens: 4096 }));
    expect(time({ topk: 8 })).toBeGreaterThan(time({ topk: 4 }));
    expect(time({ ranks: 32 })).toBeGreaterThan(time({ ranks: 8 }));
    expect(time({ elementBytes: 2 })).toBeGreaterThan(time({}));
  });

  it('is never quicker than its bytes over the link or the network', () => {
    for (const lowLatency of [false, true]) {
      for (const ranks of [8, 16, 64]) {
        for (const tokens of [1, 64, 4096]) {
          const shape = { lowLatency, ranks, tokens };
          const now = time(shape, { t0: 0, te: 0, row: 0, tt: 0, tc: 0, core: 1e9, sh: 1, net: 1, hop: 0 });
          const { link, network } = copiesOf({ ...normal, ...shape });
          const bytes = tokens * 7168 * 1.03125;
          expect(now).toBeGreaterThanOrEqual((bytes * link) / 200e3 - 1e-9);
          expect(now).toBeGreaterThanOrEqual((bytes * network) / 50e3 - 1e-9);
        }
      }
    }
  });

  it('a low-latency kernel with few experts has few lanes', () => {
    const slow = { tt: 20 };
    const few = time({ lowLatency: true, experts: 8 }, slow);
    expect(few).toBeGreaterThan(5 * time({ lowLatency: true, experts: 128 }, slow));
    expect(time({ lowLatency: true, experts: 256 }, slow)).toBeGreaterThan(
      time({ lowLatency: true, experts: 132 }, slow),
    ); // no more lanes than cores
  });

  it('one rank or no tokens take no time', () => {
    expect(time({ ranks: 1 })).toBe(0);
    expect(time({ tokens: 0 })).toBe(0);
  });
});
