import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakEvenUse, type Ownership, ownYear, shareLeft } from './index.ts';

/** An H100 as bought in 2023 and in 2025 (Epoch's price bands), 1.4 kW with its share of the server, kept 4 years. */
const H100: Ownership = {
  capexUsd: 34_641, // geometric mean of 30 to 40 k
  years: 4,
  wacc: 0.1,
  residualShare: 0,
  upkeepShare: 0.05,
  otherUsdPerYear: 0,
  watts: 1400,
  idleShare: 1, // idle power is paid like working power
  pue: 1.25,
  usdPerKilowattHour: 0.08,
};
const CHEAP = { ...H100, capexUsd: 23_238 }; // geometric mean of 20 to 27 k

describe('the H100 table', () => {
  test.each([
    [H100, [1.59, 2.26, 3.96]],
    [CHEAP, [1.11, 1.58, 2.77]],
  ] as const)('costs by the used hour at 100, 70 and 40 %%', (own, hours) => {
    expect([1, 0.7, 0.4].map((busy) => ownYear(own, busy).perUsedHour)).toEqual(
      hours.map((usd) => expect.closeTo(usd, 2)),
    );
  });
  test('breaks even at 41 % against 2.5 USD/h where idling draws nothing, at 44 % where it draws all', () => {
    expect(breakEvenUse({ ...CHEAP, idleShare: 0 }, 2.5)).toBeCloseTo(0.41, 2);
    expect(breakEvenUse(CHEAP, 2.5)).toBeCloseTo(0.44, 2);
  });
});

const own = fc.record({
  capexUsd: fc.double({ min: 100, max: 1e6, noNaN: true }),
  years: fc.integer({ min: 1, max: 10 }),
  wacc: fc.double({ min: 0, max: 0.3, noNaN: true }),
  residualShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  upkeepShare: fc.double({ min: 0, max: 0.2, noNaN: true }),
  otherUsdPerYear: fc.double({ min: 0, max: 1e5, noNaN: true }),
  watts: fc.double({ min: 10, max: 5000, noNaN: true }),
  idleShare: fc.double({ min: 0, max: 1, noNaN: true }),
  pue: fc.double({ min: 1, max: 2, noNaN: true }),
  usdPerKilowattHour: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
});
const busy = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('owning', () => {
  test('at the break-even use costs the rent; above it less, below it more', () => {
    fc.assert(
      fc.property(own, busy, (o, use) => {
        const rent = ownYear(o, use).perUsedHour; // a rent at which this very use breaks even
        expect(breakEvenUse(o, rent) / use).toBeCloseTo(1, 9);
        if (use < 0.9) expect(ownYear(o, use * 1.1).perUsedHour).toBeLessThan(rent);
        expect(ownYear(o, use / 1.1).perUsedHour).toBeGreaterThan(rent);
      }),
      { numRuns: 500 },
    );
  });
  test('dearer capital, electricity, cooling and upkeep raise it; a residual lowers it', () => {
    const hour = (o: Ownership, use: number) => ownYear(o, use).perUsedHour;
    fc.assert(
      fc.property(
        own,
        busy,
        fc.constantFrom('capexUsd', 'wacc', 'watts', 'pue', 'usdPerKilowattHour', 'upkeepShare'),
        (o, use, key) => {
          expect(hour({ ...o, [key]: o[key] * 1.2 + 1e-3 }, use)).toBeGreaterThan(hour(o, use));
          expect(hour({ ...o, residualShare: o.residualShare + 0.1 }, use)).toBeLessThan(hour(o, use));
        },
      ),
      { numRuns: 500 },
    );
  });
  test('money for nothing is the price over the years', () => {
    expect(ownYear({ ...H100, wacc: 0, upkeepShare: 0 }, 1).capital).toBeCloseTo(34_641 / 4, 9);
    expect(ownYear({ ...H100, wacc: 1e-9, upkeepShare: 0 }, 1).capital).toBeCloseTo(34_641 / 4, 2);
  });
  test('a rent below the electricity never breaks even', () => {
    expect(breakEvenUse({ ...H100, idleShare: 0 }, 0.13)).toBe(Number.POSITIVE_INFINITY);
    expect(breakEvenUse(H100, 0.5)).toBeGreaterThan(1);
  });
});

describe('what is left of the price', () => {
  test('by each method', () => {
    expect(shareLeft({ method: 'straight-line', years: 5, residualShare: 0.1 }, 2)).toBeCloseTo(0.64, 12);
    expect(shareLeft({ method: 'straight-line', years: 5, residualShare: 0.1 }, 9)).toBeCloseTo(0.1, 12);
    expect(shareLeft({ method: 'declining-balance', sharePerYear: 0.3 }, 2)).toBeCloseTo(0.49, 12);
    expect(shareLeft({ method: 'market', halfLifeYears: 3 }, 3)).toBe(0.5);
  });
  test('refuses what is no share and no life', () => {
    expect(() => shareLeft({ method: 'declining-balance', sharePerYear: 1.2 }, 1)).toThrow('sharePerYear');
    expect(() => shareLeft({ method: 'market', halfLifeYears: 0 }, 1)).toThrow('halfLifeYears');
    expect(() => shareLeft({ method: 'market', halfLifeYears: 3 }, -1)).toThrow('years begin at 0');
  });
});
