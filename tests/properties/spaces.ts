import fc from 'fast-check';
import {
  divisors,
  type FullSpace,
  fullSpace,
  type SearchSpace,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { cases } from './cases.ts';
import { machines } from './chips.ts';

export interface Searched {
  readonly problem: TrainingProblem;
  readonly given: SearchSpace;
  readonly space: FullSpace;
}

/** Combinations of a space at most: brute force names each of them. */
const MOST = 600;

const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 });
const degrees = (count: number, most: number) => {
  const all = divisors(count).filter((n) => n <= most);
  return fc.subarray(all, { minLength: 1, maxLength: Math.min(3, all.length) });
};

const lists = (count: number, moe: boolean) =>
  fc.record({
    tp: degrees(count, 8),
    pp: degrees(count, 6),
    cp: fc.constantFrom([1], [1], [1, 2], [1, 4, 2]),
    ep: moe ? some(1, 2, 4, 3) : fc.constantFrom([1], [1], [1], [1, 2]),
    etp: fc.constantFrom([1], [1], [1, 2]),
    vp: fc.constantFrom([1], [1, 2], [1, 3, 2]),
    schedule: some('1f1b', 'interleaved', 'gpipe', 'zb-v', 'dualpipe', 'zero-bubble'),
    cpKind: fc.constantFrom(['ring'], ['all-gather', 'ulysses']),
    microBatch: some(1, 2, 4),
    recompute: some('none', 'selective', 'full'),
    tpComm: some('ar', 'rs-ag', 'p2p-rs-ag'),
    tpOverlap: fc.constantFrom(['none'], ['none', 'ring']),
    gatherAgain: fc.constantFrom([true], [false, true]),
    fusedActivation: fc.constantFrom([false], [false, true]),
    zero: some(0, 1, 2, 3),
    dpOverlap: fc.constantFrom([true], [true, false]),
    offload: fc.constantFrom(
      [{ weights: false, activations: false, optimizer: false, to: 'cpu' }],
      [
        { weights: false, activations: false, optimizer: true, to: 'cpu' },
        { weights: true, activations: true, optimizer: false, to: 'nvme' },
      ],
    ),
  });

/** Small spaces of small problems, memory tight enough that some points miss it. */
export const spaces: fc.Arbitrary<Searched> = fc
  .record({
    c: cases(),
    count: fc.constantFrom(2, 4, 6, 8, 12, 16, 24),
    batch: fc.constantFrom(24, 48),
    tight: fc.constantFrom(1, 0.5, 0.2),
  })
  .chain(({ c, count, batch, tight }) =>
    fc
      .record({
        machine: machines(count),
        given: lists(
          count,
          c.problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe'),
        ).filter((given) => Object.values(given).reduce((n, list) => n * list.length, 1) <= MOST),
      })
      .map(({ machine, given }) => {
        const capacity = machine.rates.capacity * tight;
        const problem: TrainingProblem = {
          ...c.problem,
          globalBatch: batch,
          machine: { ...machine, rates: { ...machine.rates, capacity } },
        };
        const small = { ...given } as SearchSpace;
        return { problem, given: small, space: fullSpace(problem, small) };
      }),
  );
