import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, input } from '../because/index.ts';
import { convert, convertBecause, type ExchangeRate, exchangeRate, exchangeRates, toUsd } from './currency.ts';

const constants = [
  {
    id: 'cny-per-usd',
    name: 'Yuan for one US dollar',
    fact: { value: 6.8, unit: 'CNY/USD', date: '2026-05-08', source: 'https://example.org', grade: 'derived' as const },
  },
];

describe('currency', () => {
  test('comes from a dated fact, a dollar from nowhere, an unknown rate not at all', () => {
    expect(exchangeRate({ constants }, 'CNY')).toMatchObject({
      perUsd: 6.8,
      because: { kind: 'fact', date: '2026-05-08' },
    });
    expect(exchangeRate({ constants }, 'USD')!.perUsd).toBe(1);
    expect(exchangeRate({ constants }, 'EUR')).toBeNull();
    expect(exchangeRates({ constants })).toEqual({ USD: 1, CNY: 6.8 });
  });
  test('there and back is the identity, and k times the dollars are k times the money', () => {
    const amount = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    const rate = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(amount, rate, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (usd, perUsd, by) => {
        const money: ExchangeRate = { currency: 'CNY', perUsd, because: input('exchange_rate', perUsd, 'CNY/USD') };
        expect(Math.abs(toUsd(convert(usd, money), money) / usd - 1)).toBeLessThan(4e-16);
        expect(convert(usd * by, money) / (convert(usd, money) * by)).toBeCloseTo(1, 12);
      }),
      { numRuns: 1000 },
    );
  });
  test('an amount carries its rate as a reason', () => {
    const yuan = convertBecause(
      { ...input('cost', 100, 'USD'), low: 90, high: 120 },
      exchangeRate({ constants }, 'CNY')!,
    );
    expect(yuan).toMatchObject({ value: 680, low: 612, high: 816, unit: 'CNY' });
    expect(find(yuan, 'exchange_rate')?.date).toBe('2026-05-08');
    const bare = convertBecause(input('cost', 100, 'USD'), exchangeRate({ constants }, 'USD')!);
    expect(bare).toMatchObject({ value: 100, low: undefined, high: undefined, unit: 'USD' });
  });
});
