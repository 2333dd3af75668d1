// Runs before the page's own script is here: the engine's thread is started, and begins on the first question while the page is drawn.
import { placeOf } from '@ridgepoint/engine/operations/link/address';
import { TRAIN } from '@ridgepoint/engine/operations/link/train-question';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The engine's thread. */
export const thread = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const { page, said } = placeOf(location.hash);
const first = thread();
const heard: FromWorker[] = [];
first.onmessage = ({ data }: MessageEvent<FromWorker>) => heard.push(data);

/** The first thread, and what was heard of it while nobody listened, or that it did not come; `opens` what it was told to open. */
export const begun = {
  thread: first,
  heard,
  lost: false,
  opens: page === '' || page === 'train' ? TRAIN.operation : null,
};
first.onerror = () => {
  begun.lost = true;
};

const post = (message: ToWorker): void => first.postMessage(message);
if (begun.opens) {
  post({ kind: 'open', operation: begun.opens });
  // A link may ask what takes long, and a search that was begun here could not be stopped.
  if (Object.keys(said).length === 0) post({ kind: 'foresee', operation: begun.opens, said: TRAIN.example });
}
