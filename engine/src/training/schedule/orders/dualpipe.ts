import { TASK } from '../timeline.ts';
import type { Emit } from './emit.ts';

/**
 * DualPipe (DeepSeek-V3, arXiv:2412.19437, section 3.2.1): two streams of micro-batches enter at both ends; in the main phase a forward of one
 * stream is paired with a backward of the other. Stream 0 takes the odd micro-batch, and the lower numbers. Fewer micro-batches than `stages` in a
 * stream: the order for `stages`, the missing ones left out. `emit` gets the stream as chunk. `stages` is even.
 */
export function dualpipe(stages: number, microBatches: number, stage: number, emit: Emit): void {
  const first = Math.ceil(microBatches / 2);
  const half = Math.max(stages, first);
  const mirrored = stage >= stages / 2;
  const near = mirrored ? stages - 1 - stage : stage; // steps from the nearer end
  const inner = stages / 2 - near - 1; // steps from the middle
  const next = { f: [0, 0], b: [0, 0] };
  const owed: [number, number][] = []; // weight gradients put off, oldest first
  let owedHead = 0;
  // stream 0 here is the one that enters at the nearer end
  const real = (stream: number): number => (mirrored ? 1 - stream : stream);
  const exists = (stream: number, i: number): boolean => i < (real(stream) === 0 ? first : microBatches - first);
  const run = (kind: number, stream: number, i: number, paired = false): void => {
    if (exists(stream, i)) emit(kind, real(stream), real(stream) === 0 ? i : first + i, paired);
  };
  const forward = (stream: number): void => run(TASK.forward, stream, next.f[stream]!++);
  const backward = (stream: number, split: boolean): void => {
    const i = next.b[stream]!++;
    run(split ? TASK.input : TASK.backward, stream, i);
    if (split) owed.push([stream, i]);
  };
  const both = (forwards: number, backwards: number): void => {
    const i = next.f[forwards]!++;
    run(TASK.forward, forwards, i, exists(backwards, next.b[backwards]!));
    backward(backwards, false);
  };
  const weight = (): void => {
    const [stream, i] = owed[owedHead++]!;
    run(TASK.weight, stream, i);
  };

  for (let i = 0; i < 2 * inner; i++) forward(0);
  for (let i = 0; i < near + 1; i++) {
    forward(0);
    forward(1);
  }
  for (let i = 0; i < inner; i++) {
    backward(1, true);
    weight();
    forward(1);
  }
  for (let i = 0; i < half - stages + near + 1; i++) {
    both(0, 1);
    both(1, 0);
  }
  for (let i = 0; i < inner; i++) {
    backward(1, false);
    both(1, 0);
  }
  let split = false;
  for (let i = 0; i < near + 1; i++) {
    if (i === (near + 1) >> 1 && near % 2 === 1) split = true;
    backward(1, split);
    if (i === (near + 1) >> 1 && near % 2 === 0) split = true;
    backward(0, split);
  }
  for (let i = 0; i < inner; i++) {
    weight();
    backward(0, true);
  }
  while (owedHead < owed.length) weight();
}
