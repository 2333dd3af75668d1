import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuantity } from './format.ts';
import { parseQuantity } from './parse.ts';
import { LOCALES, UNITS, type Unit } from './unit.ts';

const RUNS = 10_000;

/** Magnitudes a planner meets, each unit over its own decades. */
const value = (unit: Unit) =>
  fc
    .tuple(
      fc.double({ min: 1, max: 9.999999, noNaN: true }),
      fc.integer({ min: unit === 'token' || unit === '1' ? -6 : -10, max: 27 }),
    )
    .map(([mantissa, exponent]) => mantissa * 10 ** exponent);

const printed = fc
  .record({
    unit: fc.constantFrom(...UNITS),
    style: fc.constantFrom('short' as const, 'long' as const),
    digits: fc.integer({ min: 1, max: 8 }),
    binary: fc.boolean(),
    currency: fc.constantFrom('USD' as const, 'CNY' as const, 'EUR' as const, 'JPY' as const),
  })
  .chain((options) => value(options.unit).map((v) => ({ ...options, value: v })));

describe.each(LOCALES)('what is printed in %s reads back', (locale) => {
  it(`to within one in the last printed digit (${RUNS} values)`, () => {
    const rates = { CNY: 7.2, EUR: 0.9, JPY: 150 };
    fc.assert(
      fc.property(printed, ({ unit, value: number, currency, ...options }) => {
        const rate = currency === 'USD' ? 1 : rates[currency];
        const text = formatQuantity(number, unit, { locale, ...options, currency, rate });
        const read = parseQuantity(text, unit, { rates });
        expect(Math.abs(read - number), `${number} ${unit} -> ${text} -> ${read}`).toBeLessThanOrEqual(
          lastDigit(text, read) * (1 + 1e-9),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

/** The worth of one in the last printed digit, from the text itself: what is read, divided by the printed figure. */
function lastDigit(text: string, read: number): number {
  const [, whole = '', fraction = '', exponent = '0'] = /^([\d,]+)(?:\.(\d+))?(?:e([+-]?\d+))?/.exec(text)!;
  const figure = Number(`${whole.replace(/,/g, '')}.${fraction || '0'}e${exponent}`);
  return (read / figure) * 10 ** (Number(exponent) - fraction.length);
}
