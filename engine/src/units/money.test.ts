import { expect, test } from 'vitest';
import { currencyNamed, typedCurrency } from './money.ts';

test('an amount tells the currency in which it was typed, however it is spelt', () => {
  const told = [
    '9M CNY',
    '900万元',
    '¥900万',
    '￥5',
    '3 RMB/h',
    '10万美元',
    '$2.69/h',
    '5 USD',
    '3 欧元',
    '€3',
    '200 日元',
  ];
  expect(told.map(typedCurrency)).toEqual([
    ...['CNY', 'CNY', 'CNY', 'CNY', 'CNY', 'USD', 'USD', 'USD', 'EUR', 'EUR', 'JPY'],
  ]);
  expect(['9M', '3.5e6', '900万', undefined].map(typedCurrency)).toEqual(new Array(4).fill(undefined));
});

test('a currency is known by what people call it', () => {
  expect(['rmb', '人民币', ' CNY', '$', 'usd', '円', 'GBP', ''].map(currencyNamed)).toEqual([
    'CNY',
    'CNY',
    'CNY',
    'USD',
    'USD',
    'JPY',
    undefined,
    undefined,
  ]);
});
