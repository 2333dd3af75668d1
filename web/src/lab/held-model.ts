import {
  builtModel,
  type HeldModel,
  heldBy,
  inMemory,
  type OpenGpu,
  onDevice,
  type Shape,
} from '@ridgepoint/lab/in-page';
import { meansOf } from './hire.ts';

/** On the device where one is given, else by so many threads. Throws LabProblem where there is no room. */
export const heldModel = (shape: Shape, batch: number, gpu: OpenGpu | null, threads: number): Promise<HeldModel> =>
  heldBy(shape, batch, () => (gpu ? onDevice(shape, batch, gpu) : inWasm(shape, batch, threads)));

async function inWasm(shape: Shape, batch: number, threads: number): Promise<HeldModel> {
  const { means, ready } = meansOf(threads);
  const model = await builtModel(shape, batch, means);
  await ready();
  return inMemory(model);
}
