import { describe, expect, it } from 'vitest';
import { minimise } from '../../trust/calibrate/kernels/minimise.ts';
import { type CollectiveOperation, type CollectiveShape, ncclCollective, ringOf } from './collective.ts';
import type { Limits } from './form.ts';

const limits: Limits = { peak: 1e15, bandwidth: 3e12, cores: 132, cache: 50e6, link: 450e9 };
const values = { a0: 6, lam: 0.6, sh: 0.8, bc: 2, gam: 5, pair: 1, nv: 0.7, sw: 4.75, from: 5 };
const OPERATIONS: readonly CollectiveOperation[] = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all'];
const time = (shape: Partial<CollectiveShape>, change: Record<string, number> = {}, link = limits.link) =>
  ncclCollective.microseconds(
    { operation: 'all-gather', ranks: 8, bytes: 8e6, floats: true, ...shape },
    { ...values, ...change },
    { ...limits, link },
  );

describe('a collective of a library in one domain', () => {
  it.each([
    // 8 MB over eight ranks: 7 MB on the wire, 1 MB copied.
    ['all-gather', 6 + 0.6 * 7 + 7e6 / (0.8 * 450e3) + 1e6 / (2 * 450e3) + 5 * Math.sqrt(7)],
    ['reduce-scatter', 6 + 0.6 * 7 + 7e6 / (0.8 * 450e3) + 1e6 / (2 * 450e3) + 5 * Math.sqrt(7)],
    ['all-to-all', 6 + 0.6 * 3 + 7e6 / (0.8 * 450e3) + 1e6 / (2 * 450e3) + 5 * Math.sqrt(7)],
    ['all-reduce', 6 + 0.6 * 14 + 14e6 / (0.8 * 450e3) + 0.5e6 / (2 * 450e3) + 5 * Math.sqrt(14)],
  ] as const)('%s by hand', (operation, expected) => {
    expect(time({ operation, floats: false })).toBeCloseTo(expected, 9);
  });

  it('a link twice as fast halves the bytes and takes a root of the fill', () => {
    const bytes = 7e6 / (0.8 * 450e3) + 1e6 / (2 * 450e3);
    expect(time({}, {}, 900e9)).toBeCloseTo(6 + 4.2 + bytes / 2 + (5 * Math.sqrt(7)) / Math.SQRT2, 9);
  });

  it('two ranks may have a rate of their own', () => {
    expect(time({ ranks: 2, bytes: 1e9 }, { pair: 0.5, gam: 0 })).toBeCloseTo(
      6 + 0.6 + 0.5e9 / (0.4 * 450e3) + 0.5e9 / (2 * 450e3),
      6,
    );
    expect(time({ ranks: 3 }, { pair: 0.5 })).toBe(time({ ranks: 3 }));
  });

  it('a switch adds from its fewest ranks up, floats only, and all-reduce only', () => {
    const large = { operation: 'all-reduce', bytes: 2e9 } as const;
    const inSwitch = 6 + 38 + ((9 / 8) * 2e9) / (0.7 * 450e3) + 5 * Math.sqrt(2250);
    expect(time(large)).toBeCloseTo(inSwitch, 6);
    const ring = time({ ...large, floats: false });
    expect(ring).toBeGreaterThan(1.2 * inSwitch);
    expect(time(large, { from: 9 })).toBe(ring);
    expect(time({ ...large, ranks: 4 })).toBe(time({ ...large, ranks: 4, floats: false }));
    expect(time({ ...large, ranks: 5 })).toBeLessThan(time({ ...large, ranks: 5, floats: false }));
    expect(time({ bytes: 2e9 })).toBe(time({ bytes: 2e9, floats: false }));
    // Small ones stay on the ring: the switch takes longer to start.
    expect(time({ ...large, bytes: 1e4 })).toBe(time({ ...large, bytes: 1e4, floats: false }));
  });

  it('grows with bytes and is never quicker than its bytes over the link', () => {
    for (const operation of OPERATIONS) {
      for (const ranks of [2, 3, 4, 5, 8, 16, 72]) {
        let before = 0;
        for (let bytes = 256; bytes < 2 ** 34; bytes *= 2) {
          const now = time({ operation, ranks, bytes }, { sh: 1, nv: 1, gam: 0, a0: 1, sw: 0, lam: 0.05 });
          expect(now).toBeGreaterThan(before);
          // What a rank must send whoever adds: all but its own part, once.
          expect(now).toBeGreaterThan((((ranks - 1) / ranks) * bytes * 1e6) / limits.link);
          before = now;
        }
      }
    }
  });

  describe('over PCIe', () => {
    const pcie = { words: 2 ** 19, ll: 0.25, across: 1.2, crowd: 0.2, gam: 0, bc: 20 };
    const at = (shape: Partial<CollectiveShape>, change: Record<string, number> = {}) =>
      time(shape, { ...pcie, ...change }, 64e9);

    it('small buffers travel in flagged words, by hand: no copy, no fill, more for each rank beyond two', () => {
      const bytes = 2 ** 19;
      expect(at({ ranks: 4, bytes })).toBeCloseTo(6 + 0.6 * 3 + (0.75 * bytes * 1.4) / (0.25 * 64e3), 9);
      expect(at({ ranks: 4, bytes }, { gam: 50, bc: 0.2 })).toBe(at({ ranks: 4, bytes }));
    });

    it('larger ones travel in slices; with two ranks from half the size, with eight from no less than with four', () => {
      const slices = (ranks: number, bytes: number) => time({ ranks, bytes }, { ...pcie, words: 0 }, 64e9);
      for (const [ranks, upTo] of [
        [2, 2 ** 18],
        [4, 2 ** 19],
        [8, 2 ** 19],
      ] as const) {
        expect(at({ ranks, bytes: upTo })).toBeGreaterThan(1.5 * slices(ranks, upTo));
        expect(at({ ranks, bytes: upTo + 1 })).toBe(slices(ranks, upTo + 1));
      }
    });

    it('a direct exchange counts what each peer gets, and pays for the bridges between more of them', () => {
      const slices = (ranks: number, bytes: number) => {
        const rate = (0.8 * 1.2 * 64e3) / (1 + 0.2 * (ranks - 2));
        return 6 + 0.6 * Math.log2(ranks) + (((ranks - 1) / ranks) * bytes) / rate + bytes / ranks / (20 * 64e3);
      };
      for (const ranks of [2, 4, 8]) {
        const upTo = 2 ** 14 * ranks;
        const exchange = (bytes: number) => at({ operation: 'all-to-all', ranks, bytes });
        expect(exchange(upTo)).toBeGreaterThan(slices(ranks, upTo));
        expect(exchange(upTo + 8)).toBeCloseTo(slices(ranks, upTo + 8), 9);
      }
    });

    it('two cards behind one bridge are nearer in time as well as in rate, and one link between two is no nearer', () => {
      const small = { ranks: 2, bytes: 1 };
      expect(at(small, { pair: 2 })).toBeCloseTo(6.3, 3);
      expect(at(small, { pair: 0.5 })).toBeCloseTo(6.6, 3);
    });
  });

  it('an all-reduce is a reduce-scatter and an all-gather', () => {
    const all = ringOf({ operation: 'all-reduce', ranks: 8, bytes: 8e6 });
    const half = ringOf({ operation: 'reduce-scatter', ranks: 8, bytes: 8e6 });
    expect(all).toMatchObject({ steps: 2 * half.steps, wire: 2 * half.wire });
  });

  it('nothing to do takes no time', () => {
    expect(time({ ranks: 1 })).toBe(0);
    expect(time({ bytes: 0 })).toBe(0);
    expect(time({}, {}, 0)).toBe(0);
  });

  it('a benchmark behind a slow host never shows less than its floor', () => {
    const shape = { operation: 'all-gather', ranks: 2, bytes: 256, floats: true } as const;
    expect(ncclCollective.microseconds(shape, values, limits, { host: 50 })).toBeCloseTo(50, 2);
    expect(ncclCollective.microseconds(shape, values, limits)).toBeLessThan(8);
  });

  it('a fit finds the parameters that made the samples', () => {
    const shapes: CollectiveShape[] = [];
    for (const operation of OPERATIONS)
      for (const ranks of [2, 4, 8])
        for (let bytes = 512; bytes <= 2 ** 30; bytes *= 4) shapes.push({ operation, ranks, bytes, floats: true });
    const made = shapes.map((shape) => ncclCollective.microseconds(shape, values, limits));
    const found = minimise(
      ncclCollective.parameters,
      { from: 5, pair: 1 },
      Float64Array.from(shapes, () => 1),
      (tried, out) => {
        shapes.forEach((shape, i) => {
          out[i] = Math.log(ncclCollective.microseconds(shape, tried, limits) / made[i]!);
        });
      },
      ['a0', 'lam', 'sh', 'bc', 'gam', 'nv', 'sw'],
      60,
    );
    for (const name of ['a0', 'lam', 'sh', 'gam', 'nv', 'sw'] as const) {
      expect(found[name]! / values[name]).toBeGreaterThan(0.97);
      expect(found[name]! / values[name]).toBeLessThan(1.03);
    }
  });
});
