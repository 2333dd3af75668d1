import { describe, expect, test } from 'vitest';
import { findBlas } from '../kernels/blas.ts';
import { beginAt } from './begin.ts';
import { modelOf } from './model.ts';
import { reference } from './reference.ts';
import { adapterOf, floatsOf, type Lora, PROJECTIONS, parametersOf, type Shape, sidesOf } from './shape.ts';

const KERNELS = new URL('../../dist/', import.meta.url);

/** Sizes that are no multiples of anything: 3 heads of 6, a block over one tile of rows, 13 words. */
const ODD: Shape = { layers: 2, heads: 3, width: 18, block: 37, vocabulary: 13, bias: true };
const EVEN: Shape = { layers: 1, heads: 2, width: 16, block: 8, vocabulary: 11, bias: false };
const TINY: Shape = { layers: 1, heads: 2, width: 4, block: 3, vocabulary: 5, bias: true };
const BATCH = 2;

/** Weights larger than at the beginning, so that every gradient is far from zero. */
function begun(shape: Shape): Float32Array {
  const parameters = parametersOf(shape);
  const weights = new Float32Array(floatsOf(parameters));
  beginAt(weights, parameters, 1);
  for (const { at, size, dims } of parameters)
    for (let i = at; i < at + size; i++)
      weights[i] = dims.length > 1 ? weights[i]! * 10 : weights[i]! + Math.sin(i) / 4;
  return weights;
}

function data({ block, vocabulary }: Shape) {
  const tokens = Int32Array.from({ length: BATCH * block }, (_, i) => (i * 7 + (i >> 3)) % vocabulary);
  const targets = Int32Array.from({ length: BATCH * block }, (_, i) => (i * 5 + 3) % vocabulary);
  return { tokens, targets };
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [off, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    off += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  return Math.sqrt(off / size);
};

describe('the reference', () => {
  test('has the gradient that finite differences have', () => {
    const weights = Float64Array.from(begun(TINY));
    const { tokens, targets } = data(TINY);
    const { gradient } = reference(TINY, weights, tokens, targets);
    const step = 1e-5;
    const differences = Float64Array.from(weights, (w, i) => {
      weights[i] = w + step;
      const over = reference(TINY, weights, tokens, targets).loss;
      weights[i] = w - step;
      const under = reference(TINY, weights, tokens, targets).loss;
      weights[i] = w;
      return (over - under) / (2 * step);
    });
    for (const { name, at, size } of parametersOf(TINY)) {
      const [a, b] = [gradient.subarray(at, at + size), differences.subarray(at, at + size)];
      expect(distance(a, b), name).toBeLessThan(1e-6);
    }
  });
});

describe('the kernels', () => {
  test.each([ODD, EVEN])('have the loss, logits and gradient of the reference', async (shape) => {
    const weights = begun(shape);
    const { tokens, targets } = data(shape);
    const model = await modelOf(shape, BATCH, KERNELS);
    model.weights.set(weights);
    const slow = reference(shape, weights, tokens, targets);
    expect(model.loss(tokens, targets)).toBeCloseTo(slow.loss, 5);
    expect(distance(model.logits, slow.logits)).toBeLessThan(1e-5);
    expect(model.loss(tokens, targets, { parts: 1, drop: 0, seed: 0 })).toBeCloseTo(slow.loss, 5);
    for (const { name, at, size } of parametersOf(shape)) {
      const [a, b] = [model.gradient.subarray(at, at + size), slow.gradient.subarray(at, at + size)];
      expect(distance(a, b), name).toBeLessThan(1e-4);
    }
  });

  test('with dropout: the gradient is that of what was kept, the mean stays', async () => {
    const shape = { ...EVEN, bias: true };
    const model = await modelOf(shape, BATCH, KERNELS);
    const weights = begun(shape);
    model.weights.set(weights);
    const { tokens, targets } = data(shape);
    const learn = { parts: 1, drop: 0.3, seed: 77 };
    model.loss(tokens, targets, learn);
    const gradient = model.gradient.slice();
    const step = 1e-2;
    // Along the gradient's own direction the loss rises by its length.
    const length = model.gradientNorm();
    const along = (sign: number): number => {
      for (let i = 0; i < weights.length; i++) model.weights[i] = weights[i]! + (sign * step * gradient[i]!) / length;
      return model.loss(tokens, targets, learn);
    };
    expect((along(1) - along(-1)) / (2 * step) / length).toBeCloseTo(1, 2);
    model.weights.set(weights);
    const plain = model.loss(tokens, targets);
    let sum = 0;
    for (let seed = 0; seed < 400; seed++) sum += model.loss(tokens, targets, { ...learn, seed });
    expect(sum / 400 / plain).toBeGreaterThan(0.9);
    expect(sum / 400 / plain).toBeLessThan(1.5);
  });

  test.each([1, 3])(
    'learn by adapters alone: their gradients are the reference’s through W + (alpha / rank)·A·B (%d threads)',
    async (threads) => {
      const lora: Lora = { rank: 5, alpha: 8, targets: PROJECTIONS };
      const shape = { ...ODD, lora };
      const weights = begun(shape);
      for (const { name, at, size } of parametersOf(shape))
        if (name.endsWith('lora_B')) for (let i = at; i < at + size; i++) weights[i] = Math.sin(i) / 5;
      const model = await modelOf(shape, BATCH, KERNELS, { threads });
      model.weights.set(weights);
      const { tokens, targets } = data(shape);
      const base = parametersOf(ODD);
      const whole = weights.slice(0, floatsOf(base));
      const places = new Map(parametersOf(shape).map((parameter) => [parameter.name, parameter]));
      const linear = [0, 1].flatMap((l) => PROJECTIONS.map((target) => ({ name: `h.${l}.${target}`, target })));
      const partsOf = ({ name, target }: (typeof linear)[number]) => {
        const [from, to] = sidesOf(target, ODD.width);
        const [a, b] = adapterOf(name).map((each) => places.get(each)!);
        return { from, to, w: places.get(`${name}.weight`)!.at, a: a!, b: b! };
      };
      const by = lora.alpha / lora.rank;
      for (const each of linear) {
        const { from, to, w, a, b } = partsOf(each);
        for (let i = 0; i < from; i++)
          for (let j = 0; j < to; j++)
            for (let r = 0; r < lora.rank; r++)
              whole[w + i * to + j]! += by * weights[a.at + i * lora.rank + r]! * weights[b.at + r * to + j]!;
      }
      const slow = reference(ODD, whole, tokens, targets);
      expect(model.loss(tokens, targets)).toBeCloseTo(slow.loss, 5);
      model.loss(tokens, targets, { parts: 1, drop: 0, seed: 0 });
      const start = model.layout.learns[0] / 4;
      expect(model.gradient.length).toBe(floatsOf(parametersOf(shape)) - start);
      for (const each of linear) {
        const { from, to, w, a, b } = partsOf(each);
        const [da, db] = [new Float64Array(a.size), new Float64Array(b.size)];
        for (let i = 0; i < from; i++)
          for (let j = 0; j < to; j++)
            for (let r = 0; r < lora.rank; r++) {
              const slope = by * slow.gradient[w + i * to + j]!;
              da[i * lora.rank + r]! += slope * weights[b.at + r * to + j]!;
              db[r * to + j]! += slope * weights[a.at + i * lora.rank + r]!;
            }
        const got = (at: number, size: number) => model.gradient.subarray(at - start, at - start + size);
        expect(distance(got(a.at, a.size), da), `${each.name} A`).toBeLessThan(1e-4);
        expect(distance(got(b.at, b.size), db), `${each.name} B`).toBeLessThan(1e-4);
      }
      model.update({ step: 1, rate: 1e-2, beta1: 0.9, beta2: 0.99, decay: 0.1, clip: 1 });
      expect(model.weights.subarray(0, start)).toEqual(weights.subarray(0, start));
      expect(model.weights.subarray(start)).not.toEqual(weights.subarray(start));
      model.close();
    },
  );

  test.each([2, 3])('reckon to the digit the same on %d threads', async (threads) => {
    const shape = { ...ODD, width: 24, heads: 3 };
    const { tokens, targets } = data(shape);
    const [one, more] = await Promise.all([1, threads].map((t) => modelOf(shape, BATCH, KERNELS, { threads: t })));
    for (const model of [one!, more!]) {
      model.weights.set(begun(shape));
      for (const [step, drop] of [0, 0.2, 0].entries()) {
        model.clearGradient();
        model.loss(tokens, targets, { parts: 2, drop, seed: 5 + step });
        model.loss(targets, tokens, { parts: 2, drop, seed: 9 + step });
        const clip = 1 / model.gradientNorm();
        model.update({ step: step + 1, rate: 1e-2, beta1: 0.9, beta2: 0.99, decay: 0.1, clip });
      }
    }
    expect(more!.loss(tokens, targets)).toBe(one!.loss(tokens, targets));
    expect(more!.weights).toEqual(one!.weights);
    expect(more!.second).toEqual(one!.second);
    more!.close();
  });

  test('multiply as well by the BLAS of the machine, where there is one', async () => {
    const blas = findBlas('auto');
    const { tokens, targets } = data(ODD);
    const [own, others] = await Promise.all([{}, { blas, threads: 2 }].map((how) => modelOf(ODD, BATCH, KERNELS, how)));
    for (const model of [own!, others!]) {
      model.weights.set(begun(ODD));
      model.loss(tokens, targets, { parts: 1, drop: 0, seed: 0 });
    }
    expect(others!.library).toBe(blas?.library);
    expect(distance(others!.gradient, own!.gradient)).toBeLessThan(1e-5);
    // Whether it is really another: sums of another order have other last digits.
    if (blas) expect(others!.gradient).not.toEqual(own!.gradient);
    others!.close();
    expect(findBlas('off')).toBeUndefined();
    expect(() => findBlas('/nowhere/libblas.so')).toThrow(/^(blas|koffi)-missing/);
  });
});
