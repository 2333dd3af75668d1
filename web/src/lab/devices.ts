import { type Gpu, LabProblem, type OpenGpu, openGpu } from '@ridgepoint/lab/in-page';
import { DEVICES, type Said } from './protocol.ts';

let open: Promise<OpenGpu | null> | null = null;

/** What is to reckon: the GPU where the browser offers one and nobody wants otherwise; null for WebAssembly. Throws LabProblem. */
export async function deviceOf(said: Said): Promise<OpenGpu | null> {
  const wanted = said.device ?? DEVICES[0];
  if (!DEVICES.some((each) => each === wanted))
    throw new LabProblem('setting-value', {
      name: 'device',
      value: wanted,
      choices: DEVICES.join(', '),
      nearest: DEVICES[0],
    });
  if (wanted === 'wasm') return null;
  open ??= openGpu((navigator as unknown as { readonly gpu?: Gpu }).gpu);
  const found = await open;
  if (wanted === 'webgpu' && !found) throw new LabProblem('no-gpu', { nearest: 'wasm' });
  // A GPU that a processor plays is slower than the processor itself.
  return wanted === 'auto' && found?.played ? null : found;
}
