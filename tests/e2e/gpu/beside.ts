// The lab's shaders beside the plain reference, on any device.
import { type Able, ableOf, type GpuDevice } from '../../../lab/src/gpu/device.ts';
import { gpuModelOf } from '../../../lab/src/gpu/gpu-model.ts';
import { lossScaleOf } from '../../../lab/src/gpu/loss-scale.ts';
import { beginAt } from '../../../lab/src/model/begin.ts';
import { reference } from '../../../lab/src/model/reference.ts';
import { floatsOf, learningOf, parametersOf, type Shape } from '../../../lab/src/model/shape.ts';

/** How far arrays are apart, as a share of the second's length. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [off, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    off += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  return Math.sqrt(off / size);
};

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

/** Loss, logits and the gradient of every parameter beside the reference's. */
export async function beside(on: GpuDevice, shape: Shape, batch: number, able: Able = ableOf(on)) {
  const weights = begun(shape);
  const count = batch * shape.block;
  const tokens = Int32Array.from({ length: count }, (_, i) => (i * 7 + (i >> 3)) % shape.vocabulary);
  const targets = Int32Array.from({ length: count }, (_, i) => (i * 5 + 3) % shape.vocabulary);
  const slow = reference(shape, weights, tokens, targets);
  const model = await gpuModelOf(on, shape, batch, able);
  model.write('weights', weights);
  const judged = await model.loss(tokens, targets);
  const logits = distance(await model.read('logits'), slow.logits);
  model.clearGradient();
  const learned = await model.loss(tokens, targets, { parts: 1, drop: 0, seed: 0 });
  const grown = model.lossScale?.now ?? 1;
  const gradient = (await model.read('gradient')).map((slope) => slope / grown);
  const off = parametersOf(shape).map(({ name: of, at, size }) => [
    of,
    distance(gradient.subarray(at, at + size), slow.gradient.subarray(at, at + size)),
  ]);
  const norm = await model.gradientNorm();
  const plainNorm = Math.sqrt(slow.gradient.reduce((sum, g) => sum + g * g, 0));
  model.close();
  return {
    loss: [judged, learned, slow.loss],
    logits,
    gradient: Object.fromEntries(off),
    norm: norm / plainNorm,
  };
}

/** With dropout: along the gradient's own direction the loss rises by its length; a share of it here. And the same again is the same. */
export async function dropped(on: GpuDevice, shape: Shape, batch: number) {
  const weights = begun(shape);
  const tokens = Int32Array.from({ length: batch * shape.block }, (_, i) => (i * 7 + (i >> 3)) % shape.vocabulary);
  const learn = { parts: 1, drop: 0.3, seed: 77 };
  const model = await gpuModelOf(on, shape, batch);
  model.write('weights', weights);
  model.clearGradient();
  const loss = await model.loss(tokens, tokens, learn);
  const gradient = await model.read('gradient');
  const length = await model.gradientNorm();
  const step = 1e-2;
  const { from } = learningOf(parametersOf(shape));
  const along = async (sign: number): Promise<number> => {
    const moved = weights.slice();
    for (const [i, g] of gradient.entries()) moved[from + i]! += (sign * step * g) / length;
    model.write('weights', moved);
    return model.loss(tokens, tokens, learn);
  };
  const rise = ((await along(1)) - (await along(-1))) / (2 * step) / length;
  model.write('weights', weights);
  return { rise, again: (await model.loss(tokens, tokens, learn)) === loss };
}

/** Updates of a loss that is scaled by far too much: how many were left out, what the scale is then, and whether weights changed. */
export async function overscaled(
  on: GpuDevice,
  shape: Shape,
  batch: number,
  able: Able,
  begins: number,
  steps: number,
) {
  const weights = begun(shape);
  const tokens = Int32Array.from({ length: batch * shape.block }, (_, i) => (i * 7 + (i >> 3)) % shape.vocabulary);
  const model = await gpuModelOf(on, shape, batch, able, lossScaleOf(begins));
  model.write('weights', weights);
  const changed: boolean[] = [];
  for (let step = 1; step <= steps; step++) {
    model.clearGradient();
    await model.loss(tokens, tokens, { parts: 1, drop: 0, seed: 0 });
    await model.updateWithin(1, { step, rate: 1e-3, beta1: 0.9, beta2: 0.99, decay: 0.1 });
    changed.push(distance(await model.read('weights'), weights) > 0);
  }
  const { now, skipped } = model.lossScale!;
  model.close();
  return { now, skipped, changed };
}
