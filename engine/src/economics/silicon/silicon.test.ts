import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakEvenUnits,
  type Carrier,
  clusteredYield,
  type Die,
  dieCost,
  diesPerWafer,
  murphyYield,
  packageCost,
  poissonYield,
} from './index.ts';

/** Wafers of chiplet-actuary's parameters (CSET's prices of 2020). */
const N5 = { usd: 16_988, defectsPerCm2: 0.11 };
const N7 = { usd: 9346, defectsPerCm2: 0.09 };

describe('a die of 814 mm2 at 5 nm (H100)', () => {
  test('yields by each model', () => {
    const rounded = (y: number) => Math.round(y * 100) / 100;
    expect(rounded(poissonYield(814, 0.11))).toBe(0.41);
    expect(rounded(murphyYield(814, 0.11))).toBe(0.44);
    expect(rounded(clusteredYield(814, 0.11, 10))).toBe(0.42);
    expect(rounded(clusteredYield(814, 0.11, 2))).toBe(0.48);
  });
  test('costs 281 USD raw and 662 USD without a fault where the rim is 3 mm and saws cut nothing', () => {
    const bare = { ...N5, edgeMm: 3, scribeMm: 0 };
    expect(diesPerWafer(814, 300, 3, 0)).toBeCloseTo(60.5, 1);
    expect(dieCost({ areaMm2: 814 }, bare).rawUsd).toBeCloseTo(281, 0);
    expect(dieCost({ areaMm2: 814 }, bare).perfectUsd / 662).toBeCloseTo(1, 1);
  });
  test('selling dies with 132 of 144 units costs about half of asking for perfect ones', () => {
    const harvest = { units: 144, needed: 132, share: 0.6 };
    const { sellable, perfect, usd, perfectUsd } = dieCost({ areaMm2: 814, harvest }, N5);
    expect(sellable).toBeGreaterThan(perfect * 1.5);
    expect(usd / perfectUsd).toBeLessThan(0.65);
  });
});

describe("chiplet-actuary's rows", () => {
  // Its own formulas at its own parameters; a die of 200 mm2 at 7 nm with a tenth more for links between dies.
  test('a die of 300 mm2', () => {
    expect(dieCost({ areaMm2: 300 }, N5).perfect).toBeCloseTo(0.72, 2);
    expect(dieCost({ areaMm2: 300 }, { ...N5, edgeMm: 3, scribeMm: 0 }).usd / 125).toBeCloseTo(1, 1);
    expect(dieCost({ areaMm2: 300 }, N7).candidates).toBeCloseTo(178.4, 1); // π 145² / 306.97 − π 290 / √613.94
  });
  test('its package of 4 chiplets is dearer by interposer than by fan-out than by substrate', () => {
    const { usd } = dieCost({ areaMm2: 220 }, N7);
    const cost = (carrier: Exclude<Carrier, 'glass-core'>) => packageCost([{ count: 4, areaMm2: 220, usd }], carrier);
    const [organic, fanOut, silicon] = (['organic', 'fan-out', 'silicon-interposer'] as const).map(cost);
    expect(organic!.sellable).toBeCloseTo(0.99 ** 4, 12);
    expect(organic!.substrateUsd).toBeCloseTo(880 * 4 * 0.005 * 2, 9);
    expect(fanOut!.sellable).toBeCloseTo((1 + (0.0005 * 880 * 1.2) / 3) ** -3 * 0.98 ** 4 * 0.99, 12);
    expect(organic!.totalUsd).toBeLessThan(fanOut!.totalUsd);
    expect(fanOut!.totalUsd).toBeLessThan(silicon!.totalUsd);
  });
});

describe('laws of silicon', () => {
  const area = fc.double({ min: 20, max: 900, noNaN: true });
  const defects = fc.double({ min: 0.01, max: 0.5, noNaN: true });
  test('Murphy and clustering yield more than Poisson; strong clustering more than weak', () => {
    fc.assert(
      fc.property(area, defects, (a, d) => {
        expect(murphyYield(a, d)).toBeGreaterThan(poissonYield(a, d));
        expect(clusteredYield(a, d, 10)).toBeGreaterThan(poissonYield(a, d));
        expect(clusteredYield(a, d, 2)).toBeGreaterThan(clusteredYield(a, d, 10));
        expect(clusteredYield(a, d, 1e9) / poissonYield(a, d)).toBeCloseTo(1, 5);
      }),
    );
  });
  test('a larger die costs more by its area; spares never make it dearer', () => {
    fc.assert(
      fc.property(
        area,
        defects,
        fc.integer({ min: 1, max: 64 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, d, units, share) => {
          const wafer = { usd: 10_000, defectsPerCm2: d, scribeMm: 0 }; // small dies pay more for scribe lines
          const perArea = (die: Die) => dieCost(die, wafer).usd / die.areaMm2;
          expect(perArea({ areaMm2: a * 1.1 })).toBeGreaterThan(perArea({ areaMm2: a }));
          const spare = (needed: number) => dieCost({ areaMm2: a, harvest: { units, needed, share } }, wafer).usd;
          expect(spare(units - 1)).toBeLessThanOrEqual(spare(units));
        },
      ),
    );
  });
  test('two halves in one package beat one die only where the die is large and the process young', () => {
    const [small, large] = [100, 800].map((a) => {
      const whole = packageCost([{ count: 1, areaMm2: a, usd: dieCost({ areaMm2: a }, N5).usd }], 'organic');
      const half = a * 0.55;
      const halves = packageCost([{ count: 2, areaMm2: half, usd: dieCost({ areaMm2: half }, N5).usd }], 'organic');
      return halves.totalUsd / whole.totalUsd;
    });
    expect(small).toBeGreaterThan(1);
    expect(large).toBeLessThan(1);
  });
  test('refuses a die larger than the wafer and more units needed than there are', () => {
    expect(() => dieCost({ areaMm2: 90_000 }, N5)).toThrow('does not fit on a wafer of 300 mm');
    expect(() => dieCost({ areaMm2: 100, harvest: { units: 4, needed: 5, share: 1 } }, N5)).toThrow('5 of 4 units');
  });
});

describe('the volume at which another part wins', () => {
  test('1.5 M over a difference of 4 is 375,000, not 400,000', () => {
    expect(breakEvenUnits(1.5e6, 0, 0, 8, 4)).toBe(375_000);
  });
  test('a re-spin in one of four and half a million lost by delay move it to 593,750', () => {
    expect(breakEvenUnits(1.5e6, 0.25, 0.5e6, 8, 4)).toBe(593_750);
  });
});
