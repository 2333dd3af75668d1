import { describe, expect, it } from 'vitest';
import { formatCount, formatQuantity, formatRange } from './format.ts';
import type { Unit } from './unit.ts';

const zh = { locale: 'zh-CN' } as const;

describe('formatQuantity', () => {
  it.each<[number, Unit, string, string]>([
    [0, 's', '0 s', '0 s'],
    [464e-6, 's', '464 µs', '464 µs'],
    [5.9, 's', '5.9 s', '5.9 s'],
    [90, 's', '90 s', '90 s'],
    [600, 's', '10 min', '10 分钟'],
    [6_393_600, 's', '74 days', '74 天'],
    [71.2e9, 'B', '71.2 GB', '71.2 GB'],
    [999_960, 'B', '1 MB', '1 MB'],
    [50e9, 'B/s', '50 GB/s', '50 GB/s'],
    [772e12, 'FLOP/s', '772 TFLOP/s', '772 TFLOP/s'],
    [3.8e25, 'FLOP', '38,000 ZFLOP', '38,000 ZFLOP'],
    [700, 'W', '700 W', '700 W'],
    [27e9 * 3600, 'J', '27 GWh', '27 GWh'],
    [0.39, 'J/token', '390 mJ/token', '390 mJ/token'],
    [78e6, 'USD', '78 M USD', '7800 万美元'],
    [2.69, 'USD/h', '2.69 USD/h', '2.69 美元/小时'],
    [10.2e6, 'kgCO2e', '10.2 kt CO2e', '10.2 kt CO2e'],
    [15.6e12, 'token', '15.6T tokens', '15.6 万亿 token'],
    [8192, 'token', '8,192 tokens', '8,192 token'],
    [1, 'token', '1 token', '1 token'],
    [12_345, 'token/s', '12,345 tok/s', '12,345 tok/s'],
    [29.1e6, 'GPU-h', '29.1 M GPU-hours', '2910 万 GPU 小时'],
    [16_384, '1', '16,384', '16,384'],
    [0.41, '1', '0.41', '0.41'],
    [41, '%', '41 %', '41%'],
    [405.85e9, 'parameters', '406B parameters', '4059 亿参数'],
    [5, 'year', '5 years', '5 年'],
    [1.98e9, 'Hz', '1.98 GHz', '1.98 GHz'],
  ])('%f %s', (value, unit, english, chinese) => {
    expect(formatQuantity(value, unit)).toBe(english);
    expect(formatQuantity(value, unit, zh)).toBe(chinese);
  });

  it('keeps the cents of small sums, as in a range beside them, and gives none to whole ones', () => {
    const printed = [3.4, 0.5, 22.04, 2, 250, 0.0892, 0.594].map((value) => formatQuantity(value, 'USD/h'));
    const wanted = ['3.40', '0.50', '22.0', '2', '250', '0.0892', '0.594'].map((text) => `${text} USD/h`);
    expect(printed).toEqual(wanted);
    expect(formatRange(3.4, 2.65, 3.47, 'USD/h', { digits: 3 })).toBe('3.40 USD/h (2.65–3.47)');
    expect(formatQuantity(3.4, 'USD/h', { ...zh, currency: 'CNY', rate: 2 })).toBe('6.80 元/小时');
    expect(formatQuantity(3.4, 's')).toBe('3.4 s');
  });

  it('writes GiB only when asked, and never mixes', () => {
    expect(formatQuantity(80 * 2 ** 30, 'B', { binary: true })).toBe('80 GiB');
    expect(formatQuantity(80e9, 'B', { binary: true })).toBe('74.5 GiB');
    expect(formatQuantity(80e9, 'B')).toBe('80 GB');
  });

  it('writes symbols in short style', () => {
    const short = { style: 'short' } as const;
    expect(formatQuantity(6_393_600, 's', short)).toBe('74 d');
    expect(formatQuantity(29.1e6, 'GPU-h', short)).toBe('29.1 M GPU-h');
    expect(formatQuantity(15.6e12, 'token', short)).toBe('15.6T tok');
    expect(formatQuantity(405e9, 'parameters', short)).toBe('405B');
  });

  it('writes other currencies at the rate it is given, and refuses without one', () => {
    expect(formatQuantity(78e6, 'USD', { ...zh, currency: 'CNY', rate: 7.18 })).toBe('5.6 亿元');
    expect(formatQuantity(78e6, 'USD', { currency: 'EUR', rate: 0.9 })).toBe('70.2 M EUR');
    expect(() => formatQuantity(1, 'USD', { currency: 'CNY' })).toThrow(RangeError);
  });

  it('prints the unit of a cited fact as the source does', () => {
    expect(formatQuantity(989.4, 'TFLOP/s')).toBe('989 TFLOP/s');
    expect(formatQuantity(814, 'mm2')).toBe('814 mm2');
  });

  it('writes what is no number as a sign, not as NaN', () => {
    expect(formatQuantity(Number.NaN, 's')).toBe('–');
    expect(formatQuantity(Number.POSITIVE_INFINITY, 'B')).toBe('∞');
    expect(formatQuantity(Number.NEGATIVE_INFINITY, 's')).toBe('-∞');
    expect(formatQuantity(-0.0004, '%')).toBe('-0.0004 %');
    expect(formatQuantity(-0.00004, '1')).toBe('-4e-5');
    expect(formatQuantity(1e30, 'parameters')).toBe('1e18T parameters');
    expect(formatRange(5, -0.001, 6, 's')).toBe('5.0 s (0.0–6.0)');
    expect(formatRange(1e35, 9e34, 2e35, 'W')).toBe('1.0e26 GW (9.0e25–2.0e26)');
  });
});

describe('formatRange', () => {
  it('shares one scale and one number of decimals', () => {
    const day = 86_400;
    expect(formatRange(74 * day, 68.2 * day, 83.4 * day, 's')).toBe('74 days (68–83)');
    expect(formatRange(74 * day, 68.2 * day, 83.4 * day, 's', zh)).toBe('74 天（68–83）');
    expect(formatRange(5.9, 5.4, 6.6, 's')).toBe('5.9 s (5.4–6.6)');
    expect(formatRange(6, -83, 95, '%')).toBe('6.0 % (-83.0 to 95.0)');
    expect(formatRange(6, -83, 95, '%', zh)).toBe('6.0%（-83.0 至 95.0）');
    expect(formatRange(6, 5.42, 6.6, 's')).toBe('6.0 s (5.4–6.6)');
    expect(formatRange(990e12, 900e12, 1_100e12, 'FLOP/s')).toBe('990 TFLOP/s (900–1,100)');
    expect(formatRange(2.81, 2.8, 2.82, 's')).toBe('2.81 s (2.80–2.82)');
  });

  it('scales a range around zero by its upper end, and prints units of facts as they are', () => {
    expect(formatRange(0, 0, 5e9, 'B')).toBe('0.0 GB (0.0–5.0)');
    expect(formatRange(989, 900, 1000, 'TFLOP/s')).toBe('989 TFLOP/s (900–1,000)');
    expect(formatRange(0, 0, 2, '')).toBe('0.0 (0.0–2.0)');
    expect(formatRange(0, 0, 0, 's')).toBe('0 s (0–0)');
    expect(formatRange(Number.NaN, 0, 1, 's')).toMatch(/^–/);
  });

  it('is just the value where the ends print as the value does', () =>
    expect(formatRange(5003, 5002.99, 5003.01, 'token/s')).toBe('5,003 tok/s'));

  it('is just the value where an end is missing', () => expect(formatRange(5.9, undefined, 6, 's')).toBe('5.9 s'));
});

it('formatCount writes whole numbers in full', () => expect(formatCount(1_904_000)).toBe('1,904,000'));
