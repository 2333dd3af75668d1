import { describe, expect, it } from 'vitest';
import { minimise } from '../../trust/calibrate/kernels/minimise.ts';
import { type Expert, expertsLayer, expertsShape, groupedProduct } from './experts-layer.ts';
import type { Limits, Values } from './form.ts';
import type { Routing } from './router.ts';

const limits: Limits = { peak: 1e15, bandwidth: 4e12, cores: 100, cache: 50e6, link: 0 };
const plain: Values = { t0: 10, e: 1, eB: 1, hT: 0, tau: 0, ca: 0, cx: 0, tl: 0, tf: 0, ce: 0, mis: 0 };
const real: Values = {
  t0: 25,
  e: 0.8,
  eB: 0.85,
  hT: 0.3,
  tau: 2,
  ca: 0.5,
  cx: 1,
  tl: 0.6,
  tf: 0.2,
  ce: 0.05,
  mis: 2,
};
const expert: Expert = {
  hidden: 4096,
  inner: 1536,
  gated: true,
  expertTensorParallel: 1,
  activationBytes: 2,
  weightBytes: 2,
};
const routing: Routing = { tokens: 256, topk: 8, experts: 128, expertParallel: 1, skew: 0 };
const time = (
  change: Partial<Routing> = {},
  values: Values = real,
  own: Partial<Expert> = {},
  dispatched = false,
  bench?: Values,
) =>
  expertsLayer.microseconds(
    expertsShape({ ...routing, ...change }, { ...expert, ...own }, dispatched),
    values,
    limits,
    bench,
  );

describe('the experts of a layer', () => {
  it('a grouped product by hand: two groups of 100 rows, compute against bytes', () => {
    const shape = groupedProduct(2, 100, 1280, 4096, { activationBytes: 1, weightBytes: 1 });
    // 7 blocks of 16 rows a group: 2 x 7 x 10 tiles in 2 waves of 16 rows; 4 x 10 and 2 x 10 larger tiles in one wave each.
    const perRow = (2 * 128 * 4096 * 1e6 * 100) / 1e15;
    const compute = Math.min(2 * 16, 1 * 32, 1 * 64, 1 * 128) * perRow;
    const memory = (2 * 1280 * 4096 + 200 * (4096 + 2 * 1280)) / 4e6;
    const expected = 10 + (compute ** 2.5 + memory ** 2.5) ** 0.4;
    expect(expertsLayer.microseconds(shape, plain, limits)).toBeCloseTo(expected, 9);
  });

  it('few tokens cost the bytes of the experts they wake: 8 of 128, three matrices', () => {
    const bytes = 8 * 3 * 4096 * 1536 * 2;
    const activations = 8 * (4096 * 2 + 2 * 3072) + 8 * (1536 * 2 + 2 * 4096);
    const floor = (bytes + activations) / 4e6;
    const got = time({ tokens: 1 }, plain) - 10;
    expect(got).toBeGreaterThan(floor);
    expect(got).toBeLessThan(1.02 * floor);
  });

  it('each named parameter costs what it says', () => {
    const wide = 3 * 1536;
    const base = time({}, plain);
    expect(time({}, { ...plain, t0: 30 }) - base).toBeCloseTo(20, 9);
    expect(time({}, { ...plain, ce: 0.1 }) - base).toBeCloseTo(12.8, 9);
    expect(time({}, { ...plain, ca: 1 }) - base).toBeCloseTo((256 * 8 * 2 * (4096 + wide) + 4 * 256 * 4096) / 4e6, 9);
    expect(time({}, { ...plain, cx: 1 }) - base).toBeCloseTo((256 * 8 * 2 * (2 * 4096 + wide)) / 4e6, 9);
  });

  it('tiles of foreign experts cost without an all-to-all only', () => {
    const split = { expertParallel: 8 };
    expect(time(split, { ...plain, tf: 0.5 })).toBeGreaterThan(time(split, plain));
    expect(time(split, { ...plain, tf: 0.5 }, {}, true)).toBe(time(split, plain, {}, true));
    expect(time(split, real, {}, true)).toBeLessThan(time(split, real));
  });

  it('a ragged inner width slows one product, a warm cache speeds only a benchmark whose weights fit', () => {
    expect(time({}, { ...plain, mis: 3 }, { inner: 1532 })).toBeGreaterThan(1.5 * time({}, plain, { inner: 1532 }));
    expect(time({}, { ...plain, mis: 3 })).toBe(time({}, plain));
    const small = { tokens: 1, experts: 8, topk: 1 }; // 38 MB of a 50 MB cache
    expect(time(small, plain, {}, false, { warm: 3 }) - 10).toBeLessThan(0.45 * (time(small, plain) - 10));
    expect(time({ tokens: 64 }, plain, {}, false, { warm: 3 })).toBeCloseTo(time({ tokens: 64 }, plain), 3);
  });

  it('takes no less for more tokens, on any grid of ranks, evenly routed', () => {
    for (const expertParallel of [1, 4, 32]) {
      let before = 0;
      for (let tokens = 1; tokens <= 16384; tokens *= 2) {
        const now = time({ tokens, expertParallel });
        expect(now).toBeGreaterThanOrEqual(before);
        before = now;
      }
    }
  });

  it('is never faster for a skewed router than for an even one, once every expert has rows', () => {
    for (const tokens of [512, 2048, 8192]) {
      for (const expertParallel of [1, 2, 8, 32, 128]) {
        const even = time({ tokens, expertParallel }, real);
        for (const skew of [0.6, 1.01, 1.2]) {
          const { loads } = expertsShape({ ...routing, tokens, expertParallel, skew }, expert);
          if (loads.active < 128 / expertParallel) continue; // weights of idle experts are not read
          expect(time({ tokens, expertParallel, skew })).toBeGreaterThanOrEqual(0.999 * even);
        }
      }
    }
  });

  it('gives parameters back from times that they made', () => {
    const shapes = [1, 4, 16, 64, 256, 1024, 4096, 16384].flatMap((tokens) =>
      [0, 1.2].flatMap((skew) =>
        [1, 4, 16, 64].flatMap((expertParallel) =>
          [768, 1536, 4096].map((inner) =>
            expertsShape({ ...routing, tokens, expertParallel, skew }, { ...expert, inner }),
          ),
        ),
      ),
    );
    const measured = shapes.map((shape) => expertsLayer.microseconds(shape, real, limits));
    const free = expertsLayer.parameters.map((p) => p.name).filter((name) => name !== 'mis');
    const found = minimise(
      expertsLayer.parameters,
      { mis: 2 },
      new Float64Array(shapes.length).fill(1),
      (values, out) => {
        shapes.forEach((shape, i) => {
          out[i] = Math.log(expertsLayer.microseconds(shape, values, limits) / measured[i]!);
        });
      },
      free,
      80,
    );
    for (const name of ['t0', 'e', 'eB', 'ca'] as const) {
      expect(found[name]! / real[name]!).toBeGreaterThan(0.93);
      expect(found[name]! / real[name]!).toBeLessThan(1.07);
    }
  });
});
