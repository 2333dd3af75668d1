import { expect, test } from 'vitest';
import { productRange } from './product-range.ts';

test('one uncertain factor hands its range on', () => {
  const range = productRange(20, 'x', [{ value: 10, low: 5, high: 15 }, { value: 2 }]);
  expect(range.low).toBeCloseTo(10, 12);
  expect(range.high).toBeCloseTo(30, 12);
});
test('two add in quadrature on a log scale', () => {
  const factor = { value: 1, low: 1 / Math.E, high: Math.E };
  expect(productRange(1, 'x', [factor, factor]).high).toBeCloseTo(Math.exp(Math.SQRT2), 12);
});
test('zero stays zero, and a factor that may be zero takes the low edge there', () => {
  expect(productRange(0, 'x', [{ value: 0, low: 0, high: 1 }])).toEqual({ value: 0, low: 0, high: 0, unit: 'x' });
  expect(productRange(3, 'x', [{ value: 3, low: 0, high: 4 }]).low).toBe(0);
});
test('what never ends has no end at either edge', () => {
  const never = Number.POSITIVE_INFINITY;
  const range = productRange(never, 'USD', [
    { value: never, low: never, high: never },
    { value: 2, low: 1, high: 3 },
  ]);
  expect(range).toEqual({ value: never, low: never, high: never, unit: 'USD' });
});
