import { describe, expect, it } from 'vitest';
import { CompoundUnitError, compoundUnit, countsOf, sameDimensions, timesPower, unitOfDimensions } from './index.ts';

describe('compound units', () => {
  it.each([
    ['USD/GPU-h', 1 / 3600, { USD: 1, GPU: -1, s: -1 }],
    ['GPU-year', 365 * 86_400, { GPU: 1, s: 1 }],
    ['visits/day', 1 / 86_400, { visit: 1, s: -1 }],
    ['char/s/server', 1, { char: 1, s: -1, server: -1 }],
    ['TFLOP/s', 1e12, { FLOP: 1, s: -1 }],
    ['Gbit/s', 1.25e8, { B: 1, s: -1 }],
    ['GiB', 2 ** 30, { B: 1 }],
    ['kWh', 3.6e6, { J: 1 }],
    ['W·h', 3600, { J: 1 }],
    ['gCO2e/kWh', 1e-3 / 3.6e6, { kgCO2e: 1, J: -1 }],
    ['mm2', 1e-6, { m: 2 }],
    ['1/cm2', 1e4, { m: -2 }],
    ['million parameter', 1e6, { parameter: 1 }],
    ['%', 0.01, {}],
    ['', 1, {}],
  ])('%s', (text, factor, dimensions) => {
    const unit = compoundUnit(text);
    expect(unit.factor / factor).toBeCloseTo(1, 12);
    expect(unit.dimensions).toEqual(dimensions);
  });

  it('refuses a word that nobody knows, with the nearest', () => {
    expect(() => compoundUnit('USD/GPO-h')).toThrow(CompoundUnitError);
    try {
      compoundUnit('tokn/s');
    } catch (error) {
      expect((error as CompoundUnitError).nearest).toContain('token');
    }
    for (const bad of ['/', 'GPU/', '__proto__', 'constructor/s', 'x'.repeat(100)])
      expect(() => compoundUnit(bad), bad).toThrow(CompoundUnitError);
    expect(compoundUnit('wheel/car', ['wheel', 'car']).dimensions).toEqual({ wheel: 1, car: -1 });
  });

  it('multiplies, compares and prints dimensions', () => {
    const rate = compoundUnit('char/s').dimensions;
    expect(timesPower(rate, compoundUnit('s').dimensions, 1)).toEqual({ char: 1 });
    expect(sameDimensions(compoundUnit('W').dimensions, compoundUnit('J/s').dimensions)).toBe(true);
    expect(sameDimensions(compoundUnit('server').dimensions, compoundUnit('GPU').dimensions)).toBe(false);
    expect(unitOfDimensions({ char: 1, s: -1 })).toBe('char/s');
    expect(unitOfDimensions({})).toBe('1');
    expect(countsOf(compoundUnit('USD/GPU-h').dimensions)).toEqual({ GPU: -1 });
  });
});
