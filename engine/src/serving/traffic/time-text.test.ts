import { expect, it } from 'vitest';
import { epochUnit, readMoment } from './time-text.ts';

it.each([
  ['2023-11-16 18:15:46.6805900', '2023-11-16T18:15:46.680Z'],
  ['2024-05-10 00:00:00.009930+00:00', '2024-05-10T00:00:00.009Z'],
  ['2024-02-29T23:59:59+08:00', '2024-02-29T15:59:59Z'],
  ['2024/3/1 8:03', '2024-03-01T08:03:00Z'],
  ['1969-12-31', '1969-12-31T00:00:00Z'],
  ['2000-01-01T00:30:00-0100', '2000-01-01T01:30:00Z'],
])('reads %s', (text, iso) => {
  const { day, seconds } = readMoment(text)!;
  expect(Math.abs(day * 86_400 + seconds - Date.parse(iso) / 1000)).toBeLessThan(1e-3);
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(seconds).toBeLessThan(86_400);
});

it.each(['', 'today', '2024-13-01', '2024-01-32', '2024-01-01 25:00:00', '24-01-01', 'x'.repeat(100)])(
  'refuses %s',
  (text) => expect(readMoment(text)).toBeNull(),
);

it('tells the unit of a time since 1970 by its size', () => {
  expect([5, 86_400, 1.7e9, 1.7e12, 1.7e15, 1.7e18].map(epochUnit)).toEqual([null, null, 's', 'ms', 'us', 'ns']);
});
