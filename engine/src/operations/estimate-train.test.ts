import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { estimateTrain } from './estimate-train.ts';
import { InputError } from './input-error.ts';
import { readInput } from './scenario/read.ts';

const catalogue = readCatalogue();

function refusal(strategy: object, train: object = {}, count = 64) {
  const data = {
    train: { model: 'llama-3.1-8b', tokens: '1T', ...train },
    on: { accelerator: 'h100-sxm', count },
    strategy,
  };
  try {
    estimateTrain.run({ catalogue }, readInput(estimateTrain.input, data));
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  return null;
}

describe('a strategy that cannot be', () => {
  it('is refused by what the model forbids before what does not divide', () => {
    const heads = { value: 'tp-heads', values: { tp: 3, nearest: '2, 4' } };
    expect(refusal({ tp: 3, micro_batch: 1 })).toMatchObject(heads);
    expect(refusal({ tp: 3, micro_batch: 1 }, { batch: 504 })).toMatchObject(heads);
    for (const tp of [2, 4]) expect(refusal({ tp, micro_batch: 1 })).toBeNull();
  });

  it('is refused by the accelerators before the batch, with the degrees that were said', () => {
    expect(refusal({ tp: 8, micro_batch: 1 }, {}, 60)).toMatchObject({ value: 'product', values: { tp: 8, pp: 1 } });
    expect(refusal({ micro_batch: 3 })).toMatchObject({ value: 'batch' });
  });
});

describe('a model whose published run had software of its own', () => {
  const asked = (train: object) =>
    estimateTrain.run(
      { catalogue },
      readInput(estimateTrain.input, { train, on: { accelerator: 'a100-80-sxm', count: 1024 } }),
    );

  it('is answered for today’s, and told what that of its run would reach', () => {
    const { question, figures, asPublished } = asked({ model: 'gpt3-175b' });
    expect(question.preset).toBe('megatron-core');
    const then = asked({ model: 'gpt3-175b', preset: 'megatron-lm' });
    expect(asPublished).toEqual({ preset: 'megatron-lm', wall: then.figures!.wall, mfu: then.figures!.mfu });
    expect(asPublished!.mfu.value).toBeLessThan(figures!.mfu.value);
    expect(then.asPublished).toBeNull();
  });

  it('says nothing of others', () => {
    expect(asked({ model: 'llama-3.1-70b' }).asPublished).toBeNull();
  });
});
