import type { SearchSpace } from '../training/index.ts';
import type { Strategy } from '../training/strategy.ts';

/**
 * Strategies beside one: each degree at half, the same and twice; recompute free; the rest as it is. What a user has fixed
 * stays fixed. A side question ("and at twice the accelerators?") is searched here in a tenth of the time of a whole plan.
 */
export function neighbourhood(s: Strategy, constraints: SearchSpace): SearchSpace {
  const beside = (n: number): number[] => [n / 2, n, n * 2].filter(Number.isInteger);
  const near: SearchSpace = {
    tp: beside(s.tp),
    pp: [...new Set([1, ...beside(s.pp)])],
    vp: [...new Set([1, ...beside(s.vp)])],
    cp: beside(s.cp),
    ep: beside(s.ep),
    microBatch: beside(s.microBatch),
    zero: [s.zero],
    fusedActivation: [s.fusedActivation],
  };
  const fixed = Object.fromEntries(Object.entries(constraints).filter(([, values]) => values !== undefined));
  return { ...near, ...fixed };
}
