import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/** All forwards, then all backwards; with several chunks breadth first: every micro-batch passes a chunk before the next chunk begins. */
export function gpipe(chunks: number, microBatches: number, emit: Emit): void {
  for (let c = 0; c < chunks; c++) for (let i = 0; i < microBatches; i++) emit(TASK.forward, c, i);
  for (let c = chunks - 1; c >= 0; c--) for (let i = 0; i < microBatches; i++) emit(TASK.backward, c, i);
}
