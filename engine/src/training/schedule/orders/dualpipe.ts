import { TASK } from '../timeline.ts';
import { type Segment, task } from './segments.ts';

/**
 * DualPipe (DeepSeek-V3, arXiv:2412.19437, section 3.2.1): two streams of micro-batches enter at both ends; in the main phase a forward of one
 * stream is paired with a backward of the other. `half` is the micro-batches of the longer stream; written for at least `stages` of them,
 * with fewer the missing ones are left out. Chunk 0 is the stream that enters at stage 0. `stages` is even.
 */
export function dualpipe(stages: number, half: number, stage: number): Segment[] {
  const near = Math.min(stage, stages - 1 - stage); // steps from the nearer end
  const inner = stages / 2 - near - 1; // steps from the middle
  const a = stage < stages / 2 ? 0 : 1; // the stream that enters at the nearer end
  const z = 1 - a;
  const F = (stream: number): number => task(TASK.forward, stream);
  const both = (forwards: number, backwards: number): number[] => [
    task(TASK.forward, forwards, true),
    task(TASK.backward, backwards),
  ];
  const full = (stream: number): number => task(TASK.backward, stream);
  const input = (stream: number): number => task(TASK.input, stream);
  const weight = (stream: number): number => task(TASK.weight, stream);

  // Weight gradients are put off from half-way through the last near + 1 pairs of backwards; they are owed in turns, `first` stream first.
  const mid = (near + 1) >> 1;
  const first = near % 2 === 1 ? z : a;
  const owed = near + 1;
  const paidInTurn = Math.min(inner, owed);
  const turn = (j: number): number => (j % 2 === 0 ? first : 1 - first);
  return [
    { times: 2 * inner, tasks: [F(a)] },
    { times: near + 1, tasks: [F(a), F(z)] },
    { times: inner, tasks: [input(z), weight(z), F(z)] },
    { times: Math.max(half, stages) - stages + near + 1, tasks: [...both(a, z), ...both(z, a)] },
    { times: inner, tasks: [full(z), ...both(z, a)] },
    { times: mid, tasks: [full(z), full(a)] },
    ...(near % 2 === 0 ? [{ times: 1, tasks: [full(z), input(a)] }] : []),
    { times: near + 1 - mid - (near % 2 === 0 ? 1 : 0), tasks: [input(z), input(a)] },
    { times: paidInTurn >> 1, tasks: [weight(first), input(a), weight(1 - first), input(a)] },
    { times: paidInTurn % 2, tasks: [weight(first), input(a)] },
    { times: inner - paidInTurn, tasks: [weight(a), input(a)] },
    ...inTurns(owed - paidInTurn, turn(paidInTurn), weight),
    { times: paidInTurn, tasks: [weight(a)] },
  ];
}

/** `n` weight gradients, taking turns from `first`. */
function inTurns(n: number, first: number, weight: (stream: number) => number): Segment[] {
  return n <= 0
    ? []
    : [
        { times: n >> 1, tasks: [weight(first), weight(1 - first)] },
        { times: n % 2, tasks: [weight(first)] },
      ];
}
