import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { inputs } from '../../../../tests/effort.ts';
import { attendedPairs, type SparseLayer, sparseDecode, sparseLaw, sparsePrefill } from './sparse-law.ts';

const law = sparseLaw(readCatalogue().chips.find(({ id }) => id === 'h200-sxm')!);
const H200 = { bandwidth: 4.8e12, peak16: 989.5e12, peak8: 1979e12 };
const GLM5: SparseLayer = {
  heads: 8,
  entryBytes: 1152,
  pairFlop: 2 * (2 * 512 + 64),
  indexHeads: 32,
  indexSize: 128,
  topk: 2048,
};

describe('sparse attention', () => {
  it('attends to every entry before a query and itself, at most to the chosen', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.integer({ min: 1, max: 40 }), (tokens, prefix, most) => {
        let pairs = 0;
        for (let i = 0; i < tokens; i++) pairs += Math.min(prefix + i + 1, most);
        expect(attendedPairs(tokens, prefix, most)).toBe(pairs);
      }),
      { numRuns: inputs(200) },
    );
  });

  it('takes what whole blocks of GLM-5 on eight H200 were timed at, less their products (aiconfigurator, vLLM 0.24)', () => {
    const prompt = (tokens: number) => 1e3 * sparsePrefill(law, GLM5, H200, 1, tokens, 0);
    expect(prompt(8192)).toBeGreaterThan(0.8 * 5.3); // ms; 5.92 with the products
    expect(prompt(8192)).toBeLessThan(1.2 * 5.3);
    const longer = sparseDecode(law, GLM5, H200, 256, 131_072, 1) - sparseDecode(law, GLM5, H200, 256, 8192, 1);
    expect(1e6 * longer).toBeGreaterThan(0.85 * (1698 - 472));
    expect(1e6 * longer).toBeLessThan(1.15 * (1698 - 472));
  });

  it('costs few heads as much as 64 in a prompt, and reads no more entries than are chosen', () => {
    const with64 = { ...GLM5, heads: 64 };
    expect(sparsePrefill(law, GLM5, H200, 2, 4096, 0)).toBe(sparsePrefill(law, with64, H200, 2, 4096, 0));
    const keyless = { ...GLM5, indexHeads: 0, indexSize: -4 };
    expect(sparseDecode(law, keyless, H200, 16, 100_000, 1)).toBe(sparseDecode(law, keyless, H200, 16, 2048, 1));
  });
});
