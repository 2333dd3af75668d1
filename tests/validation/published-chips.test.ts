import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { chooseFit, type GemmShape, gemm, limitsOf, ncclCollective } from '@ridgepoint/engine/cost';
import { baseValue, type Chip } from '@ridgepoint/engine/facts';
import { describe, expect, it } from 'vitest';

const catalogue = withKernels(readCatalogue());
const chipOf = (id: string): Chip => catalogue.chips.find((chip) => chip.id === id)!;
const silicon = (id: string, format: string) =>
  chooseFit(catalogue.kernels, chipOf(id), catalogue.chips, { kind: 'gemm', format });

/** Chips of which only a few figures are published, and the share of the bf16 peak that a large product reached. */
const FEW: Readonly<Record<string, number>> = {
  mi300x: 668.4 / 1307.4,
  mi325x: 784.9 / 1307.4,
  mi355x: 1565 / 2516.6,
  gaudi2: 418.7 / 432,
  gaudi3: 1243 / 1677,
  gh200: 828.6 / 989.5,
  'a100-80-pcie': 252.9 / 312,
  'tpu-v5e': 181.823 / 197,
  'tpu-v7': 956.382 / 1153.5, // one core of two
  mi210: 121.56 / 181, // 32,768 rows of a sweep
};

/** Chips with tables of hundreds of rows; DeepGEMM's are all that H20 and H800 have. */
const DENSE: Readonly<Record<string, string>> = {
  'a100-80-sxm': 'bf16',
  'h100-sxm': 'bf16',
  'h200-sxm': 'bf16',
  'b200-sxm': 'bf16',
  gb200: 'bf16',
  l40s: 'bf16',
  rtxpro6000: 'bf16',
  h20: 'fp8-block',
  'h800-sxm': 'fp8-block',
};

const product = (m: number, n: number, k: number): GemmShape => ({
  m,
  n,
  k,
  activationBytes: 2,
  weightBytes: 2,
  quantised: false,
});

describe.each(Object.entries(FEW))('%s', (id, share) => {
  const chosen = silicon(id, 'bf16');
  const limits = limitsOf(chipOf(id), 'bf16');
  const time = (shape: GemmShape) => gemm.microseconds(shape, chosen!.fit.parameters, limits);

  it('has a grade of its own', () => expect(chosen?.grade).toBe('silicon'));

  it('reaches the published rate in a large product, within 3 %', () => {
    const side = 16384;
    const reached = (2 * side ** 3) / (time(product(side, side, side)) * 1e-6 * limits.peak);
    expect(Math.abs(reached / share - 1)).toBeLessThan(0.03);
  });

  it('never beats memory or the peak, and never slows by having fewer rows', () => {
    let last = 0;
    for (const m of [1, 8, 32, 64, 128, 512, 2048, 8192]) {
      for (const [n, k] of [
        [4096, 4096],
        [128, 512],
        [28672, 8192],
      ] as const) {
        const microseconds = time(product(m, n, k));
        expect(microseconds).toBeGreaterThan((2e6 * (m * k + n * k + m * n)) / limits.bandwidth);
        expect(microseconds).toBeGreaterThan((2e6 * m * n * k) / limits.peak);
        expect(microseconds).toBeLessThan(
          40 + (50e6 * (m * k + n * k + m * n)) / limits.bandwidth + (10e6 * m * n * k) / limits.peak,
        );
      }
      const now = time(product(m, 8192, 8192));
      expect(now).toBeGreaterThan(0.97 * last);
      last = now;
    }
  });

  it('says where it is from, and claims no narrow interval on one figure', () => {
    const fit = chosen!.fit;
    expect(fit.source.url).toMatch(/^https:\/\/github\.com\//);
    if (fit.kernel !== 'published figure') return;
    expect(fit.inSample).toMatch(/^one published figure fixes e/);
    expect(fit.residuals).toEqual([]);
    for (const { p90 } of fit.widths) expect(p90.low + p90.high).toBeGreaterThan(0.5);
  });
});

describe.each(Object.entries(DENSE))('%s', (id, format) => {
  const measured = catalogue.kernels.some((fit) => fit.chip === id && fit.kind === 'gemm');
  it.skipIf(!measured)(`has a grade of its own in ${format}`, () => expect(silicon(id, format)?.grade).toBe('silicon'));
});

describe('MI210', () => {
  it('leaves every row of its thin sweep out in turn, and errs by less than 5 %', () => {
    const { leftOut, widths } = silicon('mi210', 'bf16')!.fit;
    expect(leftOut.shipped.rows).toBe(22);
    expect(leftOut.shipped.mean).toBeLessThan(0.05);
    expect(widths).toHaveLength(1); // three rows of a band would make a width of nothing
  });
});

describe('MI300X all-reduce', () => {
  const fit = catalogue.kernels.find((one) => one.chip === 'mi300x' && one.kind === 'collective')!;
  const limits = limitsOf(chipOf('mi300x'), 'bf16');
  const bus = (ranks: number) => {
    const bytes = 2 ** 32;
    const shape = { operation: 'all-reduce' as const, ranks, bytes, floats: true };
    return (2 * (ranks - 1) * bytes) / ranks / (ncclCollective.microseconds(shape, fit.parameters, limits) * 1e3);
  };

  it('gives the published bus bandwidth of eight and of two', () => {
    expect(bus(8)).toBeCloseTo(312.9, -1);
    expect(bus(2)).toBeCloseTo(47.7, 0);
  });

  it('has between four ranks only the links between them', () => {
    expect(bus(4)).toBeLessThan((3 * baseValue(chipOf('mi300x').scaleUp!.pairBandwidth!)) / 1e9);
    expect(bus(4)).toBeGreaterThan(2 * bus(2));
  });
});
