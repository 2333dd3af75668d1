import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs } from '../../../tests/effort.ts';
import {
  elements,
  flopsPerToken,
  forwardFlopsPerToken,
  type GptSizes,
  kvElements,
  makeGpt,
  parametersOf,
  readArchitecture,
  tensorsOf,
} from './index.ts';

const RUNS = { numRuns: inputs(1000), seed: 20_261_123 };

/** Any sane decoder: heads that divide, experts or not. */
const sizes: fc.Arbitrary<GptSizes> = fc
  .record({
    layers: fc.integer({ min: 1, max: 200 }),
    kvHeads: fc.integer({ min: 1, max: 16 }),
    queriesPerKey: fc.integer({ min: 1, max: 16 }),
    headDim: fc.integer({ min: 1, max: 256 }),
    hidden: fc.integer({ min: 1, max: 20_000 }),
    ffn: fc.integer({ min: 1, max: 80_000 }),
    vocab: fc.integer({ min: 2, max: 300_000 }),
    gated: fc.boolean(),
    experts: fc.option(fc.integer({ min: 2, max: 512 }), { nil: undefined }),
    sharedFfn: fc.integer({ min: 0, max: 4096 }),
    topkSeed: fc.nat(),
  })
  .map(({ queriesPerKey, topkSeed, sharedFfn, ...s }) => ({
    ...s,
    heads: s.kvHeads * queriesPerKey,
    ...(s.experts === undefined ? {} : { topk: 1 + (topkSeed % s.experts), sharedFfn }),
  }));

describe('metamorphic properties', () => {
  it('the tensors sum to the total', () => {
    fc.assert(
      fc.property(sizes, (s) => {
        const arch = makeGpt(s);
        const sum = tensorsOf(arch).reduce((n, g) => n + g.times * g.tensors.reduce((m, t) => m + elements(t), 0), 0);
        const p = parametersOf(arch);
        expect(sum).toBe(p.total + p.mtp);
        expect(p.embedding + p.positions + p.head + p.mixer + p.mlp + p.experts + p.router + p.norm + p.other).toBe(
          p.total,
        );
      }),
      RUNS,
    );
  });

  it('active never exceeds total and equals it when every expert is visited', () => {
    fc.assert(
      fc.property(sizes, (s) => {
        const some = parametersOf(makeGpt(s));
        expect(some.active).toBeLessThanOrEqual(some.total);
        expect(some.active).toBeGreaterThan(0);
        if (s.experts === undefined) expect(some.active).toBe(some.total);
        else {
          const all = parametersOf(makeGpt({ ...s, topk: s.experts }));
          expect(all.active).toBe(all.total);
          expect(all.total).toBe(some.total);
        }
      }),
      RUNS,
    );
  });

  it('multi-head attention is grouped attention with as many key heads as heads', () => {
    fc.assert(
      fc.property(sizes, (s) => {
        expect(makeGpt({ ...s, kvHeads: undefined })).toEqual(makeGpt({ ...s, kvHeads: s.heads }));
      }),
      RUNS,
    );
  });

  it('the cache does not know vocabulary or feed-forward width and is linear in tokens', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1_000_000 }), (s, tokens) => {
        const arch = makeGpt(s);
        expect(kvElements(makeGpt({ ...s, vocab: s.vocab + 1, ffn: s.ffn! + 1 }), tokens)).toBe(
          kvElements(arch, tokens),
        );
        expect(kvElements(arch, tokens)).toBe(tokens * kvElements(arch, 1));
      }),
      RUNS,
    );
  });

  it('the cache is flat after the window and never above the same model without one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (heads, window, tokens) => {
          const config = {
            model_type: 'mistral',
            hidden_size: 64 * heads,
            num_hidden_layers: 3,
            num_attention_heads: heads,
            intermediate_size: 256,
            vocab_size: 1000,
          };
          const sliding = readArchitecture({ ...config, sliding_window: window }, 'm', 'm');
          const full = readArchitecture(config, 'm', 'm');
          expect(kvElements(sliding, window + tokens)).toBe(kvElements(sliding, window));
          expect(kvElements(sliding, tokens)).toBeLessThanOrEqual(kvElements(full, tokens));
          expect(kvElements(sliding, Math.min(window, tokens))).toBe(kvElements(full, Math.min(window, tokens)));
        },
      ),
      RUNS,
    );
  });

  it('three times forward is forward and backward; causal is never above full; products are 6 x active weights', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 1_000_000 }), (s, sequence) => {
        const arch = makeGpt({ ...s, bias: false, tied: false, learnedPositions: false });
        const causal = flopsPerToken(arch, sequence, 'causal');
        expect(3 * forwardFlopsPerToken(arch, sequence, 'causal').total).toBe(causal.total);
        expect(causal.total).toBeLessThanOrEqual(flopsPerToken(arch, sequence, 'full').total);
        const p = parametersOf(arch);
        expect(causal.matmul + causal.head).toBeCloseTo(6 * (p.activeWithoutEmbedding - p.norm), -3);
      }),
      RUNS,
    );
  });

  it('more layers, wider feed-forward or a larger vocabulary never make a model smaller', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom('layers', 'ffn', 'vocab'), (s, key) => {
        expect(parametersOf(makeGpt({ ...s, [key]: s[key as 'layers']! + 1 })).total).toBeGreaterThan(
          parametersOf(makeGpt(s)).total,
        );
      }),
      RUNS,
    );
  });
});
