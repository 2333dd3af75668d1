import { expect, test } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { moneyReader } from '../fleet/money-reader.ts';
import { readMoneyWords } from './money.ts';

const catalogue = readCatalogue();
const currencyOf = (budget: string, economics = {}) =>
  readMoneyWords(catalogue, { economics, limits: { budget } }, 'h100-sxm').rate.currency;

test('who gives a budget in yuan is answered in yuan, unless another currency is asked for', () => {
  expect([currencyOf('900万元'), currencyOf('9M USD'), currencyOf('9M')]).toEqual(['CNY', 'USD', 'USD']);
  expect(currencyOf('900万元', { currency: 'USD' })).toBe('USD');
});

test('a bare amount beside such a budget stays in dollars', () => {
  const { budget, wish } = readMoneyWords(
    catalogue,
    { economics: { price: '2' }, limits: { budget: '7M CNY' } },
    'h100-sxm',
  );
  expect(wish.usdPerAcceleratorHour).toBe(2);
  expect(budget).toBeLessThan(1.5e6);
  const fleet = moneyReader(catalogue, undefined, '7M CNY');
  expect([fleet.currency, fleet.read('fleet.price', '2', 'USD')]).toEqual(['CNY', 2]);
});
