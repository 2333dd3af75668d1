import { describe, expect, it } from 'vitest';
import { bestFirst, type Standing } from './best-first.ts';

const order = (...standings: Standing[]) => bestFirst(standings, (one) => one).map((one) => standings.indexOf(one));
const way = (worth: number, strain: number, bits = 32): Standing => ({ worth, strain, bits });

describe('the order of ways that keep the promise', () => {
  it('is by what they are worth', () => {
    expect(order(way(12, 0.2), way(11.9, 0.98), way(9, 0.99))).toEqual([2, 1, 0]);
  });

  it('is at the same price by what they have to spare, then by the wider formats', () => {
    expect(order(way(11.88, 0.981), way(11.88, 0.974), way(11.9, 0.69, 24), way(11.9, 0.692, 32))).toEqual([
      3, 2, 1, 0,
    ]);
  });

  it('does not chain prices that are alike two by two', () => {
    expect(order(way(100, 0.9), way(100.4, 0.8), way(100.8, 0.1))).toEqual([1, 0, 2]);
  });

  it('puts what nobody looked at behind what was seen at the same price', () => {
    const unseen = way(5, Number.POSITIVE_INFINITY);
    expect(order(unseen, way(5, 0.99), unseen)).toEqual([1, 0, 0]);
  });
});
