import { ableOf, type OpenGpu } from '../gpu/device.ts';
import { gpuModelOf } from '../gpu/gpu-model.ts';
import { LabProblem } from '../problem.ts';
import type { Model } from './built-model.ts';
import type { Shape } from './shape.ts';
import type { Trainable } from './trainable.ts';

type Arrays = Pick<Model, 'weights' | 'first' | 'second'>;

/** A model that trains, wherever it is held. */
export interface HeldModel {
  readonly model: Trainable & { close(): void };
  /** What the device calls itself; null where WebAssembly reckons. */
  readonly device: string | null;
  /** Its flat arrays as they are when it is asked. */
  readonly weights: () => Float32Array | Promise<Float32Array>;
  readonly arrays: () => Arrays | Promise<Arrays>;
  /** Lets them be filled. */
  readonly fill: (by: (arrays: Arrays) => void) => void;
}

export const inMemory = (model: Model): HeldModel => ({
  model,
  device: null,
  weights: () => model.weights,
  arrays: () => model,
  fill: (by) => by(model),
});

/** `halves`: products with factors of 16 bits. Throws RangeError where the device's buffers are too small. */
export async function onDevice(
  shape: Shape,
  batch: number,
  { device, name }: OpenGpu,
  halves = false,
): Promise<HeldModel> {
  const model = await gpuModelOf(device, shape, batch, ableOf(device, halves ? 'native' : 'none'));
  const { bytes, learns } = model.layout;
  return {
    model,
    device: name,
    weights: () => model.read('weights'),
    async arrays() {
      const [weights, first, second] = await Promise.all((['weights', 'first', 'second'] as const).map(model.read));
      return { weights: weights!, first: first!, second: second! };
    },
    fill(by) {
      const moments = (): Float32Array => new Float32Array((learns[1] - learns[0]) / 4);
      const arrays: Arrays = { weights: new Float32Array(bytes / 4), first: moments(), second: moments() };
      by(arrays);
      for (const of of ['weights', 'first', 'second'] as const) model.write(of, arrays[of]);
    },
  };
}

/** Throws LabProblem where there is no room for it. */
export async function heldBy(shape: Shape, batch: number, make: () => Promise<HeldModel>): Promise<HeldModel> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new LabProblem('memory', { batch, block: shape.block, nearest: Math.max(1, batch >> 1) });
  }
}
