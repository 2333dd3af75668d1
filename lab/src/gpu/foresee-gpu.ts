import { type Spread, spreadOf } from '../bench/spread.ts';
import { beginAt } from '../model/begin.ts';
import type { Work } from '../probe/shapes.ts';
import { DEFAULTS } from '../settings.ts';
import type { GpuDevice } from './device.ts';
import { gpuModelOf } from './gpu-model.ts';

const STEPS = 3;
/** Before the first that counts: buffers are touched for the first time in it. */
const BURN_IN = 1;

/** Seconds of a step on a device: steps that are taken, each waited for as training waits. Throws RangeError where it does not fit. */
export async function foreseeGpu(device: GpuDevice, { shape, batch }: Work, now: () => number): Promise<Spread> {
  const model = await gpuModelOf(device, shape, batch);
  try {
    const weights = new Float32Array(model.layout.bytes / 4);
    beginAt(weights, model.layout.parameters, 1);
    model.write('weights', weights);
    const tokens = new Int32Array(batch * shape.block).map((_, i) => i % shape.vocabulary);
    const { beta1, beta2, weight_decay: decay, learning_rate: rate } = DEFAULTS;
    const seconds: number[] = [];
    for (let i = 1; i <= BURN_IN + STEPS; i++) {
      const began = now();
      model.clearGradient();
      await model.loss(tokens, tokens, { parts: 1, drop: 0, seed: 0 });
      model.updateWithin(1, { step: i, rate, beta1, beta2, decay });
      await device.queue.onSubmittedWorkDone();
      if (i > BURN_IN) seconds.push((now() - began) / 1000);
    }
    return spreadOf(seconds);
  } finally {
    model.close();
  }
}
