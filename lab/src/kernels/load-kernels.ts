import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { type Blas, type Koffi, productBy } from './blas.ts';
import type { Kernels } from './kernels.ts';

/** Bytes of a page of wasm memory, and how many 32-bit addresses reach. */
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** What the kernels keep for themselves (tables of logarithms) lies below. */
const RESERVED = PAGE;

/** A memory of so many bytes beside what the kernels keep for themselves; from `start` on it is free. Throws RangeError over 4 GiB. */
export function memoryOf(bytes: number): { readonly memory: WebAssembly.Memory; readonly start: number } {
  const pages = Math.ceil((RESERVED + bytes) / PAGE);
  if (pages > MOST_PAGES) throw new RangeError(`${bytes} bytes do not fit in 32-bit addresses`);
  return { memory: new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }), start: RESERVED };
}

/** A module with one relaxed multiply-add, to ask whether this machine's V8 knows it. */
const RELAXED = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  8,
  1,
  96,
  3,
  123,
  123,
  123,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  13,
  1,
  11,
  0,
  32,
  0,
  32,
  1,
  32,
  2,
  253,
  133,
  2,
  11,
);

/** Whether products and sums may be rounded once: faster, and where a machine has it the same on every run. */
export function knowsRelaxed(): boolean {
  // Node 20 knows it behind a flag, later ones without.
  if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(RELAXED);
}

/** The kernels on a memory; their module is what other threads make theirs of. */
export interface LoadedKernels {
  readonly kernels: Kernels;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly blas?: Blas;
}

/** From the folder where the build has put them. */
export async function loadKernels(
  memory: WebAssembly.Memory,
  folder: URL,
  { relaxed = knowsRelaxed(), blas }: { readonly relaxed?: boolean; readonly blas?: Blas } = {},
): Promise<LoadedKernels> {
  const file = new URL(relaxed ? './kernels-relaxed.wasm' : './kernels.wasm', folder);
  const { instance, module } = await WebAssembly.instantiate(readFileSync(file), { env: { memory } });
  const own = instance.exports as unknown as Kernels;
  if (!blas) return { kernels: own, module, memory };
  const koffi = createRequire(import.meta.url)(blas.koffi) as Koffi;
  return { kernels: { ...own, matmul: productBy(koffi, blas.library, memory) }, module, memory, blas };
}
