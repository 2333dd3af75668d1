import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { FIXED_SEED, inputs } from '../../../../tests/effort.ts';
import { find } from '../../because/index.ts';
import { buildMachine } from '../../machine/index.ts';
import { readArchitecture } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { formatFor } from '../quantisation/index.ts';
import { cacheLayout } from './cache-layout.ts';
import { kvCapacity, type MemorySettings } from './index.ts';
import { GiB } from './settings.ts';
import { sglangFraction } from './sglang.ts';

const catalogue = readCatalogue();
const modelOf = (id: string) => {
  const entry = catalogue.models.find((m) => m.id === id)!;
  return readArchitecture(entry.config, entry.id, entry.name);
};
const usual: Deployment = { tp: 1, pp: 1, dp: 1, ep: 1, kv: 'bf16', weights: formatFor('bf16') };

function capacity(
  model: string,
  chip: string,
  engine: string,
  settings: MemorySettings = {},
  deployment: Partial<Deployment> = {},
  memoryBytes?: number,
) {
  const full = { ...usual, ...deployment };
  const machine = buildMachine(catalogue, {
    chip: catalogue.chips.find((c) => c.id === chip)!,
    count: full.tp * full.pp * full.dp,
    memoryBytes,
  });
  return kvCapacity({ architecture: modelOf(model), machine, deployment: full, engine }, settings);
}

const ENGINES = ['vllm-0.4', 'vllm-0.8', 'vllm-0.15', 'sglang-0.4', 'trtllm-0.10', 'trtllm-1.0', 'llamacpp'];
const MODELS = ['llama-3.1-8b', 'deepseek-v2-lite', 'gemma-3-27b', 'nemotron-h-8b', 'mixtral-8x7b', 'gpt-oss-20b'];

describe('a cache', () => {
  const question = fc.record({
    engine: fc.constantFrom(...ENGINES),
    model: fc.constantFrom(...MODELS),
    tp: fc.constantFrom(1, 2, 4, 8),
    pp: fc.constantFrom(1, 2, 3),
    gib: fc.double({ min: 1, max: 300, noNaN: true }),
    fraction: fc.double({ min: 0.05, max: 1, noNaN: true }),
  });

  it('is never negative, within its range, and spends no more than there is', () => {
    fc.assert(
      fc.property(question, ({ engine, model, tp, pp, gib, fraction }) => {
        const c = capacity(model, 'h100-sxm', engine, { fraction }, { tp, pp }, gib * GiB);
        for (const { value, low, high } of [c.tokens, c.blocks, c.kvBytes]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        }
        expect(c.fits).toBe(c.blocks.value > 0);
        expect(c.kvBytes.value).toBeLessThanOrEqual(c.totalBytes);
        if (c.fits) expect(c.parts.reduce((all, p) => all + p.value, c.kvBytes.value)).toBeCloseTo(c.totalBytes, -2);
      }),
      { seed: FIXED_SEED, numRuns: inputs(300) },
    );
  });

  it('grows with memory and with the fraction', () => {
    fc.assert(
      fc.property(question, fc.double({ min: 1, max: 2, noNaN: true }), (q, more) => {
        const at = (gib: number, fraction: number) =>
          capacity(q.model, 'h100-sxm', q.engine, { fraction }, { tp: q.tp, pp: q.pp }, gib * GiB).tokens.value;
        const before = at(q.gib, q.fraction);
        expect(at(q.gib * more, q.fraction)).toBeGreaterThanOrEqual(before);
        expect(at(q.gib, Math.min(1, q.fraction * more))).toBeGreaterThanOrEqual(before);
      }),
      { seed: FIXED_SEED, numRuns: inputs(200) },
    );
  });

  it('holds nothing where the weights alone are too large, and says so', () => {
    const c = capacity('llama-3.1-70b', 'rtx4090', 'llamacpp');
    expect(c).toMatchObject({ fits: false, tokens: { value: 0 }, kvBytes: { value: 0 } });
  });

  it('doubles in tokens where elements are half as wide, and with data-parallel ranks', () => {
    const of = (kv: Deployment['kv'], dp = 1) =>
      capacity('deepseek-v2-lite', 'h100-sxm', 'vllm-0.15', { version: '0.19' }, { kv, dp, ep: dp });
    expect(of('fp8').tokens.value / of('bf16').tokens.value).toBeCloseTo(2, 2);
    const [one, two] = [of('bf16'), of('bf16', 2)];
    expect(two.tokens.value).toBe(2 * two.blocks.value * two.blockTokens);
    expect(two.tokens.value).toBeGreaterThan(2 * one.tokens.value);
  });

  it('opens: total, parts and formula with their numbers', () => {
    const { because, blocks } = capacity('llama-3.1-8b', 'h100-sxm', 'vllm-0.15', { version: '0.19.0' });
    expect(because).toMatchObject({ name: 'kv_capacity', formula: 'blocks · block · replicas' });
    expect(find(because, 'blocks')!.value).toBe(blocks.value);
    expect(find(because, 'blocks.kv_bytes.total')!.source).toMatch(/^https/);
    for (const name of ['weights', 'activation', 'non-torch', 'fraction'])
      expect(find(because, `blocks.kv_bytes.spent.${name}`)).toBeDefined();
    expect(find(because, 'blocks.kv_bytes.spent.activation.slots')!.value).toBe(1024);
  });

  it('counts graphs since vLLM 0.21 and not before', () => {
    const parts = (version: string) =>
      capacity('llama-3.1-8b', 'h100-sxm', 'vllm-0.15', { version }).parts.map((p) => p.part);
    expect(parts('0.21.0')).toContain('graphs');
    expect(parts('0.20.2')).not.toContain('graphs');
  });

  it('is smaller by what other programs hold', () => {
    const of = (reservedBytes: number) =>
      capacity('llama-3.1-8b', 'rtx4090', 'llamacpp', { reservedBytes }).kvBytes.value;
    expect(of(0) - of(2 * GiB)).toBeCloseTo(2 * GiB, 0);
  });

  it('on a Mac lies in three quarters of its memory, on small ones in two thirds', () => {
    const total = (gib: number) => capacity('llama-3.2-1b', 'm1ultra', 'llamacpp', {}, {}, gib * GiB).totalBytes / GiB;
    expect(total(64)).toBe(48);
    expect(total(32)).toBeCloseTo(21.33, 2);
  });
});

describe('the layout', () => {
  const layout = (model: string, cut: Partial<Deployment> = {}, hybrid = true) =>
    cacheLayout(modelOf(model), { ...usual, ...cut }, { blockTokens: 16, hybrid });

  it('keeps one head on each rank at least, and the latent on every rank', () => {
    expect(layout('llama-3.1-8b').everyBytes).toBe(131_072);
    expect(layout('llama-3.1-8b', { tp: 8 }).everyBytes).toBe(131_072 / 8);
    expect(layout('llama-3.1-8b', { tp: 16 }).everyBytes).toBe(131_072 / 8);
    expect(layout('deepseek-v3', { tp: 8 }).everyBytes).toBe(layout('deepseek-v3').everyBytes);
    expect(layout('deepseek-v3').everyBytes).toBe(61 * 576 * 2);
  });

  it('of layers with a window keeps the window in blocks and one more', () => {
    const gemma = modelOf('gemma-3-27b');
    const { groups, sequenceBytes, growingBytes } = layout('gemma-3-27b');
    const sliding = groups.find((g) => g.window !== Number.POSITIVE_INFINITY)!;
    expect(sliding.window).toBe(1024);
    const long = 32_768;
    expect(sequenceBytes(long)).toBe(long * growingBytes + sliding.layers * sliding.bytes * (1024 + 16));
    expect(layout('gemma-3-27b', {}, false).sequenceBytes(long)).toBe(long * layout('gemma-3-27b').everyBytes);
    expect(groups.reduce((n, g) => n + g.layers, 0)).toBe(gemma.order.length);
    expect(sequenceBytes(100)).toBe(layout('gemma-3-27b', {}, false).sequenceBytes(100));
  });

  it('charges states once a request, whatever its length', () => {
    const { sequenceBytes, growingBytes } = layout('nemotron-h-8b');
    expect(sequenceBytes(160) - sequenceBytes(16)).toBe(144 * growingBytes);
    expect(sequenceBytes(16)).toBeGreaterThan(16 * growingBytes);
  });

  it('says of every network why a token takes what is reckoned with, kind by kind of layer', () => {
    const opened = new Set<string>();
    for (const { id } of catalogue.models)
      for (const tp of [1, 2]) {
        const { because, bytesPerToken } = capacity(id, 'h200-sxm', 'vllm', { contextTokens: 5000 }, { tp });
        const node = find(because, 'blocks.bytes_per_token')!;
        const parts = node.source === 'sum' ? node.inputs! : [node];
        for (const part of parts) opened.add(part.name);
        const reckoned = parts.reduce((all, part) => all + (part.inputs!.length > 0 ? part.value : 0), 0);
        expect(reckoned, `${id} TP ${tp}`).toBeCloseTo(bytesPerToken, 6);
        expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
      }
    expect([...opened].sort()).toEqual(
      expect.arrayContaining(['bytes_per_token', 'full_layers', 'state_layers', 'window_layers']),
    );
  });

  it('takes the stage with the most cache', () => {
    expect(layout('llama-3.1-8b', { pp: 3 }).everyBytes).toBe((131_072 / 32) * 11);
  });
});

describe("SGLang's default fraction", () => {
  it.each([
    [81_920, 8192, 256, 0.836],
    [24_564, 2048, 24, 0.847],
  ])('%d MiB', (memory, chunk, batch, fraction) => expect(sglangFraction(memory, chunk, batch, 1, 1)).toBe(fraction));
});
