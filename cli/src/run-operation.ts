import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import type { LinearSolver } from '@ridgepoint/engine/decide';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { type Context, InputError, type InputProblem, type Operation, readInput } from '@ridgepoint/engine/operations';
import type { ServingSink, TraceRead } from '@ridgepoint/engine/serving';
import type { Face } from './face.ts';
import { openWatch, type Watched, type WatchFiles } from './serving-files/watch.ts';
import { holdsFleet, isLarge, loadSolver } from './solver.ts';
import { progressLine } from './terminal/progress.ts';
import { shareDone } from './terminal/share-done.ts';

/** A search that takes longer is moved to a thread, so that Ctrl-C can be heard. */
const PATIENCE_MS = 800;
/** A simulation is told of sooner: how far it is is known from its first requests on. */
const SIMULATION_MS = 300;
const REDRAW_MS = 100;

export interface Answered {
  readonly answer: unknown;
  readonly interrupted: boolean;
  /** Files that were filled on the way. */
  readonly watched: Watched;
}

/** What a thread is told. */
export interface Order {
  readonly operation: string;
  readonly data: unknown;
  readonly overlay?: string;
  /** The trace that the scenario names. */
  readonly trace?: TraceRead;
  /** Those of several scenarios, in their order. */
  readonly traces?: readonly (TraceRead | undefined)[];
  /** Files that a simulation fills. */
  readonly files?: WatchFiles;
  /** The day, for ages of prices. */
  readonly today?: string;
  /** [stop asked, strategies seen, strategies in all], both counts in thousands; of a simulation the share that is done, in millionths. */
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
  { overlay, trace, traces, files = {}, today }: Pick<Order, 'overlay' | 'trace' | 'traces' | 'files' | 'today'>,
  face: Face,
): Promise<Answered> {
  const started = performance.now();
  const patience = isSimulated(operation) ? SIMULATION_MS : PATIENCE_MS;
  let slow = false;
  const onProgress = () => {
    slow ||= isMainThread && performance.now() - started > patience;
    return !slow;
  };
  const input = readInput(operation.input, data);
  const known = operation.solver || holdsFleet(data) ? await loadSolver() : undefined;
  const solver: LinearSolver | undefined =
    known &&
    ((program, options) => {
      // No solve can be given up half way: one that takes seconds is begun in the thread and nowhere else.
      if (isMainThread && !options?.relaxed && isLarge(program)) throw new TakesLong();
      return known(program, options);
    });
  const { answer, watched } = await watching(
    files,
    () => slow,
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
        input,
      ),
  ).catch((error: unknown) => {
    if (!(error instanceof TakesLong)) throw error;
    slow = true;
    return { answer: undefined, watched: {} };
  });
  if (!slow) return { answer, interrupted: false, watched };
  const order = {
    operation: operation.name,
    data,
    overlay,
    trace,
    traces,
    files,
    today,
    shared: new SharedArrayBuffer(12),
  };
  return inThread(order, isSimulated(operation), face);
}

/** Known before it is begun to take longer than anybody waits without a word. */
class TakesLong extends Error {
  override readonly name = 'TakesLong';
}

/** Traces as an operation asks for them. */
export const tracesIn = ({ trace, traces }: Pick<Order, 'trace' | 'traces'>): Pick<Context, 'trace' | 'traces'> => ({
  ...(trace && { trace: () => trace }),
  ...(traces && { traces: traces.map((each) => each && (() => each)) }),
});

/** Whether an operation tells of its progress as a share of what it does. */
export const isSimulated = ({ output }: Pick<Operation, 'output'>): boolean =>
  ['simulation', 'serving-plan', 'serve-comparison', 'fleet', 'crossover'].includes(output);

/** Runs with the files open; what was given up in between leaves none. */
export async function watching(
  files: WatchFiles,
  givenUp: () => boolean,
  run: (watch: ServingSink | undefined) => unknown,
): Promise<{ readonly answer: unknown; readonly watched: Watched }> {
  const { sink, close, abandon } = await openWatch(files);
  let answer: unknown;
  try {
    answer = run(sink);
  } catch (error) {
    abandon();
    throw error;
  }
  if (!givenUp()) return { answer, watched: close() };
  abandon();
  return { answer, watched: {} };
}

function inThread(order: Order, simulated: boolean, face: Face): Promise<Answered> {
  const state = new Int32Array(order.shared);
  const line = simulated ? shareLine(state, face, order.operation) : countLine(state, face);
  const stop = () => Atomics.store(state, 0, 1);
  process.once('SIGINT', stop);
  const worker = new Worker(fileURLToPath(new URL('./main.mjs', import.meta.url)), { workerData: order });
  return new Promise<Answered>((resolve, reject) => {
    worker.once('message', (told: Omit<Answered, 'interrupted'> | { readonly refused: InputProblem }) => {
      if ('refused' in told) reject(new InputError(told.refused));
      else resolve({ ...told, interrupted: Atomics.load(state, 0) === 1 });
    });
    worker.once('error', reject);
  }).finally(() => {
    line.end();
    process.removeListener('SIGINT', stop);
    void worker.terminate();
  });
}

function countLine(state: Int32Array, face: Face): { readonly end: () => void } {
  const seen = () => ({ done: Atomics.load(state, 1) * 1000, total: Atomics.load(state, 2) * 1000 });
  return progressLine(face, performance.now(), seen);
}

function shareLine(state: Int32Array, face: Face, operation: string): { readonly end: () => void } {
  const words = operation === 'plan-fleet' ? face.messages.fleet : face.messages.simulation;
  const bar = shareDone(face, (share, left) => words.progress({ share, left }));
  const timer = setInterval(() => bar.seen(Atomics.load(state, 1), Atomics.load(state, 2)), REDRAW_MS);
  return {
    end: () => {
      clearInterval(timer);
      bar.end();
    },
  };
}
