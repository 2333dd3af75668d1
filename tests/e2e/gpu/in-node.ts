// Runs on a GPU that a processor plays, and on one that only compiles: prints what shaders of every kind come to, as JSON.
import { openDawn } from '../../../lab/src/gpu/dawn.ts';
import type { Able, OpenGpu } from '../../../lab/src/gpu/device.ts';
import { gpuModelOf } from '../../../lab/src/gpu/gpu-model.ts';
import type { Shape } from '../../../lab/src/model/shape.ts';
import { beside, overscaled } from './beside.ts';

/** As deep as 2 x 256 tokens, so that gradients of weights are split among workgroups; and sizes that are no multiples of anything. */
const SHAPE: Shape = { layers: 1, heads: 3, width: 18, block: 67, vocabulary: 13, bias: true };
const BATCH = 8;

const played = await openDawn();
const { device } = played;
const plain: Able = { halves: 'none', subgroups: false };
const rounded: Able = { halves: 'rounded', subgroups: true };
const found = {
  plain: await beside(device, SHAPE, BATCH, plain),
  subgroups: await beside(device, SHAPE, BATCH, { ...plain, subgroups: true }),
  rounded: await beside(device, SHAPE, BATCH, rounded),
  overscaled: await overscaled(device, SHAPE, 1, rounded, 2 ** 40, 30),
};

/** Why shaders with factors of 16 bits do not compile on a device, or nothing. */
async function refusal({ device: on }: OpenGpu): Promise<string> {
  try {
    await gpuModelOf(on, SHAPE, 1, { halves: 'native', subgroups: true });
    return '';
  } catch (error) {
    return String(error);
  }
}
// One device has no numbers of 16 bits; the other has everything, and reckons nothing.
const native = [await refusal(played), await refusal(await openDawn(['backend=null']))];
console.log(JSON.stringify({ ...found, native }));
process.exit(0);
