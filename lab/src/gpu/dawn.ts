import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { LabProblem } from '../problem.ts';
import { type Gpu, type OpenGpu, openGpu } from './device.ts';

/** What is used of the package webgpu: Dawn, which Chromium has WebGPU from. */
interface Dawn {
  create(options: readonly string[]): Gpu;
}

/** Once nobody holds them, no answer of their devices comes any more. */
const held: Gpu[] = [];

/**
 * A GPU in Node, by a package that nobody needs who trains on a processor. Throws LabProblem where it is not there or finds no GPU.
 * `options` are Dawn's.
 */
export async function openDawn(options: readonly string[] = []): Promise<OpenGpu> {
  const gpu = (await dawn()).create(options);
  held.push(gpu);
  const open = await openGpu(gpu);
  if (!open) throw new LabProblem('no-gpu', { nearest: 'cpu' });
  return open;
}

async function dawn(): Promise<Dawn> {
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve('webgpu');
  } catch {
    throw new LabProblem('webgpu-missing');
  }
  try {
    return (await import(pathToFileURL(path).href)) as Dawn;
  } catch (error) {
    // It is of another system, or of a newer C library than this one's.
    throw new LabProblem('webgpu-broken', { why: error instanceof Error ? error.message.split('\n')[0]! : '' });
  }
}
