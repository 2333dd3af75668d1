import { describe, expect, it } from 'vitest';
import { baseValue, UNIT_SCALE, UnknownUnit } from './base-value.ts';

describe('baseValue', () => {
  it.each([
    [989.4, 'TFLOP/s', 989.4e12],
    [125, 'PFLOP/s', 125e15],
    [1979, 'TOP/s', 1979e12],
    [80, 'GB', 80e9],
    [80, 'GiB', 85_899_345_920], // the bytes nvidia-smi reports for an "80 GB" A100
    [3.35, 'TB/s', 3.35e12],
    [400, 'Gbit/s', 50e9],
    [5, 'us', 5e-6],
    [10.2, 'kW', 10_200],
    [1830, 'MHz', 1.83e9],
    [814, 'mm2', 814e-6],
    [38, '%', 0.38],
    [1, 'kWh', 3.6e6],
    [2.29, 'USD/h', 2.29],
    [582.317, 'gCO2e/kWh', 582.317],
  ])('%s %s is %s', (value, unit, expected) => {
    expect(Math.abs(baseValue({ value, unit }) / expected - 1)).toBeLessThan(1e-12);
  });

  it('halves a data rate printed for both directions, and only a data rate', () => {
    expect(baseValue({ value: 900, unit: 'GB/s', direction: 'both-ways' })).toBe(450e9);
    expect(baseValue({ value: 450, unit: 'GB/s', direction: 'one-way' })).toBe(450e9);
    expect(baseValue({ value: 3.2, unit: 'Tbit/s', direction: 'both-ways' })).toBe(200e9);
    expect(baseValue({ value: 700, unit: 'W', direction: 'both-ways' })).toBe(700);
  });

  it('refuses a unit it does not know, and inherited names', () => {
    expect(() => baseValue({ value: 1, unit: 'TFLOPS' })).toThrow(UnknownUnit);
    expect(() => baseValue({ value: 1, unit: 'toString' })).toThrow('unit "toString" is not known');
  });

  it('a watt-hour is a watt for an hour', () => {
    const joules = (watts: number, hours: number) => baseValue({ value: watts, unit: 'W' }) * hours * UNIT_SCALE.h!;
    expect(joules(700, 2)).toBe(baseValue({ value: 1400, unit: 'Wh' }));
  });
});
