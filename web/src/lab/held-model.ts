import {
  builtModel,
  gpuModelOf,
  LabProblem,
  type Model,
  type OpenGpu,
  type Shape,
  type Trainable,
} from '@ridgepoint/lab/in-page';
import { meansOf } from './hire.ts';

export type Arrays = Pick<Model, 'weights' | 'first' | 'second'>;

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

/** On the device where one is given, else by so many threads. Throws LabProblem where there is no room. */
export async function heldModel(shape: Shape, batch: number, gpu: OpenGpu | null, threads: number): Promise<HeldModel> {
  try {
    return await (gpu ? onDevice(shape, batch, gpu) : inWasm(shape, batch, threads));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new LabProblem('memory', { batch, block: shape.block, nearest: Math.max(1, batch >> 1) });
  }
}

async function inWasm(shape: Shape, batch: number, threads: number): Promise<HeldModel> {
  const { means, ready } = meansOf(threads);
  const model = await builtModel(shape, batch, means);
  await ready();
  return { model, device: null, weights: () => model.weights, arrays: () => model, fill: (by) => by(model) };
}

async function onDevice(shape: Shape, batch: number, { device, name }: OpenGpu): Promise<HeldModel> {
  const model = await gpuModelOf(device, shape, batch);
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
