import { describe, expect, it } from 'vitest';
import { messagesFor } from '../messages/index.ts';
import { reasonAmount } from './reason-amount.ts';

const chinese = { locale: 'zh-CN', messages: messagesFor('zh-CN') } as const;
const english = { locale: 'en', messages: messagesFor('en') } as const;

describe('an amount of an explanation', () => {
  it.each([
    [
      { value: 0.0078, low: 0, high: 0.1665, unit: 'share/year' },
      '0.78 %/year (0.00–16.65)',
      '0.78 %/年（0.00–16.65）',
    ],
    [{ value: 3, unit: 'a' }, '3 years', '3 年'],
    [{ value: 0.07, unit: '1/a' }, '7 %/year', '7 %/年'],
    [{ value: 0.7, unit: 'share' }, '70 %', '70%'],
    [{ value: 11_388, unit: 'USD/a' }, '11,388 USD/year', '11,388 美元/年'],
    [{ value: 90, unit: 'USD/kW/a' }, '90 USD/kW/year', '90 美元/kW/年'],
    [{ value: 2 ** 30, unit: 'B' }, '1 GiB', '1 GiB'],
    [{ value: 0.23, low: 0.1, high: 0.73, unit: '1/h' }, '0.23 1/h (0.10–0.73)', '0.23 1/h（0.10–0.73）'],
  ])('is worded for its reader: %o', (amount, en, zh) => {
    expect([reasonAmount(amount, english), reasonAmount(amount, chinese)]).toEqual([en, zh]);
  });

  it('is in the currency that was asked for', () => {
    const yuan = { ...english, money: { currency: 'CNY', perUsd: 7 } } as const;
    expect(reasonAmount({ value: 2, unit: 'USD/h' }, yuan)).toBe('14 CNY/h');
  });
});
