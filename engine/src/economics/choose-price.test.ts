import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Price } from '../facts/index.ts';
import { choosePrice } from './choose-price.ts';

const price = (seller: string, value: number, date: string, more: Partial<Price> = {}): Price => ({
  id: `${seller}-${value}-${date}`,
  chip: 'h100',
  kind: 'rent-on-demand',
  seller,
  usd: { value, unit: 'USD/h', date, source: 'https://example.org', grade: 'vendor' },
  ...more,
});

describe('the price used by default', () => {
  const prices = [
    price('Verda', 2.29, '2026-03'),
    price('Nebius', 2.95, '2026-03'),
    price('Lambda', 3.99, '2026-02-11'),
    price('AWS', 12.29, '2026-03'),
    price('Google Cloud', 11.06, '2026-03'),
    price('Verda', 1.5, '2026-03', { kind: 'rent-spot' }),
    price('RunPod', 1.39, '2026-03', { chip: 'a100' }),
  ];
  test('is the median over sellers other than hyperscalers, its range the cheapest and the dearest', () => {
    const chosen = choosePrice({ prices }, 'h100')!;
    expect(chosen.usd).toEqual({ value: 2.95, low: 2.29, high: 3.99, unit: 'USD/h' });
    expect(chosen.sellers).toEqual(['Verda', 'Nebius', 'Lambda']);
    expect(chosen.because).toMatchObject({
      name: 'price',
      value: 2.95,
      formula: 'median of Verda, Nebius, Lambda',
      date: '2026-03',
    });
    expect(chosen.because.inputs!.map(({ name, kind, date }) => [name, kind, date])).toEqual([
      ['verda', 'fact', '2026-03'],
      ['nebius', 'fact', '2026-03'],
      ['lambda', 'fact', '2026-02-11'],
    ]);
  });
  test('lists sellers of one price in the order of their names', () => {
    for (const sellers of [
      ['Zed', 'Abe'],
      ['Abe', 'Zed'],
    ])
      expect(choosePrice({ prices: sellers.map((seller) => price(seller, 2, '2026')) }, 'h100')!.sellers).toEqual([
        'Abe',
        'Zed',
      ]);
  });
  test('is the mean of the middle two where sellers are even', () => {
    expect(choosePrice({ prices: [...prices, price('Other', 5.05, '2026-01')] }, 'h100')!.usd.value).toBeCloseTo(
      3.47,
      12,
    );
  });
  test("takes each seller's newest offer and forgets what is two years older than the newest", () => {
    const old = [
      price('Verda', 9, '2025-01'),
      price('Gone', 0.5, '2023'),
      price('Gone2', 0.5, '2024-02-28'),
      price('Kept', 2.5, '2024-03'),
    ];
    const chosen = choosePrice({ prices: [...prices, ...old] }, 'h100')!;
    expect(chosen.sellers).toEqual(['Verda', 'Kept', 'Nebius', 'Lambda']);
    expect(chosen.usd.low).toBe(2.29);
  });
  test('counts a seller once under all its names', () => {
    const chosen = choosePrice(
      { prices: [...prices, price('Lambda Labs', 1, '2025-03'), price('Datacrunch', 1, '2025-03')] },
      'h100',
    )!;
    expect(chosen.sellers).toEqual(['Verda', 'Nebius', 'Lambda']);
  });
  test('takes hyperscalers where nobody else sells, and says so', () => {
    const chosen = choosePrice({ prices: prices.filter(({ seller }) => /AWS|Google/.test(seller)) }, 'h100')!;
    expect(chosen.usd.value).toBeCloseTo(11.675, 12);
    expect(chosen.because.source).toContain('only hyperscalers');
  });
  test('is none where the catalogue has none of the kind', () => {
    expect(choosePrice({ prices }, 'h100', 'purchase')).toBeNull();
    expect(choosePrice({ prices }, 'b200')).toBeNull();
    expect(choosePrice({ prices }, 'h100', 'rent-spot')!.usd.value).toBe(1.5);
  });
  test('does not depend on the order of the catalogue and lies within its range', () => {
    const offer = fc.record({
      seller: fc.constantFrom('a', 'b', 'c', 'd', 'AWS'),
      value: fc.double({ min: 0.1, max: 20, noNaN: true }),
      year: fc.integer({ min: 2023, max: 2026 }),
    });
    fc.assert(
      fc.property(
        fc.array(offer, { minLength: 1, maxLength: 12 }).chain((offers) => {
          const made = offers.map(({ seller, value, year }) => price(seller, value, String(year)));
          return fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }));
        }),
        ([as, shuffled]) => {
          const chosen = choosePrice({ prices: as }, 'h100')!;
          expect(choosePrice({ prices: shuffled }, 'h100')!.usd).toEqual(chosen.usd);
          expect(chosen.usd.low).toBeLessThanOrEqual(chosen.usd.value);
          expect(chosen.usd.value).toBeLessThanOrEqual(chosen.usd.high);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
