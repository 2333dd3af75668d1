import { TASK } from '../timeline.ts';
import { type Segment, task } from './segments.ts';

const F0 = task(TASK.forward, 0);
const F1 = task(TASK.forward, 1);
const B0 = task(TASK.input, 0);
const B1 = task(TASK.input, 1);
const W0 = task(TASK.weight, 0);
const W1 = task(TASK.weight, 1);

/**
 * ZB-V (Qi et al. 2024, arXiv:2401.10241, section 6): two chunks a stage in a V. A fixed order that is without bubble where forward, input and weight
 * gradient take the same time; it holds at most 2 p chunk activations. Written for at least 2 p - 1 micro-batches; with fewer, the
 * missing ones are left out.
 */
export function zbV(stages: number, microBatches: number, stage: number): Segment[] {
  const m = Math.max(microBatches, 2 * stages - 1);
  const below = stages - stage;
  const withForward = m - 2 * stages + stage + 1;
  return [
    { times: 2 * below - 1, tasks: [F0] },
    { times: stage, tasks: [F1, F0] },
    { times: below, tasks: [F1, B1, W1] },
    { times: withForward, tasks: [F0, B0, W0, F1, B1, W1] },
    { times: m - stages - withForward, tasks: [B0, W0, F1, B1, W1] },
    { times: stage, tasks: [B0, B1] },
    { times: below, tasks: [B0, W0] },
    { times: stage, tasks: [W1] },
    { times: stage, tasks: [W0] },
  ];
}
