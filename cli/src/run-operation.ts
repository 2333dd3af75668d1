import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { type Operation, readInput } from '@ridgepoint/engine/operations';
import type { TraceRead } from '@ridgepoint/engine/serving';
import type { Face } from './face.ts';
import { progressLine } from './terminal/progress.ts';

/** A search that takes longer is moved to a thread, so that Ctrl-C can be heard. */
const PATIENCE_MS = 800;

export interface Answered {
  readonly answer: unknown;
  readonly interrupted: boolean;
}

/** What a thread is told. */
export interface Order {
  readonly operation: string;
  readonly data: unknown;
  readonly overlay?: string;
  /** The trace that the scenario names. */
  readonly trace?: TraceRead;
  /** [stop asked, strategies seen, strategies in all], both counts in thousands. */
  readonly shared: SharedArrayBuffer;
}

/**
 * Runs an operation. Most answers take less than the patience and come straight from here; a longer search is given up
 * and done over in a thread, with a line of progress on a terminal, and Ctrl-C answers with the best so far.
 */
export async function runOperation(
  operation: Operation,
  data: unknown,
  catalogue: Catalogue,
  { overlay, trace }: Pick<Order, 'overlay' | 'trace'>,
  face: Face,
): Promise<Answered> {
  const started = performance.now();
  let slow = false;
  const onProgress = () => {
    slow ||= performance.now() - started > PATIENCE_MS;
    return !slow;
  };
  const input = readInput(operation.input, data);
  const answer = operation.run({ catalogue, onProgress, ...(trace && { trace: () => trace }) }, input);
  if (!slow || !isMainThread) return { answer, interrupted: false };
  return inThread({ operation: operation.name, data, overlay, trace, shared: new SharedArrayBuffer(12) }, face);
}

function inThread(order: Order, face: Face): Promise<Answered> {
  const state = new Int32Array(order.shared);
  const seen = () => ({ done: Atomics.load(state, 1) * 1000, total: Atomics.load(state, 2) * 1000 });
  const line = progressLine(face, performance.now(), seen);
  const stop = () => Atomics.store(state, 0, 1);
  process.once('SIGINT', stop);
  const worker = new Worker(fileURLToPath(new URL('./worker.mjs', import.meta.url)), { workerData: order });
  return new Promise<Answered>((resolve, reject) => {
    worker.once('message', (answer) => resolve({ answer, interrupted: Atomics.load(state, 0) === 1 }));
    worker.once('error', reject);
  }).finally(() => {
    line.end();
    process.removeListener('SIGINT', stop);
    void worker.terminate();
  });
}
