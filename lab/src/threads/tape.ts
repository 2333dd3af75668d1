import type { Kernels } from '../kernels/kernels.ts';
import { type Operator, waitsOf } from '../model/operator.ts';

/** Kernels that reckon nothing and remember what they were called with. */
export interface Recorder {
  readonly kernels: Kernels;
  readonly names: readonly string[];
  /** The calls since it was last asked: [how many, then of each: kernel, how many numbers, the numbers]. */
  take(): readonly number[];
}

export function recorderOf(kernels: Kernels): Recorder {
  const names = Object.keys(kernels);
  let [calls, cells]: [number, number[]] = [0, []];
  const heard = names.map((name, index) => [
    name,
    (...numbers: number[]) => {
      calls++;
      cells.push(index, numbers.length, ...numbers);
    },
  ]);
  return {
    kernels: Object.fromEntries(heard) as Kernels,
    names,
    take() {
      const taken = [calls, ...cells];
      [calls, cells] = [0, []];
      return taken;
    },
  };
}

/**
 * A tape for each of `parts` threads: [operators, then of each: whether all threads wait for one another before it, calls, then of each
 * call: kernel, how many numbers, the numbers]. Operators that call nothing now are left out.
 */
export function tapesOf(
  operators: readonly Operator[],
  recorder: Recorder,
  parts: number,
): { readonly tapes: readonly (readonly number[])[]; readonly played: readonly Operator[] } {
  const takes = operators.map(({ run }) =>
    Array.from({ length: parts }, (_, part) => {
      run(part, parts);
      return recorder.take();
    }),
  );
  const busy = takes.map((each) => each.some(([calls]) => calls! > 0));
  const kept = takes.filter((_, i) => busy[i]);
  const played = operators.filter((_, i) => busy[i]);
  const waits = waitsOf(played, parts).map(Number);
  const tapeOf = (part: number): readonly number[] => [
    kept.length,
    ...kept.flatMap((each, i) => [waits[i]!, ...each[part]!]),
  ];
  return { tapes: Array.from({ length: parts }, (_, part) => tapeOf(part)), played };
}
