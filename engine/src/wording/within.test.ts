import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printer } from './printer.ts';

const ranged = fc
  .tuple(
    fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
    fc.double({ min: 0, max: 0.9, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
  )
  .map(([value, down, up]) => ({ value, low: value * (1 - down), high: value * (1 + up) }));

/** What stands before the range. */
const before = (text: string): string => text.replace(/ ?[(（].*$/, '');

describe('a value whose range stands elsewhere', () => {
  it.each(['en', 'zh-CN'] as const)('is the figure that stands beside the range, in %s', (locale) => {
    const print = printer({ locale });
    fc.assert(
      fc.property(ranged, fc.constantFrom('J', 's', 'GPU-h', 'gCO2e', 'token/s'), (of, unit) => {
        expect(print.within({ ...of, unit })).toBe(before(print.range({ ...of, unit })));
      }),
    );
    fc.assert(
      fc.property(ranged, fc.constantFrom('USD', 'CNY'), (of, currency) => {
        const money = { currency, perUsd: currency === 'USD' ? 1 : 7.1 } as const;
        const paid = { ...of, unit: currency };
        expect(print.moneyWithin(paid, money)).toBe(before(print.moneyRange(paid, money)));
      }),
    );
    const wide = { value: 1.782e10, low: 1.26e10, high: 2.45e10, unit: 'J' };
    expect(print.within(wide)).not.toBe(print.amount(wide.value, 'J'));
  });
});
