import { describe, expect, it } from 'vitest';
import { busiestOf } from './busiest.ts';

/** Mean of the fullest of `ranks` over all ways to deal so many pieces. */
function counted(pieces: number, ranks: number): number {
  const ways = ranks ** pieces;
  let sum = 0;
  for (let way = 0; way < ways; way++) {
    const held = new Array<number>(ranks).fill(0);
    for (let i = 0, rest = way; i < pieces; i++, rest = Math.floor(rest / ranks)) held[rest % ranks]!++;
    sum += Math.max(...held);
  }
  return sum / ways;
}

describe('the rank with most pieces', () => {
  it('has as many as all ways to deal them give, within a seventh', () => {
    for (const ranks of [2, 4, 8])
      for (const pieces of [1, 2, 3, 4, 5])
        expect(Math.abs(Math.log(busiestOf(pieces, ranks) / counted(pieces, ranks)))).toBeLessThan(1 / 7);
  });

  it('has all of one piece, all of everything where it is alone, and hardly more than a share of very many', () => {
    expect(busiestOf(1, 8)).toBe(1);
    expect(busiestOf(7, 1)).toBe(7);
    expect(busiestOf(4096, 8) / 512).toBeLessThan(1.1);
  });

  it('never has fewer where there are more', () => {
    for (const ranks of [2, 8, 72])
      for (let pieces = 1; pieces < 200; pieces++)
        expect(busiestOf(pieces + 1, ranks)).toBeGreaterThanOrEqual(busiestOf(pieces, ranks) - 1e-9);
  });
});
