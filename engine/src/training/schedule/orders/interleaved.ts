import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/**
 * Depth-first interleaved 1F1B (Narayanan et al. 2021, arXiv:2104.04473, section 2.2.2): micro-batches go in groups of `stages`; a group passes
 * chunk after chunk. Warm-up 2 (p - s - 1) + (v - 1) p forwards. With one chunk it is 1F1B with warm-up p - s - 1 (PipeDream-flush).
 * Micro-batches that do not fill the last group: the order is that of the full group with the missing ones left out.
 */
export function interleaved(stages: number, chunks: number, microBatches: number, stage: number, emit: Emit): void {
  const group = chunks === 1 ? 1 : stages;
  const padded = Math.ceil(microBatches / group) * group;
  const total = padded * chunks;
  const late = stages - stage - 1;
  const warmUp = Math.min(total, chunks === 1 ? late : 2 * late + (chunks - 1) * stages);
  const round = group * chunks;
  const run = (kind: number, k: number): void => {
    const inRound = k % round;
    const turn = Math.floor(inRound / group);
    const i = Math.floor(k / round) * group + (inRound % group);
    if (i < microBatches) emit(kind, kind === TASK.forward ? turn : chunks - 1 - turn, i);
  };
  for (let k = 0; k < warmUp; k++) run(TASK.forward, k);
  for (let k = 0; k < total; k++) {
    if (k + warmUp < total) run(TASK.forward, k + warmUp);
    run(TASK.backward, k);
  }
}
