import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossover } from '../../engine/src/decide/index.ts';
import {
  breakEvenUse,
  capitalPerYear,
  convert,
  type Depreciation,
  type ExchangeRate,
  hourFactors,
  hourOf,
  hourPrices,
  meanRent,
  millionTokens,
  numbersOf,
  OWN_OPTIONS,
  type OwnNumbers,
  type OwnShape,
  ownedParts,
  rangeOver,
  shareLeft,
  toUsd,
} from '../../engine/src/economics/index.ts';
import { inputs } from '../effort.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const RUNS = { numRuns: inputs(1000, 50) };

/** Everything that rent against own depends on, within what may happen. */
const anyNumbers: fc.Arbitrary<OwnNumbers> = fc
  .record({
    utilisation: number(0.02, 1),
    years: number(0.5, 10),
    server_price: number(100, 1e6),
    network_price: number(0, 1e5),
    storage_price: number(0, 1e4),
    wacc: number(0, 0.3),
    worth: number(0.5, 10),
    upkeep: number(0, 0.3),
    people: number(0, 20),
    salary: number(1e4, 5e5),
    housing: number(0, 1e4),
    rated_watts: number(50, 5000),
    watts: number(50, 5000),
    idle: number(0, 1),
    pue: number(1, 2.5),
    tariff: number(0.01, 1),
    on_demand: number(0.05, 50),
    reserved: number(0.05, 50),
    spot: number(0.02, 30),
    interruptions: number(0, 2),
    lost_hours: number(0, 0.4),
    rent_fall: number(0, 0.6),
    tokens_per_second: number(1, 1e5),
    api_price: number(0.01, 200),
  })
  .map((record) => numbersOf(new Map(Object.entries(record))));
const SHAPE: OwnShape = {
  accelerators: 64,
  depreciation: 'market',
  tariffFactors: [1],
  workingHours: 'even',
  today: 0,
};
const MONEY = [
  'server_price',
  'network_price',
  'storage_price',
  'salary',
  'housing',
  'tariff',
  'on_demand',
  'reserved',
  'spot',
  'api_price',
] as const;

describe('money', () => {
  test('prices times k are costs times k, in any currency', () => {
    fc.assert(
      fc.property(anyNumbers, number(0.01, 100), fc.constantFrom(...OWN_OPTIONS), (n, k, option) => {
        const scaled = { ...n, ...Object.fromEntries(MONEY.map((name) => [name, n[name] * k])) };
        expect(hourOf(option, scaled, SHAPE) / (k * hourOf(option, n, SHAPE))).toBeCloseTo(1, 9);
      }),
      RUNS,
    );
  });

  test('there and back is where one was', () => {
    const rate = (perUsd: number): ExchangeRate => ({
      currency: 'CNY',
      perUsd,
      because: { name: 'exchange_rate', value: perUsd, unit: 'CNY/USD', kind: 'input' },
    });
    fc.assert(
      fc.property(number(1e-6, 1e12), number(1e-4, 1e5), (usd, perUsd) => {
        expect(toUsd(convert(usd, rate(perUsd)), rate(perUsd)) / usd).toBeCloseTo(1, 12);
      }),
      RUNS,
    );
  });

  test('money for nothing: capital is the plain difference over the years, and rents that do not fall are what they are', () => {
    fc.assert(
      fc.property(number(1, 1e6), number(0.5, 20), number(0, 1), (price, years, share) => {
        expect(capitalPerYear(price, 0, years, price * share)).toBeCloseTo((price * (1 - share)) / years, 6);
        expect(meanRent(price, 0, years)).toBe(price);
        // Just above nothing it is nearly that: there is no step.
        expect(capitalPerYear(price, 1e-9, years, 0) / (price / years)).toBeCloseTo(1, 6);
      }),
      RUNS,
    );
  });
});

describe('owning', () => {
  test('costs less a used hour and a million tokens, the more it is used', () => {
    fc.assert(
      fc.property(anyNumbers, number(1.01, 3), (n, k) => {
        const more = { ...n, utilisation: Math.min(1, n.utilisation * k) };
        fc.pre(more.utilisation > n.utilisation * 1.001);
        const hour = (of: OwnNumbers) => ownedParts(of, SHAPE).perUsedHour;
        expect(hour(more)).toBeLessThan(hour(n));
        expect(millionTokens(hour(more), n.tokens_per_second)).toBeLessThan(
          millionTokens(hour(n), n.tokens_per_second),
        );
      }),
      RUNS,
    );
  });

  test('the flip is a root to 1e-9, is the closed form, and changes sides when rent and own are swapped', () => {
    let flips = 0;
    fc.assert(
      fc.property(anyNumbers, (n) => {
        const at = (use: number) => ({ ...n, utilisation: use });
        const rent = () => hourOf('on-demand', n, SHAPE);
        const own = (use: number) => hourOf('own', at(use), SHAPE);
        const axis = { low: 0.01, high: 1 };
        const { flips: found } = crossover({ a: rent, b: own }, axis, { points: 65 });
        const { flips: swapped } = crossover({ a: own, b: rent }, axis, { points: 65 });
        expect(swapped.map(({ from, to }) => `${from}${to}`)).toEqual(found.map(() => 'ba'));
        expect(found.length).toBeLessThanOrEqual(1);
        const { capital, upkeep, staff, housing, hardware } = ownedParts(n, SHAPE);
        const closed = breakEvenUse(
          {
            capexUsd: hardware,
            years: n.years,
            wacc: n.wacc,
            residualShare: shareLeft({ method: 'market', halfLifeYears: n.worth }, n.years),
            upkeepShare: n.upkeep,
            otherUsdPerYear: staff + housing,
            watts: n.watts,
            idleShare: n.idle,
            pue: n.pue,
            usdPerKilowattHour: n.tariff,
          },
          rent(),
        );
        for (const { at: use } of found) {
          flips++;
          expect(own(use) / rent()).toBeCloseTo(1, 9);
          expect(closed / use).toBeCloseTo(1, 9);
          expect(swapped[0]!.at / use).toBeCloseTo(1, 9);
        }
        if (found.length === 0) expect(closed > 1 || closed < 0.01).toBe(true);
        expect(capital + upkeep).toBeGreaterThan(0);
      }),
      RUNS,
    );
    expect(flips).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test('dearer inputs never make it cheaper, and its range holds it', () => {
    const DEARER = [
      'server_price',
      'network_price',
      'wacc',
      'upkeep',
      'people',
      'salary',
      'housing',
      'watts',
      'idle',
      'pue',
      'tariff',
    ] as const;
    fc.assert(
      fc.property(anyNumbers, fc.constantFrom(...DEARER), number(1.01, 2), (n, name, k) => {
        const hour = (of: OwnNumbers) => hourOf('own', of, SHAPE);
        const dearer = { ...n, [name]: n[name] * k };
        expect(hour(dearer)).toBeGreaterThanOrEqual(hour(n) * (1 - 1e-12));
        const { value, low, high } = rangeOver(hour, n, [
          { name, value: n[name], low: n[name] / k, high: n[name] * k },
        ]);
        expect(low <= value && value <= high && value === hour(n)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('what is left', () => {
  const any: fc.Arbitrary<Depreciation> = fc.oneof(
    fc.record({ method: fc.constant('straight-line' as const), years: number(0.5, 20), residualShare: number(0, 1) }),
    fc.record({ method: fc.constant('declining-balance' as const), sharePerYear: number(0, 1) }),
    fc.record({ method: fc.constant('market' as const), halfLifeYears: number(0.1, 20) }),
  );
  test('begins at all of it, never grows, and stays a share', () => {
    fc.assert(
      fc.property(any, number(0, 20), number(0, 20), (how, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        expect(shareLeft(how, 0)).toBe(1);
        expect(shareLeft(how, late)).toBeLessThanOrEqual(shareLeft(how, early));
        expect(shareLeft(how, late)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });
  test('a longer life never raises what is written off in a year by a straight line', () => {
    fc.assert(
      fc.property(number(0.5, 20), number(0, 1), number(1, 3), (years, residualShare, k) => {
        const aYear = (life: number) =>
          shareLeft({ method: 'straight-line', years: life, residualShare }, 0) -
          shareLeft({ method: 'straight-line', years: life, residualShare }, Math.min(1, life));
        fc.pre(years >= 1);
        expect(aYear(years * k)).toBeLessThanOrEqual(aYear(years) + 1e-12);
      }),
      RUNS,
    );
  });
});

describe('hours', () => {
  const season = fc.array(number(0, 3), { minLength: 24, maxLength: 24 });
  test('the cheapest hours first never cost more than all alike; all hours cost the mean either way', () => {
    fc.assert(
      fc.property(season, season, number(0.01, 1), (summer, winter, busy) => {
        const factors = hourFactors([
          { months: [4, 5, 6, 7, 8, 9], factors: summer },
          { months: [1, 2, 3, 10, 11, 12], factors: winter },
        ]);
        expect(factors).toHaveLength(288);
        const mean = [...summer, ...winter].reduce((sum, f) => sum + f, 0) / 48;
        const even = hourPrices(factors, busy, 'even');
        const cheap = hourPrices(factors, busy, 'cheapest');
        expect(even.working).toBeCloseTo(mean, 9);
        expect(cheap.working).toBeLessThanOrEqual(even.working + 1e-9);
        expect(cheap.idle).toBeGreaterThanOrEqual(even.idle - 1e-9);
        // Work and waiting together are all hours.
        expect(busy * cheap.working + (1 - busy) * cheap.idle).toBeCloseTo(mean, 6);
        expect(hourPrices(factors, 1, 'cheapest').working).toBeCloseTo(mean, 9);
      }),
      { numRuns: inputs(200, 20) },
    );
  });
});
