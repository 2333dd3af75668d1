import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { fitTable } from '../../report/index.ts';
import { qualityOf } from '../../serving/index.ts';
import { InputError } from '../input-error.ts';
import { readInput } from '../scenario/read.ts';
import { fitServe } from './fit-serve.ts';

const catalogue = withKernels(readCatalogue());
type Words = Record<string, unknown>;
const fit = (serve: Words | undefined, on: Words, rest: Words = {}) =>
  fitServe.run({ catalogue }, readInput(fitServe.input, { ...(serve && { serve }), on, ...rest }));

describe('fit serve of one model', () => {
  it('tries llama.cpp and an engine for many on a card of one person, widest weights slowest', () => {
    const { rows, outcome, kind } = fit({ model: 'llama-3.1-8b' }, { accelerator: 'rtx4090' });
    expect([outcome, kind]).toEqual(['fits', 'formats']);
    expect(new Set(rows.map(({ engine }) => engine)).size).toBe(2);
    const gguf = rows.filter(({ weights }) => weights.startsWith('gguf')).sort((a, b) => a.weightBytes - b.weightBytes);
    for (let i = 1; i < gguf.length; i++) {
      expect(gguf[i]!.decode!.value).toBeLessThan(gguf[i - 1]!.decode!.value);
      expect(gguf[i]!.longestContext.value).toBeLessThanOrEqual(gguf[i - 1]!.longestContext.value);
    }
    const [best] = rows;
    expect(best!.quality.tier).toBe(0);
    expect(best!.decode!.low).toBeLessThan(best!.decode!.value);
  });

  it('takes what holds the context that was asked for before what loses less', () => {
    const on = { accelerator: 'm1max', memory: '64 GiB' };
    const short = fit({ model: 'llama-3.3-70b' }, on, { traffic: { input: 500, output: 200 } });
    const long = fit({ model: 'llama-3.3-70b', context: '16k' }, on);
    expect(long.rows[0]!.longestContext.value).toBeGreaterThanOrEqual(16_000);
    expect(long.rows[0]!.weights).toBe('gguf-q4-k-m');
    expect(short.rows.at(-1)!.fits).toBe(false);
  });

  it('counts the batch by the same cache as the context', () => {
    const { rows } = fit({ model: 'llama-3.1-8b', weights: 'fp8', context: 4096 }, { accelerator: 'l40s' });
    const [row] = rows;
    expect(rows).toHaveLength(1);
    expect(row!.largestBatch.value * 4096).toBeLessThan(row!.largestBatch.high * 4096 + 1);
    expect(row!.largestBatch.value).toBeGreaterThanOrEqual(1);
    expect(Math.floor(row!.longestContext.value / 4096)).toBeLessThanOrEqual(row!.largestBatch.value);
  });

  it('deals layers or heads to several accelerators', () => {
    const { rows, machines } = fit({ model: 'qwen3-32b' }, { accelerator: 'h100-sxm, mi300x', count: 2 });
    expect(machines).toHaveLength(2);
    for (const row of rows) expect(row.accelerators).toBe(2);
    const one = fit({ model: 'qwen3-32b', weights: 'bf16' }, { accelerator: 'h100-sxm' }).rows[0]!;
    const two = rows.find(({ chip, weights }) => chip === 'h100-sxm' && weights === 'bf16')!;
    expect(two.weightBytes).toBeLessThan(0.6 * one.weightBytes);
  });

  it('says that nothing fits, and how much the least would take', () => {
    const report = fit({ model: 'deepseek-v3' }, { accelerator: 'rtx4090' });
    expect(report.outcome).toBe('does-not-fit');
    expect(report.rows.every(({ decode, fits }) => !fits && decode === null)).toBe(true);
    expect(fitTable(report).rows).toHaveLength(report.rows.length);
  });

  it('runs a checkpoint as it is published without a loss', () => {
    const { rows } = fit({ model: 'gpt-oss-20b' }, { accelerator: 'h100-sxm' });
    expect(rows.find(({ weights }) => weights === 'mxfp4')!.quality.note).toBe('as-published');
  });
});

describe('fit serve without a model', () => {
  it('lists models that run without losing much, the largest that are fast enough first', () => {
    const { rows, kind, leftOut } = fit(undefined, { accelerator: 'rtx4090' });
    expect(kind).toBe('models');
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      expect(row.quality.tier).toBeLessThanOrEqual(1);
      expect(row.longestContext.value).toBeGreaterThanOrEqual(8192);
    }
    const fast = rows.filter(({ decode }) => decode!.value >= 5).map(({ parameters }) => parameters);
    expect(fast).toEqual([...fast].sort((a, b) => b - a));
    expect(leftOut.tooLarge).toBeGreaterThan(0);
  });

  it('has none for a card that is too small, and refuses a context that no model has', () => {
    const tiny = fit(undefined, { accelerator: 'k80', memory: '300 MB' });
    expect([tiny.outcome, tiny.rows]).toEqual(['does-not-fit', []]);
    expect(() => fit({ context: '50M' }, { accelerator: 'rtx4090' })).toThrow(InputError);
  });
});

describe('what formats lose', () => {
  it('grows as bits shrink', () => {
    const rise = (id: string) => qualityOf(id, false).perplexity!;
    const order = ['gguf-q8-0', 'gguf-q6-k', 'gguf-q5-k-m', 'gguf-q4-k-m', 'gguf-q3-k-m', 'gguf-q2-k'].map(rise);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(['gguf-q6-k', 'gguf-q4-k-m', 'gguf-q3-k-m', 'gguf-q2-k'].map((id) => qualityOf(id, false).tier)).toEqual([
      0, 1, 2, 3,
    ]);
    expect(qualityOf('fp8-block', true).note).toBe('as-published');
    expect(qualityOf('fp8', false).note).toBe('fp8');
  });
});
