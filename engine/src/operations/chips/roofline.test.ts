import { readCatalogue } from '@ridgepoint/catalogue';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs } from '../../../../tests/effort.ts';
import { find } from '../../because/index.ts';
import { baseValue } from '../../facts/index.ts';
import { buildMachine } from '../../machine/index.ts';
import { flopsPerToken, forwardFlopsPerToken, readArchitecture } from '../../model/index.ts';
import { flipping, type RooflineReport, rooflineTable } from '../../report/index.ts';
import { emptyStep, formatFor, noWork, powerShape } from '../../serving/index.ts';
import { fillWork } from '../../serving/power/replica-power.ts';
import { InputError } from '../input-error.ts';
import { readInput } from '../scenario/read.ts';
import { ridgeOf, roofOf } from './chip-roof.ts';
import { chipsRoofline } from './roofline.ts';

const catalogue = readCatalogue();
const ask = (input: object): RooflineReport => chipsRoofline.run({ catalogue }, readInput(chipsRoofline.input, input));
const networkOf = (id: string) => {
  const entry = catalogue.models.find((model) => model.id === id)!;
  return readArchitecture(entry.config, entry.id, entry.name);
};
const sum = (report: RooflineReport, of: (one: RooflineReport['chips'][number]['operators'][number]) => number) =>
  report.chips[0]!.operators.reduce((all, one) => all + of(one), 0);
const problemOf = (input: object) => {
  try {
    ask(input);
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  throw new Error('was not refused');
};

describe('the ridge point', () => {
  it('is the peak over the bandwidth, on every chip, in every format, of every level', () => {
    for (const chip of catalogue.chips) {
      const { peaks, levels } = roofOf(chip);
      for (const [dtype, peak] of peaks)
        for (const level of levels) {
          const { memory, scaleUp, hostLink } = chip;
          const { bandwidth } = { memory, link: scaleUp, host: hostLink }[level.level]!;
          const ridge = ridgeOf(peak, level);
          const expected = baseValue(chip.peak[dtype]!) / baseValue(bandwidth);
          expect(ridge.value / expected, `${chip.id} ${dtype} ${level.level}`).toBeCloseTo(1, 12);
          expect([ridge.low <= ridge.value, ridge.value <= ridge.high, ridge.unit]).toEqual([true, true, 'FLOP/B']);
        }
    }
    const [{ ridges }] = ask({ on: 'mi300x' }).chips as [RooflineReport['chips'][number]];
    expect(ridges.find(({ dtype, level }) => dtype === 'bf16' && level === 'memory')!.ridge.value).toBeCloseTo(
      246.7,
      1,
    );
  });

  it('opens down to two dated facts of a datasheet', () => {
    const { because } = ask({ on: 'h100-sxm,mi300x' });
    const node = find(because!, 'mi300x.ridge_fp8')!;
    expect(node.formula).toBe('peak / bandwidth');
    expect(node.inputs!.slice(0, 2).map(({ kind, date }) => [kind, date?.slice(0, 2)])).toEqual([
      ['fact', '20'],
      ['fact', '20'],
    ]);
    expect(find(because!, 'ridge')!.value).toBe(find(because!, 'h100-sxm.ridge_bf16')!.value);
  });
});

describe('operators', () => {
  it.each(['llama-3.1-8b', 'qwen3-30b-a3b', 'gemma-3-27b', 'deepseek-v3'])(
    'of %s add up to the FLOP that training and prompts are planned with',
    (model) => {
      const context = 2048;
      const training = ask({ model, on: 'h100-sxm', stage: 'training', context });
      const products = (report: RooflineReport) =>
        sum(report, ({ kind, flops }) => (kind === 'product' || kind === 'experts' || kind === 'head' ? flops : 0));
      const planned = flopsPerToken(networkOf(model), context, 'causal');
      expect(products(training) / context / (planned.matmul + planned.head)).toBeCloseTo(1, 9);
      const prefill = ask({ model, on: 'h100-sxm', stage: 'prefill', context });
      const forward = forwardFlopsPerToken(networkOf(model), context, 'causal');
      // Logits are made for the last token alone.
      expect(products(prefill) / (forward.matmul * context + forward.head)).toBeCloseTo(1, 9);
      const attention = sum(prefill, ({ kind, flops }) => (kind === 'attention' ? flops : 0));
      expect(attention / context / forward.attention).toBeCloseTo(1, 9);
    },
  );

  it.each([
    ['llama-3.1-70b', 'fp8', 8],
    ['llama-3.1-8b', 'int4', 1],
    ['qwen3-30b-a3b', 'bf16', 2],
    ['deepseek-v3', 'fp8-block', 8],
  ])('of %s in %s on %i ranks read the bytes that serving reckons an iteration with', (model, weights, tp) => {
    const [batch, context] = [24, 3000];
    const report = ask({ model, weights, tp, batch, context, on: 'h100-sxm', kv: 'fp8' });
    const chip = catalogue.chips.find(({ id }) => id === 'h100-sxm')!;
    const shape = powerShape({
      architecture: networkOf(model),
      machine: buildMachine(catalogue, { chip, count: tp }),
      deployment: { tp, pp: 1, dp: 1, ep: tp, weights: formatFor(weights), kv: 'fp8' },
      engine: 'vllm-0.15',
    });
    const work = noWork();
    fillWork(shape, { ...emptyStep(), decodes: batch, decodeContext: batch * context }, work);
    expect(sum(report, ({ cacheBytes }) => cacheBytes) / work.cacheBytes).toBeCloseTo(1, 9);
    // Norms and biases are read too, and are no operator's; ranks hold whole latents and whole columns.
    const ratio = sum(report, ({ weightBytes }) => weightBytes) / (work.weightBytes + work.expertBytes);
    expect(ratio).toBeGreaterThan(0.985);
    expect(ratio).toBeLessThan(1.015);
  });

  it('are bound by what takes longer, and cross where they say', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('h100-sxm', 'b200-sxm', 'mi300x', 'a100-80-sxm', 'rtx4090', 'tpu-v5e'),
        fc.constantFrom('llama-3.1-8b', 'qwen3-30b-a3b', 'deepseek-v3'),
        fc.constantFrom('decode', 'prefill', 'training'),
        fc.integer({ min: 1, max: 4096 }),
        (on, model, stage, size) => {
          const load = (rows: number) =>
            stage === 'decode' ? { batch: rows, context: 1000 } : { batch: 1, context: rows };
          const [chip] = ask({ on, model, stage, ...load(size) }).chips;
          for (const one of chip!.operators) {
            expect(one.bound).toBe(one.intensity >= one.ridge ? 'compute' : 'memory');
            expect(one.share).toBeLessThanOrEqual(1);
            expect(one.seconds).toBeGreaterThanOrEqual(one.bytes / chip!.levels[0]!.value);
          }
          const { products } = chip!.crossing;
          if (products === null || products.value < 2 || stage === 'training') return;
          const side = (rows: number) => {
            const [there] = ask({ on, model, stage, ...load(rows) }).chips;
            const multiplied = there!.operators.filter(({ kind }) => ['product', 'experts', 'head'].includes(kind));
            const seconds = (of: (one: (typeof multiplied)[number]) => number) =>
              multiplied.reduce((all, one) => all + of(one), 0);
            const peak = (dtype: string) => there!.peaks.find((p) => p.dtype === dtype)!.value;
            return (
              seconds(({ flops, dtype }) => flops / peak(dtype)) >=
              seconds(({ bytes }) => bytes / there!.levels[0]!.value)
            );
          };
          expect([side(products.value - 1), side(products.value)]).toEqual([false, true]);
        },
      ),
      { numRuns: inputs(12, 6) },
    ));

  it('of latent attention lie right of the ridge on a chip with a low one, and left of it on another', () => {
    const report = ask({ model: 'deepseek-v3', weights: 'fp8', batch: 128, on: 'a100-80-sxm,h100-sxm' });
    expect(flipping(report)).toContain('attention');
    const [a100, h100] = report.chips.map(({ operators }) => operators.find(({ name }) => name === 'attention')!);
    expect([a100!.bound, h100!.bound]).toEqual(['compute', 'memory']);
    // 128 heads read one latent of 576 elements: 2·128·(576 + 512) FLOP for 1,152 bytes.
    expect(a100!.flops / a100!.cacheBytes).toBeCloseTo((2 * 128 * 1088) / 1152, 6);
  });
});

describe('a format that a chip does not multiply in', () => {
  it('is marked, keeps its bytes when serving, and is widened when training', () => {
    const serving = ask({ on: 'a100-80-sxm,h100-sxm', weights: 'fp8' });
    expect(serving.chips.map(({ stands }) => stands)).toEqual([[{ asked: 'fp8', used: 'bf16' }], []]);
    const [a100, h100] = serving.chips.map(({ operators }) => operators.find(({ name }) => name === 'qkv')!);
    expect([a100!.dtype, h100!.dtype]).toEqual(['bf16', 'fp8']);
    expect(a100!.weightBytes).toBe(h100!.weightBytes);
    const [trained, plain] = ['fp8', 'bf16'].map(
      (weights) => ask({ on: 'a100-80-sxm', stage: 'training', weights }).chips[0]!,
    );
    expect(trained!.stands).toEqual([{ asked: 'fp8', used: 'bf16' }]);
    expect(trained!.whole).toEqual(plain!.whole);
  });
});

describe('bad input', () => {
  it('is told with what works', () => {
    expect(problemOf({ on: 'h101' })).toMatchObject({
      code: 'unknown-name',
      path: 'on',
      nearest: expect.arrayContaining(['h100-sxm']),
    });
    const seven = 'h100-sxm,h200-sxm,b200-sxm,mi300x,mi325x,a100-80-sxm,l40s';
    expect(problemOf({ on: seven })).toMatchObject({ code: 'too-many-chips', values: { chips: 7, max: 6 } });
    expect(problemOf({ weights: 'fp9' })).toMatchObject({ code: 'unknown-name', path: 'weights' });
    expect(problemOf({ stage: 'training', weights: 'int4' })).toMatchObject({ code: 'not-a-choice', path: 'weights' });
    expect(problemOf({ batch: 0 })).toMatchObject({ code: 'too-small', path: 'batch' });
    expect(problemOf({ stage: 'decoding' })).toMatchObject({
      code: 'not-a-choice',
      nearest: expect.arrayContaining(['decode']),
    });
  });

  it('has no wrong unit in the table', () => {
    const { columns, rows } = rooflineTable(ask({}));
    expect(rows).toHaveLength(21);
    expect(columns.find(({ key }) => key === 'intensity')!.unit).toBe('FLOP/B');
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});
