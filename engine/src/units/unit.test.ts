import { expect, it } from 'vitest';
import { currencyWord, isCurrency } from './money.ts';
import { isUnit } from './unit.ts';

it('knows its units and currencies, and nothing that objects carry anyway', () => {
  expect(isUnit('B/s')).toBe(true);
  expect(isUnit('toString')).toBe(false);
  expect(isCurrency('CNY')).toBe(true);
  expect(isCurrency('constructor')).toBe(false);
  expect(currencyWord('JPY', 'zh-CN')).toBe('日元');
  expect(currencyWord('JPY', 'en')).toBe('JPY');
});
