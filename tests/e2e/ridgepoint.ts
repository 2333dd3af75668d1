import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Longer than any command of a test takes. */
const PATIENCE_MS = 110_000;
const bundle = fileURLToPath(new URL('../../cli/dist/main.mjs', import.meta.url));

/** The day on which every command of a test is run: ages of prices do not change with the calendar. */
export const TODAY = '2026-11-29';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

interface Around {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a process of its own must answer: one that can be timed, or whose memory counts. */
  readonly fresh?: boolean;
}

const ENV = { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8', RIDGEPOINT_TODAY: TODAY };

/**
 * Runs the built command line as a user would, without colours, in English unless the words say otherwise. What is piped in, other
 * environments and what is asked for `fresh` get a process of their own; everything else is said to a thread that has the program
 * loaded, which takes half the time and shows what one command would leave behind for the next.
 */
export function ridgepoint(words: readonly string[], { input, env, fresh = false }: Around = {}): Ran {
  const started = performance.now();
  const own = fresh || input !== undefined || env !== undefined;
  const answer = own ? inProcess(words, input, env) : inThread(words);
  return { ...answer, milliseconds: performance.now() - started };
}

type Said = Omit<Ran, 'milliseconds'>;

function inProcess(words: readonly string[], input = '', env: Around['env'] = {}): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...words], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...ENV, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

let thread: { readonly ask: (words: readonly string[]) => Said } | undefined;

function inThread(words: readonly string[]): Said {
  thread ??= startThread();
  return thread.ask(words);
}

function startThread() {
  const { port1, port2 } = new MessageChannel();
  const asked = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./warm.mjs', import.meta.url), {
    workerData: { dist: dirname(bundle), port: port2, asked },
    transferList: [port2],
    env: ENV,
    stdin: true,
  });
  worker.unref();
  port1.unref();
  return {
    ask(words: readonly string[]): Said {
      Atomics.store(asked, 0, 0);
      port1.postMessage(words);
      if (Atomics.wait(asked, 0, 0, PATIENCE_MS) === 'timed-out') throw new Error(`no answer to ${words.join(' ')}`);
      const answer: Said | { readonly broken: string } = receiveMessageOnPort(port1)!.message;
      if ('broken' in answer) throw new Error(answer.broken);
      return answer;
    },
  };
}
