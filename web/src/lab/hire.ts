import type { Means } from '@ridgepoint/lab/in-page';
import { load } from './kernels.ts';

/** More threads than this gain nothing for models as small as a page trains. */
const MOST = 4;

/** Threads that a page may have, with a core left for whoever watches; one where memory cannot be shared. */
const threadsHere = (): number =>
  self.crossOriginIsolated ? Math.max(1, Math.min(MOST, navigator.hardwareConcurrency - 1)) : 1;

/** So many threads as are wanted, 0 for as many as are good: never more than one where memory cannot be shared. */
export const threadsOf = (wanted: number): number => (self.crossOriginIsolated && wanted) || threadsHere();

/** The means of this browser, and when all hired threads are there. */
export function meansOf(threads: number): { readonly means: Means; readonly ready: () => Promise<unknown> } {
  const coming: Promise<unknown>[] = [];
  const hire: Means['hire'] = (seat, { module, memory }) => {
    const worker = new Worker(new URL('./lab-thread.ts', import.meta.url), { type: 'module' });
    coming.push(
      new Promise((there, lost) => {
        worker.onmessage = there;
        worker.onerror = () => lost(new Error('a thread did not come'));
      }),
    );
    worker.postMessage({ seat, module, memory });
    return worker;
  };
  return { means: { threads, load, hire }, ready: () => Promise.all(coming) };
}
