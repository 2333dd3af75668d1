import { describe, expect, it } from 'vitest';
import { parseQuantity, toBase, unitOf } from './parse.ts';
import { UNITS, type Unit } from './unit.ts';
import { UnitError, type UnitErrorCode } from './unit-error.ts';

const rates = { CNY: 7.2, JPY: 150 };

describe('parseQuantity reads', () => {
  it.each<[string, Unit, number]>([
    ['15.6T', 'token', 15.6e12],
    ['15.6 万亿 token', 'token', 15.6e12],
    ['1.5万', 'token', 15_000],
    ['3.2亿', 'parameters', 3.2e8],
    ['405B', 'parameters', 405e9],
    ['3 billion', 'parameters', 3e9],
    ['80 GiB', 'B', 80 * 2 ** 30],
    ['80GB', 'B', 80e9],
    ['80 Gb', 'B', 10e9],
    ['400 Gb/s', 'B/s', 50e9],
    ['400 Gbps', 'B/s', 50e9],
    ['3.35 TB/s', 'B/s', 3.35e12],
    ['90 d', 's', 7_776_000],
    ['90天', 's', 7_776_000],
    ['464 µs', 's', 464e-6],
    ['464 us', 's', 464e-6],
    ['5 %', '%', 5],
    ['5％', '%', 5],
    ['5%', '1', 0.05],
    ['0.05', '%', 0.05],
    ['2.69 USD/h', 'USD/h', 2.69],
    ['$2.69/h', 'USD/h', 2.69],
    ['¥3 亿', 'USD', 3e8 / 7.2],
    ['￥3亿元', 'USD', 3e8 / 7.2],
    ['7800 万美元', 'USD', 78e6],
    ['$78M', 'USD', 78e6],
    ['1e12', 'token', 1e12],
    ['16,384', '1', 16_384],
    ['27 GWh', 'J', 27e9 * 3600],
    ['10.2 kt CO2e', 'kgCO2e', 10.2e6],
    ['989.4 TFLOPS', 'FLOP/s', 989.4e12],
    ['2910 万 GPU 小时', 'GPU-h', 29.1e6],
    ['.5 h', 's', 1800],
    ['0', 's', 0],
    ['+3 s', 's', 3],
  ])('%s as %s', (text, unit, value) => {
    const read = parseQuantity(text, unit, { rates });
    expect(Math.abs(read - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
  });

  it('a sign before and a word after that say the same', () => {
    expect(parseQuantity('$5 USD', 'USD')).toBe(5);
    expect(caught(() => parseQuantity('¥5', 'USD', { rates: { CNY: 0 } })).code).toBe('rate_missing');
  });

  it('a minus only where differences are meant', () => {
    expect(parseQuantity('-5 %', '%', { negative: true })).toBe(-5);
    expect(parseQuantity('−5 %', '%', { negative: true })).toBe(-5);
  });
});

describe('parseQuantity refuses', () => {
  it.each<[string, Unit, UnitErrorCode, string?]>([
    ['', 'token', 'empty'],
    ['   ', 's', 'empty'],
    ['NaN', 'token', 'not_a_number'],
    ['Infinity', 'token', 'not_a_number'],
    ['abc', 's', 'not_a_number'],
    ['1e999', 'token', 'not_finite'],
    ['9e9999', '1', 'not_finite'],
    ['1e308 T', 'token', 'not_finite'],
    ['$', 'USD', 'not_a_number'],
    ['7 zzzzzz', 's', 'unknown_unit', '7 s'],
    ['-5 s', 's', 'negative', '5 s'],
    ['90', 's', 'unit_missing', '90 d'],
    ['80', 'B', 'unit_missing', '80 GiB'],
    ['80 GiB', 's', 'wrong_dimension', '80 s'],
    ['400 Gb', 'B/s', 'wrong_dimension', '400 Gb/s'],
    ['5 kW', 'J', 'wrong_dimension', '5 kWh'],
    ['15m', 'token', 'unknown_unit', '15M'],
    ['128K', 'token', 'unknown_unit', '128k'],
    ['80 gib', 'B', 'unknown_unit', '80 GiB'],
    ['3 dasy', 's', 'unknown_unit', '3 days'],
    ['5 m', 's', 'unknown_unit'],
    ['1 year', 's', 'unknown_unit', '365 d'],
    ['1.5 个月', 's', 'unknown_unit', '45 d'],
    ['1,23', '1', 'unknown_unit'],
    ['1.2.3', '1', 'unknown_unit'],
    ['1 __proto__', '1', 'unknown_unit'],
    ['5 constructor', 'token', 'unknown_unit'],
    ['3 亿元', 'USD/h', 'wrong_dimension'],
    ['9'.repeat(65), 'token', 'too_long'],
  ])('%j as %s: %s', (text, unit, code, near) => {
    const error = caught(() => parseQuantity(text, unit));
    expect(error.code).toBe(code);
    expect(error.expected).toBe(unit);
    if (near !== undefined) expect(error.nearest).toContain(near);
  });

  it('yuan without a rate', () => expect(caught(() => parseQuantity('3 亿元', 'USD')).code).toBe('rate_missing'));

  it('hostile text, quickly and with a short message', () => {
    const error = caught(() => parseQuantity('1,'.repeat(1_000_000), 'token'));
    expect(error.message.length).toBeLessThan(300);
  });
});

describe('toBase', () => {
  it.each([
    [989.4, 'TFLOP/s', 989.4e12, 'FLOP/s'],
    [1979, 'TOP/s', 1979e12, 'FLOP/s'],
    [3350, 'GB/s', 3.35e12, 'B/s'],
    [400, 'Gbit/s', 50e9, 'B/s'],
    [80, 'GiB', 80 * 2 ** 30, 'B'],
    [1755, 'MHz', 1.755e9, 'Hz'],
    [3.5, 'us', 3.5e-6, 's'],
    [10.2, 'kW', 10_200, 'W'],
    [431, 'gCO2e/kWh', 0.431, 'kgCO2e/kWh'],
    [2.69, 'USD/h', 2.69, 'USD/h'],
    [25_000, 'USD', 25_000, 'USD'],
    [0.9, '1', 0.9, '1'],
    [90, '%', 90, '%'],
  ])('%f %s', (value, symbol, base, unit) => {
    const read = toBase(value, symbol);
    expect(read.unit).toBe(unit);
    expect(read.value).toBeCloseTo(base, 6);
  });

  it('knows each base unit by its own name', () => {
    for (const unit of UNITS) expect(unitOf(unit)).toBe(unit);
  });

  it('reads no money in other currencies, whose worth changes by the day', () => {
    expect(caught(() => toBase(1, 'CNY')).code).toBe('rate_missing');
    expect(caught(() => toBase(1, '元/小时')).code).toBe('rate_missing');
  });

  it('refuses a unit nobody knows, and a bare prefix', () => {
    expect(caught(() => toBase(1, 'furlong')).code).toBe('unknown_unit');
    expect(unitOf('M')).toBeUndefined();
  });
});

function caught(run: () => unknown): UnitError {
  try {
    run();
  } catch (error) {
    if (error instanceof UnitError) return error;
    throw error;
  }
  throw new Error('was read');
}
