import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/** A stretch of a stage's order: `tasks` (codes made by `task`), `times` times over. Micro-batches of each kind and chunk come in order. */
export interface Segment {
  readonly times: number;
  readonly tasks: readonly number[];
}

/** Code of a task in a segment; `paired`: runs interleaved with the one after it (see Emit). */
export function task(kind: number, chunk: number, paired = false): number {
  return kind | (chunk << 2) | (paired ? 8 : 0);
}
export const kindOf = (code: number): number => code & 3;
export const chunkOf = (code: number): number => (code >> 2) & 1;
export const isPaired = (code: number): boolean => code >= 8;

/** Writes segments out, leaving out micro-batches of a chunk from `limit[chunk]` on; `offset[chunk]` is added to the rest. */
export function expand(
  segments: readonly Segment[],
  limit: readonly number[],
  offset: readonly number[],
  emit: Emit,
): void {
  const forward = [0, 0];
  const input = [0, 0];
  const weight = [0, 0];
  for (const { times, tasks } of segments) {
    for (let r = 0; r < times; r++) {
      for (let j = 0; j < tasks.length; j++) {
        const code = tasks[j]!;
        const kind = kindOf(code);
        const c = chunkOf(code);
        const i = kind === TASK.forward ? forward[c]!++ : kind === TASK.weight ? weight[c]!++ : input[c]!++;
        if (kind === TASK.backward) weight[c]!++;
        if (i >= limit[c]!) continue;
        // a pair whose backward is left out is a forward alone
        const other = isPaired(code) ? chunkOf(tasks[j + 1]!) : c;
        emit(kind, c, i + offset[c]!, isPaired(code) && input[other]! < limit[other]!);
      }
    }
  }
}
