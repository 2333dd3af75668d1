import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, firstInOrder, firstThatMeets } from './solve-candidates.ts';

describe('numbers worth trying', () => {
  it('are powers of two and one and a half times them', () => {
    expect(candidates(8, 8, 100)).toEqual([8, 12, 16, 24, 32, 48, 64, 96]);
    expect(candidates(1, 1, 8)).toEqual([1, 2, 3, 4, 6, 8]);
    expect(candidates(1024, 5000, 9000)).toEqual([6144, 8192]);
  });

  it('bisection finds what a walk finds, with fewer trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (limit) => {
        const numbers = candidates(1, 1, 2048);
        const attempt = (x: number) => ({ meets: x >= limit, found: x });
        const walked = firstInOrder(numbers, attempt).first?.x;
        const bisected = firstThatMeets(numbers, attempt);
        expect(bisected.first?.x).toBe(walked);
        expect(bisected.tried.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it('says so when nothing meets the wish', () => {
    expect(firstThatMeets([1, 2, 3], () => ({ meets: false, found: null })).first).toBeUndefined();
    expect(firstInOrder([], () => ({ meets: true, found: null })).first).toBeUndefined();
  });
});
