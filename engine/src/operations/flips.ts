import type { Catalogue } from '../facts/index.ts';
import { differences } from '../report/figures.ts';
import type { Flip } from '../report/train-report.ts';
import type { TrainingEstimate } from '../training/answer.ts';
import { fastestStrategy } from '../training/index.ts';
import type { Strategy } from '../training/strategy.ts';
import { neighbourhood } from './neighbourhood.ts';
import { type Setting, settle } from './scenario/setting.ts';
import { searchSpaceOf } from './scenario/strategy-words.ts';

/** Counts that are tried on each side, as factors of the count asked about. */
const BELOW = [1 / 2, 1 / 4];
const ABOVE = [2, 4];
/** Strategies that one of these searches may price: keeps all of them together under about 150 ms. */
const BUDGET = 20_000;

/**
 * Where another kind of strategy becomes the best one: the same question at half and a quarter, twice and four times the
 * accelerators. The first count on each side with another best is told; nothing where none is found or a search was cut.
 */
export function flipsOf(catalogue: Catalogue, setting: Setting, best: TrainingEstimate): Flip[] {
  const side = (name: Flip['side'], factors: readonly number[]): Flip[] => {
    for (const factor of factors) {
      const accelerators = Math.round(setting.machine.count * factor);
      if (accelerators < 1 || accelerators !== setting.machine.count * factor) break;
      const other = bestAt(catalogue, setting, accelerators, best.strategy);
      if (!other) break;
      const differs = differences(best.strategy, other);
      if (differs.length > 0) return [{ side: name, accelerators, strategy: other, differs }];
    }
    return [];
  };
  return [...side('below', BELOW), ...side('above', ABOVE)];
}

/** The best at another count, among the neighbours of the best here. */
function bestAt(catalogue: Catalogue, { scenario, problem }: Setting, count: number, near: Strategy): Strategy | null {
  const elsewhere = settle(catalogue, {
    ...scenario,
    train: { ...scenario.train, batch: problem.globalBatch, batch_tokens: undefined, sequence: problem.sequence },
    on: { ...scenario.on, count },
  });
  const space = neighbourhood(near, searchSpaceOf(scenario.strategy));
  return fastestStrategy(elsewhere.problem, space, BUDGET).strategy;
}
