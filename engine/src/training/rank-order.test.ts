import { describe, expect, it } from 'vitest';
import { domainsReached } from './layer-communication.ts';
import { stridesOf } from './rank-order.ts';

describe('strides', () => {
  const degrees = { tp: 8, cp: 2, dp: 16, pp: 4 };
  it.each([
    [undefined, { tp: 1, cp: 8, dp: 16, pp: 256 }],
    [['pp', 'dp', 'cp', 'tp'] as const, { pp: 1, dp: 4, cp: 64, tp: 128 }],
    [['dp', 'tp', 'cp', 'pp'] as const, { dp: 1, tp: 16, cp: 128, pp: 256 }],
  ])('order %s', (order, strides) => expect(stridesOf({ ...degrees, order })).toEqual(strides));
});

describe('domains that the experts of a token lie in', () => {
  it.each([
    [1, { topk: 8 }, 1],
    [8, { topk: 1 }, 1],
    [2, { topk: 2 }, 1.5], // the same half the time
    [8, { topk: 8 }, 8 * (1 - (7 / 8) ** 8)],
    [8, { topk: 8, groupLimit: { perToken: 4 } }, 4], // DeepSeek-V3: at most four nodes
    [2, { topk: 8, groupLimit: { perToken: 4 } }, 2 * (1 - 0.5 ** 8)],
  ])('%i domains, %o', (domains, mlp, expected) => expect(domainsReached(domains, mlp)).toBeCloseTo(expected, 12));
});
