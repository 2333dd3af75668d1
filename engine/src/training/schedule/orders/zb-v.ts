import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/**
 * ZB-V (Qi et al. 2024, arXiv:2401.10241, section 6): two chunks a stage in a V. A fixed order that is without bubble where forward, input and weight
 * gradient take the same time; it holds at most 2 p chunk activations. Fewer than 2 p - 1 micro-batches: the order for 2 p - 1, the missing ones left out.
 */
export function zbV(stages: number, microBatches: number, stage: number, emit: Emit): void {
  const m = Math.max(microBatches, 2 * stages - 1);
  const next = { f: [0, 0], b: [0, 0], w: [0, 0] };
  const run = (kind: number, counter: number[], chunk: number): void => {
    const i = counter[chunk]!++;
    if (i < microBatches) emit(kind, chunk, i);
  };
  const forward = (chunk: number): void => run(TASK.forward, next.f, chunk);
  const input = (chunk: number): void => run(TASK.input, next.b, chunk);
  const weight = (chunk: number): void => run(TASK.weight, next.w, chunk);

  for (let i = 0; i < 2 * (stages - stage) - 1; i++) forward(0);
  for (let i = 0; i < stage; i++) {
    forward(1);
    forward(0);
  }
  for (let i = 0; i < stages - stage; i++) {
    forward(1);
    input(1);
    weight(1);
  }
  while (next.f[1]! < next.f[0]! || next.f[0]! < m) {
    if (next.f[0]! < m) forward(0);
    input(0);
    weight(0);
    forward(1);
    input(1);
    weight(1);
  }
  for (let i = 0; i < stage; i++) {
    input(0);
    input(1);
  }
  for (let i = 0; i < stages - stage; i++) {
    input(0);
    weight(0);
  }
  while (next.w[1]! < next.b[1]!) weight(1);
  while (next.w[0]! < next.b[0]!) weight(0);
}
