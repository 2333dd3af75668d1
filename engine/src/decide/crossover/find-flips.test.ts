import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIXED_SEED, FRESH_SEED, inputs } from '../../../../tests/effort.ts';
import { crossover, type Rivals } from './index.ts';

const leaders = (rivals: Rivals, low: number, high: number, log = false) => {
  const { flips } = crossover(rivals, { low, high, log });
  return flips.map(({ at, from, to, kind }) => ({ at, way: `${from} ${to}`, kind }));
};

/** Costs as they are made of: something fixed, something a unit, something spread over the units, and whole servers. */
const cost = fc
  .record({
    fixed: fc.double({ min: 0, max: 100, noNaN: true }),
    perUnit: fc.double({ min: 0, max: 10, noNaN: true }),
    power: fc.double({ min: 0.5, max: 2, noNaN: true }),
    spread: fc.double({ min: 0, max: 100, noNaN: true }),
    server: fc.double({ min: 0, max: 20, noNaN: true }),
    serves: fc.double({ min: 2, max: 50, noNaN: true }),
    most: fc.double({ min: 20, max: 400, noNaN: true }),
  })
  .map(({ fixed, perUnit, power, spread, server, serves, most }) => (x: number) => {
    if (x > most) return Number.POSITIVE_INFINITY;
    return fixed + perUnit * x ** power + spread / x + server * Math.ceil(x / serves);
  });

describe('crossover', () => {
  test('finds the root of what rises and what falls, on both scales', () => {
    expect(leaders({ a: (x) => x * x, b: () => 2 }, 0, 10)).toEqual([
      { at: expect.closeTo(Math.SQRT2, 12), way: 'a b', kind: 'crossing' },
    ]);
    // NRE of 1.5 M over a difference of 4 a unit.
    expect(leaders({ a: (n) => 1.5e6 + 4 * n, b: (n) => 8 * n }, 1, 1e7, true)).toEqual([
      { at: expect.closeTo(375_000, 6), way: 'b a', kind: 'crossing' },
    ]);
  });

  test('finds both flips of a pair that lies between two points of the first look', () => {
    expect(leaders({ a: (x) => (x - 5) ** 2, b: () => 1e-6 }, 0, 10).map(({ at }) => at)).toEqual([
      expect.closeTo(4.999, 9),
      expect.closeTo(5.001, 9),
    ]);
  });

  test('tells where a pair may hide, and does not where it cannot', () => {
    const near = crossover({ a: (x) => (x - 5.01) ** 2, b: () => -1e-12 }, { low: 0, high: 10 });
    expect(near.flips).toEqual([]);
    expect(near.unsure).toHaveLength(1);
    expect(near.unsure[0]!.low).toBeLessThan(5.01);
    expect(near.unsure[0]!.high).toBeGreaterThan(5.01);
    expect(crossover({ a: (x) => x + 3, b: (x) => x }, { low: 0, high: 10 }).unsure).toEqual([]);
  });

  test('touching is no flip', () => {
    const { flips, stretches } = crossover({ a: (x) => (x - 5) ** 2, b: () => 0 }, { low: 0, high: 10 });
    expect(flips).toEqual([]);
    expect(stretches).toEqual([{ low: 0, high: 10, leader: 'b' }]);
  });

  test('knows a jump from a crossing, and the end of what is possible', () => {
    expect(leaders({ a: (x) => Math.ceil(x / 3), b: () => 2.5 }, 0, 10)).toEqual([
      { at: expect.closeTo(6, 9), way: 'a b', kind: 'jump' },
    ]);
    const a = (x: number) => (x > 4 ? Number.POSITIVE_INFINITY : 1);
    expect(leaders({ a, b: (x) => (x > 6 ? Number.NaN : 2) }, 0, 10)).toEqual([
      { at: expect.closeTo(4, 9), way: 'a b', kind: 'limit' },
      { at: expect.closeTo(6, 9), way: 'b neither', kind: 'limit' },
    ]);
  });

  test('two that are equal over a stretch are a tie there', () => {
    const rivals = { a: (x: number) => Math.max(0, x - 5), b: (x: number) => Math.max(0, 5 - x) * 0 };
    expect(leaders(rivals, 0, 10)).toEqual([{ at: expect.closeTo(5, 9), way: 'tie b', kind: 'crossing' }]);
  });

  test('on whole numbers it is the first number that flips', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9999 }), fc.boolean(), (first, log) => {
        const axis = { low: 1, high: 10_000, integer: true, log };
        const { flips, unsure } = crossover({ a: (n) => (n < first ? 1 : 3), b: () => 2 }, axis);
        expect(flips).toEqual([
          { at: first, bracket: [first - 1, first], from: 'a', to: 'b', kind: expect.any(String) },
        ]);
        expect(unsure).toEqual([]);
      }),
      {
        numRuns: 100,
        examples: [
          [8345, true], // a jump from 8344 to 8345 made the numbers behind it look as if something hid there
        ],
      },
    );
  });

  test('what is better when larger leads where the other leads when smaller', () => {
    const [a, b] = [(x: number) => x, () => 4];
    const small = crossover({ a, b }, { low: 0, high: 10 });
    const large = crossover({ a, b, better: 'larger' }, { low: 0, high: 10 });
    expect(small.stretches.map((s) => s.leader)).toEqual(['a', 'b']);
    expect(large.stretches.map((s) => s.leader)).toEqual(['b', 'a']);
    expect(large.flips[0]!.at).toBe(small.flips[0]!.at);
  });

  test('two that are nearly parallel are equal at a point, though a few of their values round alike', () => {
    const rivals = { a: () => 1.0001, b: (x: number) => 1 + 1e-4 / x };
    const { flips, stretches } = crossover(rivals, { low: 0.01, high: 2 }, { points: 65 });
    expect(flips.map(({ from, to, kind }) => [from, to, kind])).toEqual([['a', 'b', 'crossing']]);
    expect(flips[0]!.at).toBeCloseTo(1, 10);
    expect(stretches.map(({ leader }) => leader)).toEqual(['a', 'b']);
  });

  test('refuses an axis that is none', () => {
    const rivals = { a: () => 1, b: () => 2 };
    expect(() => crossover(rivals, { low: 1, high: 1 })).toThrow('no range from 1 to 1');
    expect(() => crossover(rivals, { low: 0.2, high: 0.8, integer: true })).toThrow('no two whole numbers');
    expect(() => crossover(rivals, { low: 0, high: 1, log: true })).toThrow('begins above zero, not at 0');
    expect(() => crossover(rivals, { low: 0, high: 1 }, { points: 1 })).toThrow('at least 2 points');
  });
});

describe('against scanning, random pairs of costs', () => {
  const POINTS = 8000;
  const axis = { low: 1, high: 300 };
  const scanned = ({ a, b }: Rivals) => {
    const found: { low: number; high: number }[] = [];
    let before = 0;
    for (let i = 0; i <= POINTS; i++) {
      const x = axis.low + ((axis.high - axis.low) * i) / POINTS;
      const [ofA, ofB] = [a(x), b(x)];
      const now = Number.isFinite(ofA) || Number.isFinite(ofB) ? Math.sign(ofA - ofB) : Number.NaN;
      if (i > 0 && !Object.is(now, before)) found.push({ low: x - (axis.high - axis.low) / POINTS, high: x });
      before = now;
    }
    return found;
  };

  const SWAP = { a: 'b', b: 'a', tie: 'tie', neither: 'neither' } as const;
  /** What scanning sees and crossover does not, with the width of the shortest stretch that it bounds. */
  const missed = (rivals: Rivals) => {
    const found = crossover(rivals, axis);
    const cells = scanned(rivals);
    const shortest = (i: number) =>
      Math.min(cells[i]!.high - (cells[i - 1]?.low ?? axis.low), (cells[i + 1]?.high ?? axis.high) - cells[i]!.low);
    const unseen = cells
      .map((cell, i) => ({ ...cell, stretch: shortest(i) }))
      .filter(({ low, high }) => !found.flips.some(({ at }) => at >= low - 1e-9 && at <= high + 1e-9));
    return { found, unseen, flips: cells.length };
  };

  // Of 20,000 pairs one hides two flips in a step of stairs, 0.06 % of the axis apart and untold: `surelySeen` promises 0.2 %.
  test('none is missed in 2,000 pairs', () => {
    const pairs = Math.min(2000, inputs(2000));
    let flips = 0;
    const none = fc.property(cost, cost, (a, b) => {
      const { unseen, flips: seen, found } = missed({ a, b });
      flips += seen;
      const told = ({ low, high }: { low: number; high: number }) =>
        found.unsure.some((stretch) => high >= stretch.low && low <= stretch.high);
      expect(unseen.filter((cell) => !told(cell))).toEqual([]);
    });
    fc.assert(none, { numRuns: pairs, seed: FIXED_SEED, endOnFailure: true });
    expect(flips / pairs).toBeGreaterThan(1);
  });

  test('new pairs: no stretch that is surely seen is missed, brackets are narrow, swapping the two swaps the sides', () => {
    fc.assert(
      fc.property(cost, cost, (a, b) => {
        const { found, unseen } = missed({ a, b });
        for (const { stretch } of unseen)
          expect(stretch / (axis.high - axis.low)).toBeLessThan(found.surelySeen + 2 / POINTS);
        for (const { bracket, from, kind } of found.flips) {
          expect((bracket[1] - bracket[0]) / bracket[1]).toBeLessThan(1e-9);
          if (kind === 'limit') continue;
          expect(Math.sign(a(bracket[0]) - b(bracket[0]))).toBe({ a: -1, b: 1, tie: 0, neither: 9 }[from]);
        }
        const swapped = crossover({ a: b, b: a }, axis).flips;
        expect(swapped).toEqual(found.flips.map((f) => ({ ...f, from: SWAP[f.from], to: SWAP[f.to] })));
      }),
      { numRuns: inputs(500), seed: FRESH_SEED, endOnFailure: true },
    );
  });
});
