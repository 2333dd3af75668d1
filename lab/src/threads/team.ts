import type { LoadedKernels } from '../kernels/kernels-on.ts';
import type { Operator } from '../model/operator.ts';
import { type Calls, play, type Seat, WORDS } from './play.ts';
import { type Recorder, tapesOf } from './tape.ts';

/** Operators that follow one another, and what their calls depend on beside it. */
export interface Pass {
  readonly operators: readonly Operator[];
  /** The same text as last time: the same calls. */
  readonly state: () => string;
}

/** Hears milliseconds of every operator, in order, by `now`. */
export interface Clock {
  readonly heard: (operator: Operator, milliseconds: number) => void;
  readonly now: () => number;
}

export interface Team {
  readonly threads: number;
  /** Runs pass number `pass` on all threads, this one among them, and comes back when all are done. */
  run(pass: number, clock?: Clock): void;
  /** Lets the other threads go. */
  close(): void;
}

/** Gets another thread, which follows from its seat; a thread is had otherwise in Node than in a page. */
export type Hire = (seat: Seat, loaded: Omit<LoadedKernels, 'kernels'>) => { terminate(): unknown };

/** `threads` threads over one memory; what they reckon is the same to the digit however many they are. */
export function teamOf(
  { kernels, ...loaded }: LoadedKernels,
  recorder: Recorder,
  passes: readonly Pass[],
  threads: number,
  hire: Hire,
): Team {
  const first = passes.map(({ operators }) => tapesOf(operators, recorder, threads).tapes.map((tape) => tape.length));
  // Dropout adds calls of a few numbers; a tape that began without has room for them.
  const room = first.map((lengths, pass) => Math.max(...lengths) + passes[pass]!.operators.length * 9);
  const own = room.reduce((a, b) => a + b, 0);
  // One thread shares with nobody, and a page that is not isolated from others has no memory to share.
  const bytes = (count: number) => (threads > 1 ? new SharedArrayBuffer(count) : new ArrayBuffer(count));
  const tape = new Float64Array(bytes(own * threads * 8));
  const control = new Int32Array(bytes(Object.keys(WORDS).length * 4));
  const seats = Array.from({ length: threads }, (_, part): Seat => {
    const begins = room.map((_, pass) => part * own + room.slice(0, pass).reduce((a, b) => a + b, 0));
    return { tape, control, names: recorder.names, begins, parts: threads };
  });
  const written: (readonly Operator[] | undefined)[] = passes.map(() => undefined);
  const states: string[] = [];
  const workers = seats.slice(1).map((seat) => hire(seat, loaded));
  return {
    threads,
    run(pass, clock) {
      const state = passes[pass]!.state();
      if (!written[pass] || states[pass] !== state) write(pass, state);
      if (threads > 1) {
        Atomics.store(control, WORDS.pass, pass);
        Atomics.add(control, WORDS.command, 1);
        Atomics.notify(control, WORDS.command);
      }
      let [index, began] = [0, clock?.now() ?? 0];
      const tick = (): void => {
        const now = clock!.now();
        clock!.heard(written[pass]![index++]!, now - began);
        began = now;
      };
      play(kernels as unknown as Calls, seats[0]!, pass, clock && tick);
      if (Atomics.load(control, WORDS.failed)) throw new Error('a kernel failed');
    },
    close() {
      for (const worker of workers) void worker.terminate();
    },
  };

  function write(pass: number, state: string): void {
    const { tapes, played } = tapesOf(passes[pass]!.operators, recorder, threads);
    for (const [part, cells] of tapes.entries()) tape.set(cells, seats[part]!.begins[pass]!);
    written[pass] = played;
    states[pass] = state;
  }
}
