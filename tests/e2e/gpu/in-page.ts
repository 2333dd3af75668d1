// Runs in a page that has WebGPU.
import { type Gpu, type GpuDevice, openGpu } from '../../../lab/src/gpu/device.ts';
import type { Shape } from '../../../lab/src/model/shape.ts';
import { beside, dropped } from './beside.ts';

async function device(): Promise<GpuDevice> {
  const { navigator } = globalThis as unknown as { readonly navigator: { readonly gpu?: Gpu } };
  const open = await openGpu(navigator.gpu);
  if (!open) throw new Error('no device');
  return open.device;
}

Object.assign(globalThis, {
  beside: async (shape: Shape, batch: number) => beside(await device(), shape, batch),
  dropped: async (shape: Shape, batch: number) => dropped(await device(), shape, batch),
});
