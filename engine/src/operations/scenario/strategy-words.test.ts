import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../training/strategy.ts';
import { InputError } from '../input-error.ts';
import { searchSpaceOf, strategyOf } from './strategy-words.ts';

const base = { tp: 1, pp: 1, vp: 1, cp: 1, dp: 64, schedule: '1f1b', microBatch: 1, zero: 0 } as Strategy;

describe('words of a strategy', () => {
  it('constrain a search, and only what it varies', () => {
    expect(searchSpaceOf({ tp: [4, 8], offload: ['optimizer'] })).toMatchObject({
      tp: [4, 8],
      offload: [{ weights: false, activations: false, optimizer: true, to: 'cpu' }],
    });
    expect(() => searchSpaceOf({ layout: [1, 2] })).toThrow(InputError);
  });

  it('make one strategy, the data parallel degree from the count', () => {
    expect(strategyOf({ tp: [8], pp: [2] }, base, 64)).toMatchObject({ tp: 8, pp: 2, dp: 4, schedule: '1f1b' });
    expect(strategyOf({ pp: [2], vp: [4] }, base, 64).schedule).toBe('interleaved');
    expect(strategyOf({ dp: [3] }, base, 64).dp).toBe(3); // left to the rules, which say why
    expect(() => strategyOf({ tp: [4, 8] }, base, 64)).toThrow('two-ways');
  });
});
