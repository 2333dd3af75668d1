// The thread of a long search: told what to answer, looks at the shared flag to know when to stop.
import { parentPort, workerData } from 'node:worker_threads';
import { OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import { loadCatalogue, loadWithKernels } from './catalogue.ts';
import type { Order } from './run-operation.ts';

const { operation: name, data, overlay, trace, shared } = workerData as Order;
const state = new Int32Array(shared);
const operation = (OPERATIONS as readonly Operation[]).find((o) => o.name === name)!;
const onProgress = (evaluated: number, _: unknown, total: number) => {
  Atomics.store(state, 1, Math.round(evaluated / 1000));
  Atomics.store(state, 2, Math.ceil(total / 1000));
  return Atomics.load(state, 0) === 0;
};
const catalogue = await (operation.kernels ? loadWithKernels : loadCatalogue)(overlay);
const answer = operation.run(
  { catalogue, onProgress, ...(trace && { trace: () => trace }) },
  readInput(operation.input, data),
);
parentPort?.postMessage(answer);
