import { createRequire } from 'node:module';
import { LabProblem } from '../problem.ts';
import type { Kernels } from './kernels.ts';
import type { Blas } from './kernels-on.ts';

/** What is used of koffi. */
export interface Koffi {
  load(library: string): { func(prototype: string): (...values: unknown[]) => unknown };
}

/** Where OpenBLAS, MKL, BLIS and Apple's Accelerate usually are. The reference BLAS is slower than the kernels. */
const USUAL: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['libopenblas.so.0', 'libopenblas.so', 'libmkl_rt.so.2', 'libmkl_rt.so', 'libblis.so.4'],
  darwin: [
    '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
  ],
  win32: ['libopenblas.dll', 'mkl_rt.2.dll'],
};

/** The first that can be had of `auto`, none for `off`, or the one at a path. Throws LabProblem where a path was given and is none. */
export function findBlas(wish: string): Blas | undefined {
  if (wish === 'off') return undefined;
  const require = createRequire(import.meta.url);
  let koffi: string;
  try {
    koffi = require.resolve('koffi');
    require(koffi);
  } catch {
    if (wish === 'auto') return undefined;
    throw new LabProblem('koffi-missing', { path: wish });
  }
  const found = (wish === 'auto' ? (USUAL[process.platform] ?? []) : [wish]).find((library) => {
    try {
      (require(koffi) as Koffi).load(library).func('void cblas_sgemm()');
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined && wish !== 'auto') throw new LabProblem('blas-missing', { path: wish });
  return found === undefined ? undefined : { library: found, koffi };
}

/** The kernel `matmul` by that library, in place on the memory. Its text is sent to other threads, so it names only what it is given. */
export function productBy(
  koffi: Koffi,
  library: string,
  memory: { readonly buffer: ArrayBufferLike },
): Kernels['matmul'] {
  const blas = koffi.load(library);
  const sgemm = blas.func(
    'void cblas_sgemm(int, int, int, int, int, int, float, const void *, int, const void *, int, float, void *, int)',
  );
  // Threads share the work themselves: each call is to use one.
  for (const name of ['openblas_set_num_threads', 'MKL_Set_Num_Threads', 'bli_thread_set_num_threads'])
    try {
      blas.func(`void ${name}(int)`)(1);
    } catch {
      // It is another library's.
    }
  const at = (address: number): Uint8Array => new Uint8Array(memory.buffer, address, 4);
  // 101: by rows; 111, 112: as it is, turned (CBLAS_ORDER, CBLAS_TRANSPOSE).
  return (ta, tb, m, n, k, a, lda, b, ldb, c, ldc, add) => {
    sgemm(101, 111 + ta, 111 + tb, m, n, k, 1, at(a), lda, at(b), ldb, add, at(c), ldc);
  };
}
