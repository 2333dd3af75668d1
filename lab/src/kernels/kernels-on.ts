import type { Kernels } from './kernels.ts';

/** A library with cblas_sgemm, and where koffi is, which calls it. */
export interface Blas {
  readonly library: string;
  readonly koffi: string;
}

/** The kernels on a memory; their module is what other threads make theirs of. */
export interface LoadedKernels {
  readonly kernels: Kernels;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly blas?: Blas;
}

/** Puts the kernels on a memory, wherever they are had from. */
export type Load = (memory: WebAssembly.Memory) => Promise<LoadedKernels>;

/** The kernels of a compiled module. */
export async function kernelsOn(memory: WebAssembly.Memory, module: WebAssembly.Module): Promise<LoadedKernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return { kernels: instance.exports as unknown as Kernels, module, memory };
}

/** A module with one relaxed multiply-add, to ask whether a machine knows it. */
const RELAXED = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1],
  ...[11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
);

/** Whether products and sums may be rounded once: faster, and where a machine has it the same on every run. */
export const validatesRelaxed = (): boolean => WebAssembly.validate(RELAXED);
