import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';
import { inCurrency } from './in-currency.ts';

const money = { currency: 'CNY', perUsd: 7 };
const wide = {
  name: 'wide',
  columns: [{ key: 'chip' }, { key: 'cost', unit: 'USD' }, { key: 'rent', unit: 'USD/h' }, { key: 'wall', unit: 's' }],
  rows: [
    ['h100', 2, 3, 5],
    ['b200', null, 1, 6],
  ],
};
const long = {
  name: 'long',
  columns: ['name', 'value', 'low', 'unit'].map((key) => ({ key })),
  rows: [
    ['price', 2, 1, 'USD/h'],
    ['exchange_rate', 7, null, 'CNY/USD'],
    ['time', 5, 4, 's'],
  ],
};

describe('a table of an answer in a currency', () => {
  it('has amounts and units in it, by column', () =>
    expect(csvOf(inCurrency(wide, { money }))).toBe(
      'chip,cost [CNY],rent [CNY/h],wall [s]\r\nh100,14,21,5\r\nb200,,7,6\r\n',
    ));

  it('and by row, wherever the answer holds its money', () => {
    const told = 'name,value,low,unit\r\nprice,14,7,CNY/h\r\nexchange_rate,7,,CNY/USD\r\ntime,5,4,s\r\n';
    expect(csvOf(inCurrency(long, { money: null, figures: { money } }))).toBe(told);
    expect(csvOf(inCurrency(long, { report: { figures: { money } } }))).toBe(told);
  });

  it('is as it was in dollars, or without money', () => {
    expect(inCurrency(wide, { money: { currency: 'USD', perUsd: 1 } })).toBe(wide);
    expect(inCurrency(wide, { figures: null })).toBe(wide);
  });
});
