import { describe, expect, it } from 'vitest';
import type { Chip, KernelFit } from '../../facts/index.ts';
import { backEndOf, formatRun } from './back-end.ts';
import { chooseFit, medianFit } from './choose-any-fit.ts';
import { PLAN } from './decode-plan.ts';

const fact = (value: number, unit: string) =>
  ({ value, unit, date: '2026-01-01', source: 'test', grade: 'derived' }) as const;
const chip = (id: string, peak: object = { bf16: fact(1000, 'TFLOP/s'), fp8: fact(2000, 'TFLOP/s') }): Chip =>
  ({
    id,
    vendor: 'nvidia',
    architecture: 'hopper',
    kind: 'gpu',
    peak,
    memory: { type: 'HBM3', capacity: fact(80, 'GB'), bandwidth: fact(3000, 'GB/s') },
    units: { count: 528, name: 'tensor cores' },
  }) as unknown as Chip;
const fit = (
  on: string,
  kernel: string,
  mean: number,
  parameters: object,
  format = 'fp8',
  kind = 'prefill',
): KernelFit => {
  const error = { median: mean, mean, p90: mean, bias: 0, rows: 100 };
  return {
    id: `${on}/${kernel}`,
    chip: on,
    kind,
    format,
    library: 'TRTLLM 1',
    kernel,
    parameters,
    bench: {},
    residuals: [],
    leftOut: { formula: error, shipped: error, everyShape: error },
    widths: [],
    source: { url: 'x', date: '2026-01-01', file: 'x' },
  } as unknown as KernelFit;
};

describe('back ends', () => {
  it('are told by the names of kernels', () => {
    const of = (kernel: string) => backEndOf({ kernel });
    expect(
      ['vllm_triton_attn', 'torch_flow+fp8', 'torch_flow_flashinfer', 'vllm_flash_attn_fa3', 'vllm_triton_mla'].map(of),
    ).toEqual(['portable', 'fp8-products', 'second-path', 'fused', 'portable']);
  });

  it('run 16-bit attention where a chip does not multiply FP8, and products as they are', () => {
    expect(formatRun('prefill', 'fp8', false)).toBe('bf16');
    expect(formatRun('prefill', 'fp8', true)).toBe('fp8');
    expect(formatRun('gemm', 'fp8', false)).toBe('fp8');
  });
});

describe('which fit stands for a kernel', () => {
  const wanted = { kind: 'prefill', format: 'fp8' } as const;

  it('borrows from usual kernels, though special ones were fitted more closely: their shares are of another peak', () => {
    const fits = ['b', 'c'].flatMap((on) => [
      fit(on, 'torch_flow', 0.05, { e128: 0.9 }),
      fit(on, 'torch_flow+fp8', 0.03, { e128: 0.45 }),
    ]);
    const chips = ['a', 'b', 'c'].map((id) => chip(id));
    expect(chooseFit(fits, chips[0]!, chips, wanted)?.fit.parameters.e128).toBe(0.9);
    expect(chooseFit(fits, chips[0]!, chips, { ...wanted, kernel: '+fp8' })?.fit.parameters.e128).toBe(0.45);
  });

  it('is the 16-bit kernel of a chip that does not multiply FP8', () => {
    const old = chip('old', { bf16: fact(300, 'TFLOP/s') });
    const fits = [
      fit('old', 'own', 0.05, { e128: 0.6 }, 'bf16'),
      fit('b', 'x', 0.05, { e128: 0.9 }),
      fit('c', 'x', 0.05, { e128: 0.9 }),
    ];
    expect(chooseFit(fits, old, [old, chip('b'), chip('c')], wanted)?.from).toEqual(['old/own']);
  });
});

describe('the median of relatives', () => {
  it('does not count a head size that a relative never timed', () => {
    const fits = [fit('a', 'x', 0.1, { t0: 5, e64: 0, e128: 0.6 }), fit('b', 'x', 0.1, { t0: 7, e64: 0.4, e128: 0.8 })];
    const { parameters } = medianFit(fits, chip('c'), [chip('a'), chip('b'), chip('c')]);
    expect(parameters).toMatchObject({ t0: 6, e64: 0.4, e128: 0.7 });
  });

  it('takes the code that the chip runs, else the commonest of the relatives, never one between two', () => {
    const decodes = (on: string, plan: number, more: object = {}) =>
      fit(on, 'x', 0.1, { t0: 5, tb: 0.02, c128: 0.1, plan, ...more }, 'fp8', 'decode');
    const fits = [decodes('a', 1), decodes('b', 5, { tb: 0 }), decodes('c', 5, { tb: 0 })];
    const chips = ['a', 'b', 'c', 'd'].map((id) => chip(id));
    const at = (list: KernelFit[], code?: Record<string, number>) => medianFit(list, chips[3]!, chips, code).parameters;
    expect(at(fits).plan).toBe(5);
    expect(at(fits, { plan: 1 }).plan).toBe(1);
    // Habits pass from one code to itself only: planning takes nothing elsewhere, and products what they usually do.
    expect(at([fits[0]!, fits[0]!])).toMatchObject({ plan: 1, tb: 0.02, c128: 0.1 });
    expect(at([fits[0]!, fits[0]!], { plan: 5 })).toMatchObject({ t0: 5, tb: 0, c128: 0.3 });
  });

  it('starts as many kernels as the code does: one where it writes the cache itself, two elsewhere', () => {
    const decodes = (plan: number, kind: KernelFit['kind'] = 'decode') =>
      fit('a', 'x', 0.1, { t0: 6, plan }, 'fp8', kind);
    const t0 = (of: KernelFit, plan: number) =>
      medianFit([of], chip('c'), [chip('a'), chip('c')], { plan }).parameters.t0;
    expect(t0(decodes(PLAN.trtllmGen), PLAN.xqaHopper)).toBe(3);
    expect(t0(decodes(PLAN.xqaHopper), PLAN.trtllmGen)).toBe(12);
    expect(t0(decodes(PLAN.trtllmGen), PLAN.xqa)).toBe(6);
    expect(t0(decodes(PLAN.trtllmGen, 'prefill'), PLAN.xqaHopper)).toBe(6);
  });

  it("passes a portable kernel's rate on a core, not its share of the peak", () => {
    const wide = chip('wide', { bf16: fact(2000, 'TFLOP/s'), fp8: fact(4000, 'TFLOP/s') });
    const fits = [fit('a', 'vllm_triton_attn', 0.1, { e128: 0.4 })];
    expect(medianFit(fits, wide, [chip('a'), wide]).parameters.e128).toBeCloseTo(0.2, 6);
  });

  it('starts products sooner on cards of a higher clock, and gives cards with GDDR the same out of a joule', () => {
    const card = (id: string, watts: number) =>
      ({
        ...chip(id, { bf16: fact(400, 'TFLOP/s'), fp8: fact(800, 'TFLOP/s') }),
        architecture: 'ada',
        units: { count: 568, name: 'tensor cores', fmaPerClock: { bf16: 128 } },
        memory: { type: 'GDDR6', capacity: fact(48, 'GB'), bandwidth: fact(900, 'GB/s') },
        tdp: fact(watts, 'W'),
      }) as unknown as Chip;
    const server = chip('server');
    const clock = (c: number, units: number, each: number) => c / (2 * units * each);
    const ratio = clock(1000, 528, 512) / clock(400, 568, 128);
    const product = (on: string) => fit(on, 'x', 0.1, { t0: 5, e: 0.9 }, 'fp8', 'gemm');
    const weak = card('weak', 300);
    expect(medianFit([product('server')], weak, [server, weak]).parameters.t0).toBeCloseTo(5 * ratio, 6);
    const strong = card('strong', 400);
    expect(medianFit([product('strong')], weak, [strong, weak]).parameters.e).toBeCloseTo(0.9 * 0.75, 6);
    expect(
      medianFit([fit('weak', 'x', 0.1, { e: 0.6 }, 'fp8', 'gemm')], strong, [strong, weak]).parameters.e,
    ).toBeCloseTo(0.8, 6);
    expect(medianFit([product('weak')], strong, [strong, weak]).parameters.e).toBe(1); // no card passes its peak
    const tiled = medianFit([fit('strong', 'x', 0.1, { e: 0.9, at: 0.5 }, 'fp8', 'gemm')], weak, [
      strong,
      weak,
    ]).parameters;
    expect(tiled.e).toBeCloseTo(0.9 * 0.75, 6); // with what its tiles cost, which passes as well
    // What HBM leaves of a peak says nothing of a card with GDDR where another such card was measured.
    const both = [product('strong'), fit('server', 'x', 0.1, { e: 0.2 }, 'fp8', 'gemm')];
    expect(medianFit(both, weak, [strong, weak, server]).parameters.e).toBeCloseTo(0.9 * 0.75, 6);
  });

  it('leaves a chip with fewer watts a FLOP less of its peak, wherever that binds', () => {
    const server = (id: string, watts: number) => ({ ...chip(id), tdp: fact(watts, 'W') }) as unknown as Chip;
    const [usual, starved, ample] = [server('usual', 700), server('starved', 350), server('ample', 3000)];
    const share = (of: Chip, from: Chip) =>
      medianFit([fit(from.id, 'x', 0.1, { e: 0.8 }, 'bf16', 'gemm')], of, [of, from]).parameters.e!;
    expect(share(starved, usual)).toBeCloseTo(0.8 * 0.5 ** 0.28, 6);
    expect(share(ample, usual)).toBeCloseTo(0.8 * (1.2 / 0.7) ** 0.28, 6); // from 1.2 W a TFLOP/s on nothing is held
    expect(share(chip('unknown'), usual)).toBeCloseTo(0.8, 6);
  });

  it('passes what tiles cost among kernels that end with them, or among those that stay', () => {
    const chips = ['one', 'two', 'three'].map((id) => chip(id));
    const wave = (on: string, ends: number, fill: number, format = 'bf16') =>
      fit(on, 'x', 0.1, { e: 0.8, ends, fill, at: fill / 10, epi: fill / 2, row: 700 }, format, 'gemm');
    const fits = [wave('one', 1, 3), wave('two', 0, 0.1)];
    expect(medianFit(fits, chips[2]!, chips, { ends: 1 }).parameters).toMatchObject({ at: 0.3, epi: 1.5, fill: 3 });
    // Where nobody of the format ends with its tile, the end of one costs what it does in another.
    const at = (writers: KernelFit[]) => medianFit(fits.slice(1), chips[2]!, chips, { ends: 1 }, writers).parameters;
    expect(at([wave('one', 1, 4, 'int8')])).toMatchObject({ at: 0.01, epi: 2, fill: 4, row: 700 });
    expect(at([wave('one', 0, 4, 'int8')])).toMatchObject({ at: 0.01, epi: 0.05, fill: 0 });
    const foreign = { ...chips[2]!, vendor: 'intel' } as Chip;
    expect(medianFit(fits, foreign, [...chips.slice(0, 2), foreign], { ends: 0 }).parameters).toMatchObject({
      fill: 0,
      row: 0,
    });
    expect(medianFit(fits, chips[2]!, chips, { ends: 1 }).parameters.fill).toBe(3);
    expect(medianFit(fits, chips[2]!, chips, { ends: 0 }).parameters.fill).toBe(0.1);
    expect(medianFit(fits.slice(0, 1), chips[2]!, chips, { ends: 0 }).parameters.fill).toBe(0);
  });
});
