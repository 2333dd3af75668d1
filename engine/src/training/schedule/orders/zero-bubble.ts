import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/**
 * ZB-H1 (Qi et al. 2024, arXiv:2401.10241, section 2.2): 1F1B whose weight gradients lag behind by as many micro-batches as the stage is deep,
 * so that every stage holds the same p micro-batches and the lag fills the tail. The order is fixed beforehand, not tuned to the times.
 */
export function zeroBubble(stages: number, microBatches: number, stage: number, emit: Emit): void {
  const warmUp = Math.min(microBatches, stages - stage - 1);
  let weight = 0;
  for (let i = 0; i < warmUp; i++) emit(TASK.forward, 0, i);
  for (let i = 0; i < microBatches; i++) {
    if (i + warmUp < microBatches) emit(TASK.forward, 0, i + warmUp);
    emit(TASK.input, 0, i);
    if (i + 1 - weight > stage) emit(TASK.weight, 0, weight++);
  }
  while (weight < microBatches) emit(TASK.weight, 0, weight++);
}
