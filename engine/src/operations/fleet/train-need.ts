import type { Problem } from '../../training/answer.ts';
import { planTraining } from '../../training/index.ts';
import type { Strategy } from '../../training/strategy.ts';
import { InputError } from '../input-error.ts';
import type { Context } from '../operation.ts';
import type { Scenario } from '../scenario/schema.ts';
import { settle } from '../scenario/setting.ts';
import { searchSpaceOf } from '../scenario/strategy-words.ts';
import type { Estimated } from './estimated.ts';

/** Accelerator-hours of a training run by its best strategy on so many accelerators, or why it does not run there. Throws InputError. */
export function trainNeed(
  context: Pick<Context, 'catalogue'>,
  train: Scenario['train'],
  accelerator: string,
  count: number,
  path: string,
): Estimated {
  try {
    const { problem } = settle(context.catalogue, { train, on: { accelerator, count } });
    const { best, refused } = planTraining(problem, searchSpaceOf(undefined), { top: 0 });
    if (!best)
      return { need: null, refused: reasonOf(refused.map(({ rule, example }) => ({ rule, example }))), how: null };
    const { value, low, high } = best.run.acceleratorHours;
    return {
      need: { value, low, high },
      refused: null,
      how: { kind: 'train', accelerators: count, strategy: best.strategy as Strategy },
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (error.problem.code === 'no-peak')
      return {
        need: null,
        refused: { rule: 'format', values: { format: error.problem.value, chip: error.problem.values.chip ?? '' } },
        how: null,
      };
    throw new InputError({
      ...error.problem,
      path: error.problem.path === '' ? path : `${path}.${error.problem.path}`,
    });
  }
}

/** What the leanest strategy needs where memory is in the way, else the rule that was broken most often. */
function reasonOf(refused: readonly { readonly rule: string; readonly example: Problem }[]): Problem | null {
  return (refused.find(({ rule }) => rule === 'memory') ?? refused[0])?.example ?? null;
}
