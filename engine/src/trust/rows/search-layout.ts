import { defaultStrategy, type SearchSpace, type Strategy, type TrainingProblem } from '../../training/index.ts';
import { count, type TrainingRow } from './row.ts';

/**
 * The layout of a run that publishes none: the fastest one that fits, as its authors would have picked, within what is printed.
 * When nothing fits by our count, the one that misses by least: the run did exist. Null when no legal layout divides the accelerators.
 */
export function searchLayout(problem: TrainingProblem, row: TrainingRow, given: Strategy): Strategy | null {
  const space: SearchSpace = {
    tp: printed(row.run.tp) ?? POWERS,
    pp: printed(row.run.pp),
    cp: printed(row.run.cp),
    vp: [1, 2, 4, 8],
    microBatch: printed(row.run.micro_batch) ?? [1, 2, 4],
    recompute: row.run.recompute ? [given.recompute] : ['none', 'full'],
    zero: [given.zero],
    tpComm: [given.tpComm],
    fusedActivation: [given.fusedActivation],
  };
  return defaultStrategy(problem, space);
}

const POWERS = [1, 2, 4, 8];

const printed = (value: unknown): number[] | undefined => {
  const known = count(value);
  return known === undefined ? undefined : [known];
};
