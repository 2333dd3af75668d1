import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveFor } from './solve-for.ts';

const RUNS = { numRuns: 1000 };

describe('solveFor over reals', () => {
  const within = fc.double({ min: -1000, max: 1000, noNaN: true });
  test('finds the root of a rising and of a falling function to 1e-9', () => {
    fc.assert(
      fc.property(within, fc.constantFrom(1, -1), (root, sign) => {
        const f = (x: number) => sign * ((x - root) ** 3 + (x - root));
        const found = solveFor(f, -1001, 1001, 0);
        expect(found.kind).toBe('found');
        if (found.kind !== 'found') return;
        expect(Math.abs(found.x - root)).toBeLessThan(1e-9);
        expect(found.value + 0).toBe(f(found.x) + 0); // + 0: minus zero is zero
        expect(found.bracket[0]).toBeLessThanOrEqual(root + 1e-9);
        expect(found.bracket[1]).toBeGreaterThanOrEqual(root - 1e-9);
      }),
      RUNS,
    );
  });
  test('finds where two costs cross, and the sides swap with the costs', () => {
    const cost = fc.double({ min: 0.1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(cost, cost, fc.double({ min: 1e-3, max: 10, noNaN: true }), (fixed, perUnit, cheaper) => {
        const own = (units: number) => fixed + perUnit * units;
        const rented = (units: number) => (perUnit + cheaper) * units;
        const one = solveFor((x) => own(x) - rented(x), 0, 1e7, 0);
        const other = solveFor((x) => rented(x) - own(x), 0, 1e7, 0);
        if (one.kind !== 'found' || other.kind !== 'found') throw new Error('not found');
        expect(one.x).toBe(other.x);
        expect(one.x / (fixed / cheaper)).toBeCloseTo(1, 6);
        expect(own(one.x * 2)).toBeLessThan(rented(one.x * 2));
        expect(own(one.x / 2)).toBeGreaterThan(rented(one.x / 2));
      }),
      RUNS,
    );
  });
  test('reaches a target other than zero', () => {
    expect(solveFor((x) => x * x, 0, 10, 2)).toMatchObject({ kind: 'found', x: expect.closeTo(Math.SQRT2, 10) });
  });
  test('ends on neighbouring numbers where no tolerance is allowed', () => {
    const found = solveFor((x) => x * x, 1, 2, 3, { tolerance: 0 });
    if (found.kind !== 'found') throw new Error('not found');
    expect(found.bracket[1] - found.bracket[0]).toBeLessThanOrEqual(1e-15);
    const edge = 1 + Number.EPSILON; // a bracket of two neighbours has no middle
    expect(solveFor((x) => (x < edge ? -1 : 1), 1, edge, 0, { tolerance: 0 })).toMatchObject({
      kind: 'found',
      x: edge,
    });
  });
  test('passes through an infinite end', () => {
    expect(solveFor((x) => 1 / x, 0, 10, 4)).toMatchObject({ kind: 'found', x: expect.closeTo(0.25, 10) });
  });
});

describe('solveFor over whole numbers', () => {
  test('finds the first that reaches the target', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const threshold = n - part; // between n - 1 and n
        const rising = solveFor((x) => 2 * x, 0, 2e6, 2 * threshold, { integer: true });
        const falling = solveFor((x) => -2 * x, 0, 2e6, -2 * threshold, { integer: true });
        const first = Math.ceil(threshold);
        expect(rising).toMatchObject({ kind: 'found', x: first, value: expect.closeTo(2 * first, 6) });
        expect(falling).toMatchObject({ kind: 'found', x: first });
        expect(rising.evaluations).toBeLessThanOrEqual(2 + 21); // log2 of two million
      }),
      RUNS,
    );
  });
  test('only asks whole numbers', () => {
    const asked: number[] = [];
    solveFor((x) => asked.push(x) && x ** 2, 0.5, 99.5, 700, { integer: true });
    expect(asked.every(Number.isInteger)).toBe(true);
    expect(Math.min(...asked)).toBe(1);
    expect(Math.max(...asked)).toBe(99);
  });
  test('finds an end that reaches it', () => {
    expect(solveFor((x) => x, 3, 9, 3, { integer: true })).toMatchObject({ x: 3, evaluations: 1 });
    expect(solveFor((x) => x, 3, 9, 9, { integer: true })).toMatchObject({ kind: 'found', x: 9, value: 9 });
  });
});

describe('solveFor is honest', () => {
  test('where the target is out of reach, it says what the ends give', () => {
    expect(solveFor((x) => x, 0, 5, 7)).toEqual({ kind: 'not-bracketed', atLow: 0, atHigh: 5, evaluations: 2 });
    expect(solveFor((x) => -x, 1, 5, 7)).toMatchObject({ kind: 'not-bracketed', atLow: -1, atHigh: -5 });
    expect(solveFor(() => Number.NaN, 0, 1, 0)).toMatchObject({ kind: 'not-bracketed' });
    expect(solveFor((x) => (x === 0 ? -1 : x === 1 ? 1 : Number.NaN), 0, 1, 0)).toMatchObject({
      kind: 'not-bracketed',
    });
  });
  test('it never evaluates more often than allowed, and keeps the root in its bracket', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        (root, evaluations) => {
          let count = 0;
          const f = (x: number) => {
            count += 1;
            return x - root;
          };
          const solution = solveFor(f, 0, 1, 0, { evaluations });
          expect(count).toBeLessThanOrEqual(evaluations);
          expect(solution.evaluations).toBe(count);
          if (solution.kind === 'not-bracketed') throw new Error('bracketed from the start');
          expect(solution.bracket[0]).toBeLessThanOrEqual(root);
          expect(solution.bracket[1]).toBeGreaterThanOrEqual(root);
        },
      ),
      RUNS,
    );
    expect(solveFor((x) => x - 0.3, 0, 1, 0, { evaluations: 5 }).kind).toBe('out-of-budget');
  });
  test('it refuses empty and endless ranges', () => {
    expect(() => solveFor((x) => x, 2, 1, 0)).toThrow('no numbers from 2 to 1');
    expect(() => solveFor((x) => x, 0.2, 0.8, 0, { integer: true })).toThrow('no whole numbers from 0.2 to 0.8');
    expect(() => solveFor((x) => x, 0, Number.POSITIVE_INFINITY, 0)).toThrow(RangeError);
  });
});
