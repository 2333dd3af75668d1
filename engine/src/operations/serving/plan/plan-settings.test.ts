import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { readInput } from '../../scenario/read.ts';
import { serveScenarioSchema } from '../../scenario/serve-schema.ts';
import { statedChoice } from '../option-choice.ts';
import { isReady, readyOption } from '../ready-option.ts';
import { settleServing } from '../settle-serving.ts';
import { tunedBudgets, tunedSlots } from './plan-settings.ts';

const catalogue = withKernels(readCatalogue());

function tuned(search: object) {
  const setting = settleServing(
    { catalogue },
    readInput(serveScenarioSchema, {
      serve: { model: 'llama-3.1-8b', weights: 'bf16', tp: 1 },
      on: { accelerator: 'h100-sxm' },
      traffic: { rate: '2/s', input: 500, output: 100 },
      search,
    }),
  );
  const option = readyOption(setting, statedChoice(setting));
  if (!isReady(option)) throw new Error('does not fit');
  const of = (list: ReturnType<typeof tunedSlots>) => list.map(({ settings }) => settings);
  return { slots: of(tunedSlots(setting, option)), budgets: of(tunedBudgets(setting, option)), own: option.settings };
}

describe('settings that a plan tries', () => {
  it('are those that were named, beside the number of the engine itself', () => {
    const { slots, budgets, own } = tuned({ batches: [48, 96, 1024], token_budgets: [3072] });
    expect(own.maxBatch).toBe(1024);
    expect(slots.map(({ maxBatch }) => maxBatch)).toEqual([48, 96]);
    expect(budgets).toEqual([{ maxBatch: 1024, maxBatchedTokens: 3072 }]);
  });

  it('are steps of two where nobody named any', () => {
    const { slots } = tuned({});
    expect(slots.map(({ maxBatch }) => maxBatch)).toEqual(expect.arrayContaining([64, 256]));
  });
});
