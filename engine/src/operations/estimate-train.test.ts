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
