import { Worker } from 'node:worker_threads';
import { productBy } from '../kernels/blas.ts';
import { follow, play } from './play.ts';
import type { Hire } from './team.ts';

/** A thread that follows. Its program is the text of functions, so that it needs no file and is the same in Node and in a page. */
export const nodeThread: Hire = (seat, { module, memory, blas }) => {
  const program = `const { seat, module, memory, blas } = require('node:worker_threads').workerData;
    const kernels = { ...new WebAssembly.Instance(module, { env: { memory } }).exports };
    if (blas) kernels.matmul = (${productBy})(require(blas.koffi), blas.library, memory);
    (${follow})(kernels, seat, ${play});`;
  const worker = new Worker(program, { eval: true, workerData: { seat, module, memory, blas } });
  // It waits for commands forever, which must not keep the program from ending.
  worker.unref();
  return worker;
};
