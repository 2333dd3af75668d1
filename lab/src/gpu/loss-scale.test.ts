import { expect, test } from 'vitest';
import { lossScaleOf } from './loss-scale.ts';

test('a loss scale halves where a gradient is not finite, and doubles after 2,000 that are', () => {
  const scale = lossScaleOf();
  expect([scale.now, scale.skipped]).toEqual([65_536, 0]);
  scale.told(false);
  scale.told(false);
  expect([scale.now, scale.skipped]).toEqual([16_384, 2]);
  for (let i = 0; i < 1999; i++) scale.told(true);
  expect(scale.now).toBe(16_384);
  scale.told(true);
  expect([scale.now, scale.skipped]).toEqual([32_768, 2]);
  // One that is not begins the count anew.
  for (let i = 0; i < 1999; i++) scale.told(true);
  scale.told(false);
  for (let i = 0; i < 1999; i++) scale.told(true);
  expect([scale.now, scale.skipped]).toEqual([16_384, 3]);
});
