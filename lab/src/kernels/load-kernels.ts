import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { type Koffi, productBy } from './blas.ts';
import { type Blas, kernelsOn, type LoadedKernels, validatesRelaxed } from './kernels-on.ts';

/** Node 20 knows relaxed SIMD behind a flag, later ones without. */
export function knowsRelaxed(): boolean {
  if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');
  return validatesRelaxed();
}

/** From the folder where the build has put them. */
export async function loadKernels(
  memory: WebAssembly.Memory,
  folder: URL,
  { relaxed = knowsRelaxed(), blas }: { readonly relaxed?: boolean; readonly blas?: Blas } = {},
): Promise<LoadedKernels> {
  const file = new URL(relaxed ? './kernels-relaxed.wasm' : './kernels.wasm', folder);
  const loaded = await kernelsOn(memory, await WebAssembly.compile(readFileSync(file)));
  if (!blas) return loaded;
  const koffi = createRequire(import.meta.url)(blas.koffi) as Koffi;
  return { ...loaded, kernels: { ...loaded.kernels, matmul: productBy(koffi, blas.library, memory) }, blas };
}
