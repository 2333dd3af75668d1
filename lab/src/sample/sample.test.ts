import { describe, expect, test } from 'vitest';
import { loadKernels } from '../kernels/load-kernels.ts';
import { beginAt } from '../model/begin.ts';
import { modelOf } from '../model/model.ts';
import type { Shape } from '../model/shape.ts';
import { readerOf } from './reader.ts';
import { pick } from './write-on.ts';

const KERNELS = new URL('../../dist/', import.meta.url);

describe('reading one token at a time, or many', () => {
  test.each<Shape>([
    { layers: 2, heads: 3, width: 18, block: 21, vocabulary: 13, bias: true },
    { layers: 2, heads: 2, width: 16, block: 9, vocabulary: 11, bias: false },
  ])('gives the logits that the whole sequence has ($width wide)', async (shape) => {
    const { block, vocabulary } = shape;
    const model = await modelOf(shape, 1, KERNELS);
    const reader = await readerOf(shape, (memory) => loadKernels(memory, KERNELS));
    beginAt(model.weights, model.layout.parameters, 3);
    for (let i = 0; i < model.weights.length; i++) model.weights[i]! *= 5;
    reader.weights.set(model.weights);
    const tokens = Int32Array.from({ length: block }, (_, i) => (i * 5 + 1) % vocabulary);
    model.loss(tokens, tokens);
    for (let again = 0; again < 2; again++) {
      for (let t = 0; t < block; t++) {
        const one = reader.next(tokens[t]!);
        for (let v = 0; v < vocabulary; v++) expect(one[v]).toBeCloseTo(model.logits[t * vocabulary + v]!, 4);
      }
      expect(() => reader.next(0)).toThrow(RangeError);
      reader.forget();
    }
    // Many at once, after others were read, and then one after another.
    const half = block >> 1;
    for (let t = half - 1; t < block; t++) {
      const one = t < half ? reader.begin([...tokens.subarray(0, half)]) : reader.next(tokens[t]!);
      for (let v = 0; v < vocabulary; v++) expect(one[v]).toBeCloseTo(model.logits[t * vocabulary + v]!, 4);
    }
    expect(() => reader.begin([])).toThrow(RangeError);
    expect(() => reader.begin([...tokens, 0])).toThrow(RangeError);
  });
});

describe('picking a token', () => {
  test('follows the probabilities of the likeliest', () => {
    const logits = [Math.log(0.5), Math.log(0.1), Math.log(0.4)];
    const count = (top_k: number, temperature = 1) => {
      const seen = [0, 0, 0];
      for (let i = 0; i < 1000; i++) seen[pick(logits, { temperature, top_k }, (i + 0.5) / 1000)]!++;
      return seen;
    };
    expect(count(3)).toEqual([500, 100, 400]);
    expect(count(2)).toEqual([556, 0, 444]);
    expect(count(1)).toEqual([1000, 0, 0]);
    expect(count(3, 0)).toEqual([1000, 0, 0]);
    const [first, , last] = count(3, 0.5); // squares: 25 : 1 : 16
    expect([first, last]).toEqual([595, 381]);
  });
});
