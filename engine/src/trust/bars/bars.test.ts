import { describe, expect, it } from 'vitest';
import type { Catalogue, KernelFit } from '../../facts/index.ts';
import type { PredictedRow } from '../score.ts';
import { type Bar, type Evidence, judge } from './bar.ts';
import { BARS, judgeBars } from './index.ts';

const row = (id: string, family: string, off: number, rest: Partial<PredictedRow> = {}): PredictedRow => ({
  id,
  family,
  accelerator: 'NVIDIA A100',
  quantity: 'step_time_s',
  measured: 10,
  predicted: 10 * (1 + off),
  low: 9,
  high: 12,
  low80: 9.5,
  high80: 11,
  grade: 'silicon',
  assumed: [],
  ...rest,
});

const fit = (chip: string, mean: number, rows: number): KernelFit =>
  ({
    chip,
    kind: 'gemm',
    format: 'bf16',
    leftOut: { shipped: { mean, rows } },
  }) as KernelFit;

const NOTHING: Evidence = {
  printed: [],
  training: [],
  trainingLeftOut: [],
  printedKernels: [],
  kernels: [],
  printedServing: [],
  serving: [],
  servingLeftOut: [],
  powerLeftOut: [],
  catalogue: { chips: [], kernels: [], transfers: [] } as unknown as Catalogue,
  paperMemory: [],
};
const judged = (id: string, evidence: Partial<Evidence>) =>
  judgeBars({ ...NOTHING, ...evidence }).find((bar) => bar.id === id)!;

describe('bars', () => {
  it('have a name each, and say nothing without rows', () => {
    expect(new Set(BARS.map(({ id }) => id)).size).toBe(BARS.length);
    for (const bar of judgeBars(NOTHING)) expect(bar, bar.id).toMatchObject({ figure: null, of: 0, reached: null });
  });

  it('count the rows of their families and quantities and no others', () => {
    const training = [
      row('a', 'llm-foundry-mpt/h100', 0.02),
      row('b', 'torchtitan/a100', -0.04),
      row('c', 'torchtitan/a100', 5, { quantity: 'memory_gb_per_gpu' }),
      row('d', 'dgxc/h100', 5),
      { id: 'e', family: 'torchtitan/a100', accelerator: 'x', refused: 'no layout' },
    ];
    expect(judged('fsdp-mape', { training })).toMatchObject({ figure: 0.03, of: 2, at_most: 0.04, reached: true });
    training.push(row('f', 'torchtitan/a100', 0.2));
    expect(judged('fsdp-mape', { training })).toMatchObject({ figure: 0.087, of: 3, reached: false });
  });

  it('judge the figure that is shown', () => {
    const bar = (value: number): Bar => ({
      id: 'x',
      area: 'training',
      unit: 'share',
      atMost: 0.08,
      figure: () => ({ value, of: 1 }),
    });
    expect(judge(bar(0.0804), NOTHING)).toMatchObject({ figure: 0.08, reached: true });
    expect(judge(bar(0.0806), NOTHING)).toMatchObject({ figure: 0.081, reached: false });
  });

  it('hold every chip and format to the bar, tables together, and name the worst', () => {
    const kernels = [fit('h100-sxm', 0.02, 30), fit('h100-sxm', 0.1, 10), fit('l40s', 0.09, 20), fit('mi300x', 0.3, 1)];
    const catalogue = { ...NOTHING.catalogue, kernels };
    expect(judged('gemm', { catalogue })).toMatchObject({
      figure: 0.09,
      of: 2,
      within: 1,
      where: 'l40s bf16',
      reached: false,
    });
  });

  it('read the interval from the left-out error, rates the other way round', () => {
    const training = [
      row('time', 'f/x', 0, { low: 9, high: 12 }),
      row('rate', 'f/x', 0, { quantity: 'tokens_per_s_per_gpu', low: 9, high: 12 }),
    ];
    // 15 % too short a step is 15 % too high a rate: the measured time stands above, the measured rate below.
    const error = Math.log(0.85);
    const trainingLeftOut = [
      { id: 'time', family: 'f/x', error },
      { id: 'rate', family: 'f/x', error },
    ];
    expect(judged('coverage', { training, trainingLeftOut })).toMatchObject({ figure: 0.5, of: 2 });
    expect(judged('width', { training, trainingLeftOut })).toMatchObject({ figure: 0.3, reached: null });
  });

  it('count memory above its range, and take collectives by the bytes of their message', () => {
    const memory = { quantity: 'memory_gb_per_gpu' };
    const training = [row('a', 'f', 0, memory), row('b', 'f', 0, { ...memory, measured: 12.5 })];
    expect(judged('memory-above', { training })).toMatchObject({ figure: 1, of: 2, reached: false });
    const printedKernels = [
      { id: 'large', kind: 'collective', config: { message_bytes: 2e6 } },
      { id: 'small', kind: 'collective', config: { message_elements: 1024 } },
    ];
    const kernels = [row('large', 'k', 0.05), row('small', 'k', 0.25)];
    expect(judged('collectives-large', { printedKernels, kernels })).toMatchObject({ figure: 0.05, of: 1 });
    expect(judged('collectives-small', { printedKernels, kernels })).toMatchObject({ figure: 0.25, of: 1 });
  });

  it('tell dense serving rows from mixtures by the mark of the corpus', () => {
    const tpot = { quantity: 'tpot_ms' };
    const evidence = {
      printedServing: [
        { id: 'a', model: { moe: false } },
        { id: 'b', model: { moe: true } },
      ],
      serving: [row('a', 'inferencex/x', 0.03, tpot), row('b', 'inferencex/y', 0.12, tpot)],
    };
    expect(judged('tpot-dense', evidence)).toMatchObject({ figure: 0.03, of: 1, reached: true });
    expect(judged('tpot-moe', evidence)).toMatchObject({ figure: 0.12, of: 1, reached: false });
  });
});
