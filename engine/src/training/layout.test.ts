import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeGpt } from '../model/index.ts';
import { chunksPerStage, evenLayout, kindsPerChunk } from './layout.ts';

describe('even layout', () => {
  it('126 layers on 16 stages: seven at both ends, eight between (Llama 3 405B, arXiv:2407.21783, 3.3.2)', () => {
    expect(evenLayout(126, 16)).toEqual([7, ...Array(14).fill(8), 7]);
  });

  it('126 layers on 128 chunks: embedding and head have a chunk each', () => {
    expect(evenLayout(126, 128)).toEqual([0, ...Array(126).fill(1), 0]);
  });

  it.each([
    [8, 4, [2, 2, 2, 2]],
    [7, 4, [2, 2, 2, 1]], // the head's chunk gives up a layer first
    [6, 4, [1, 2, 2, 1]],
    [5, 4, [1, 2, 1, 1]],
    [1, 1, [1]],
    [1, 3, [0, 1, 0]],
  ])('%i layers on %i chunks', (layers, chunks, layout) => expect(evenLayout(layers, chunks)).toEqual(layout));

  it('holds all layers, and no chunk has two more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }), (layers, chunks) => {
        const layout = evenLayout(layers, chunks);
        expect(layout).toHaveLength(chunks);
        expect(layout.reduce((a, b) => a + b, 0)).toBe(layers);
        expect(Math.max(...layout) - Math.min(...layout)).toBeLessThanOrEqual(1);
        expect(layout.at(-1)).toBe(Math.min(...layout));
      }),
      { numRuns: 1000, seed: 20_261_123 },
    );
  });
});

describe('chunks', () => {
  it.each([
    ['1f1b', 1, 1],
    ['interleaved', 5, 5],
    ['gpipe', 2, 2],
    ['zb-v', 1, 2],
    ['dualpipe', 1, 2],
  ] as const)('%s with %i virtual stages has %i a stage', (schedule, vp, chunks) =>
    expect(chunksPerStage({ schedule, vp })).toBe(chunks),
  );

  it('counts the layers of each kind by chunk', () => {
    const gpt = makeGpt({ layers: 5, hidden: 64, heads: 4, vocab: 100 });
    const mixed = { ...gpt, blocks: [gpt.blocks[0]!, gpt.blocks[0]!], order: [0, 1, 1, 0, 1] };
    expect([...kindsPerChunk(mixed, [2, 0, 3])]).toEqual([1, 1, 0, 0, 1, 2]);
  });
});
