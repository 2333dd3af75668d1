import type { Blas } from '../kernels/kernels-on.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import { nodeThread } from '../threads/node-thread.ts';
import { builtModel, type Model } from './built-model.ts';
import type { Shape } from './shape.ts';

/** On how many threads, and by whose matrix products if not by the lab's own. */
export interface How {
  readonly threads?: number;
  readonly blas?: Blas;
}

/** A model with kernels from a folder and threads of Node. Throws RangeError where 4 GiB are not enough. */
export const modelOf = (
  shape: Shape,
  batch: number,
  kernelFolder: URL,
  { threads = 1, blas }: How = {},
): Promise<Model> =>
  builtModel(shape, batch, {
    threads,
    load: (memory) => loadKernels(memory, kernelFolder, { blas }),
    hire: nodeThread,
  });
