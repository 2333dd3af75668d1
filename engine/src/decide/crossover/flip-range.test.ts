import { describe, expect, test } from 'vitest';
import { flipMap, flipRanges, type Rivals } from './index.ts';

/** Owning costs k a year whatever is used; renting costs p for each hour used: they flip at u = k / (8760 p). */
const ownOrRent = (inputs: ReadonlyMap<string, number>): Rivals => ({
  a: () => inputs.get('k')!,
  b: (u) => 8760 * u * inputs.get('p')!,
});
const AXIS = { low: 0.01, high: 1 };

describe('flipRanges', () => {
  test('adds the shifts of independent inputs in quadrature and names the heaviest first', () => {
    const { flips } = flipRanges(
      ownOrRent,
      [
        { name: 'k', value: 8760, low: 8760 * 0.9, high: 8760 * 1.1 },
        { name: 'p', value: 2, low: 1.5, high: 2.5 },
      ],
      AXIS,
    );
    expect(flips).toHaveLength(1);
    const [flip] = flips;
    expect(flip!.at).toBeCloseTo(0.5, 9);
    expect([flip!.from, flip!.to]).toEqual(['b', 'a']);
    expect(flip!.shifts.map(({ name }) => name)).toEqual(['p', 'k']);
    expect(flip!.shifts[0]!.atLow).toBeCloseTo(1 / 1.5, 9);
    expect(flip!.high).toBeCloseTo(0.5 + Math.hypot(1 / 1.5 - 0.5, 0.05), 8);
    expect(flip!.low).toBeCloseTo(0.5 - Math.hypot(0.5 - 0.4, 0.05), 8);
    expect(flip!.open).toEqual({ low: false, high: false });
  });

  test('what none of the two hangs on moves nothing, to the last digit, and is not looked for again', () => {
    const looks = { along: 0 };
    const counted = (inputs: ReadonlyMap<string, number>): Rivals => {
      const { a, b } = ownOrRent(inputs);
      return { a, b: (u) => b(u + 0 * looks.along++) };
    };
    const known = { name: 'k', value: 8000, low: 8000, high: 8000 };
    const price = { name: 'p', value: 2.3, low: 2.3, high: 2.3 };
    flipRanges(counted, [known, price], AXIS);
    const before = looks.along;
    const { flips } = flipRanges(counted, [known, price, { name: 'idle', value: 1, low: 0, high: 2 }], AXIS);
    const shift = flips[0]!.shifts.find(({ name }) => name === 'idle')!;
    expect([shift.atLow, shift.atHigh]).toEqual([flips[0]!.at, flips[0]!.at]);
    expect(looks.along - before).toBeLessThan(before + 10);
  });

  test('is open where the flip leaves the axis', () => {
    const { flips } = flipRanges(
      ownOrRent,
      [
        { name: 'p', value: 2, low: 0.9, high: 2 },
        { name: 'k', value: 8760, low: 8760, high: 8760 },
      ],
      AXIS,
    );
    expect(flips[0]!.open).toEqual({ low: false, high: true });
    expect(flips[0]!.high).toBe(1);
    expect(flips[0]!.low).toBeCloseTo(0.5, 9);
  });

  test('on a logarithmic axis shifts are ratios', () => {
    const nre = (inputs: ReadonlyMap<string, number>): Rivals => ({
      a: (n) => inputs.get('nre')! + 4 * n,
      b: (n) => 8 * n,
    });
    const { flips } = flipRanges(nre, [{ name: 'nre', value: 1.5e6, low: 0.75e6, high: 3e6 }], {
      low: 1,
      high: 1e8,
      log: true,
    });
    expect(flips[0]!.low).toBeCloseTo(187_500, 3);
    expect(flips[0]!.high).toBeCloseTo(750_000, 3);
  });

  test('what is moved only to see what hangs on it is told and does not widen the range', () => {
    const inputs = [
      { name: 'k', value: 8760, low: 8000, high: 9000 },
      { name: 'p', value: 2, low: 1.6, high: 2.4, known: true as const },
    ];
    const [flip] = flipRanges(ownOrRent, inputs, AXIS).flips;
    expect(flip!.shifts.map(({ name, known }) => [name, known])).toEqual([
      ['p', true],
      ['k', undefined],
    ]);
    expect(flip!.low).toBeCloseTo(8000 / 8760 / 2, 9);
    expect(flip!.high).toBeCloseTo(9000 / 8760 / 2, 9);
  });

  test('an input known exactly moves nothing', () => {
    const { flips } = flipRanges(
      ownOrRent,
      [
        { name: 'k', value: 8760, low: 8760, high: 8760 },
        { name: 'p', value: 2, low: 2, high: 2 },
      ],
      AXIS,
    );
    expect([flips[0]!.low, flips[0]!.high]).toEqual([flips[0]!.at, flips[0]!.at]);
  });
});

describe('flipMap', () => {
  test('the edge runs where the two are equal', () => {
    const { rows, share } = flipMap({ a: (x, y) => x + y, b: () => 1 }, { low: 0, high: 1 }, { low: 0, high: 1 });
    expect(rows).toHaveLength(41);
    for (const { y, stretches } of rows.slice(1, -1)) expect(stretches[1]!.low).toBeCloseTo(1 - y, 9);
    expect(share.a).toBeCloseTo(0.5, 2);
    expect(share.a + share.b + share.tie + share.neither).toBeCloseTo(1, 12);
  });

  test('rows of whole numbers are whole, each once', () => {
    const { rows } = flipMap(
      { a: (x, y) => x * y, b: () => 3 },
      { low: 0, high: 2 },
      { low: 1, high: 5, integer: true },
    );
    expect(rows.map(({ y }) => y)).toEqual([1, 2, 3, 4, 5]);
  });
});
