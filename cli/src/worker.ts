// The thread of a long search: told what to answer, looks at the shared flag to know when to stop.
import { parentPort, workerData } from 'node:worker_threads';
import { InputError, OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import { loadCatalogue, loadWithKernels } from './catalogue.ts';
import { type Answered, isSimulated, type Order, tracesIn, watching } from './run-operation.ts';
import { holdsFleet, loadSolver } from './solver.ts';

/** Answers the order that the thread was started with; a refused input is told as data, for errors lose their class on the way. */
export async function work(): Promise<void> {
  try {
    parentPort?.postMessage(await answered());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    parentPort?.postMessage({ refused: error.problem });
  }
}

async function answered(): Promise<Omit<Answered, 'interrupted'>> {
  const { operation: name, data, overlay, trace, traces, files = {}, today, shared } = workerData as Order;
  const state = new Int32Array(shared);
  const operation = (OPERATIONS as readonly Operation[]).find((o) => o.name === name)!;
  const inShares = isSimulated(operation);
  const onProgress = (done: number, _: unknown, total: number) => {
    Atomics.store(state, 1, inShares ? Math.round((1e6 * done) / Math.max(1, total)) : Math.round(done / 1000));
    Atomics.store(state, 2, inShares ? 1e6 : Math.ceil(total / 1000));
    return Atomics.load(state, 0) === 0;
  };
  const catalogue = await (operation.kernels ? loadWithKernels : loadCatalogue)(overlay);
  const solver = operation.solver || holdsFleet(data) ? await loadSolver() : undefined;
  return watching(
    files,
    () => false,
    (watch) =>
      operation.run(
        {
          catalogue,
          today,
          onProgress,
          ...(solver && { solver }),
          ...tracesIn({ trace, traces }),
          ...(watch && { watch }),
        },
        readInput(operation.input, data),
      ),
  );
}
