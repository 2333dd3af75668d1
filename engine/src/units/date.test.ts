import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfIso, formatDay, formatQuantity, formatRange, isoDay, monthsAfter, readDays } from './index.ts';

const today = dayOfIso('2026-11-29')!;
const iso = (text: string) => {
  const days = readDays(text, today);
  return days && isoDay(days.first);
};

describe('dates as people write them', () => {
  it.each([
    ['2027', '2027-01-01'],
    ['2027-06', '2027-06-01'],
    ['2027/6/1', '2027-06-01'],
    ['2027-06-15', '2027-06-15'],
    ['2027年6月', '2027-06-01'],
    ['２０２７年６月１５日', '2027-06-15'],
    ['2027年', '2027-01-01'],
    ['Jun 2027', '2027-06-01'],
    ['15 June 2027', '2027-06-15'],
    ['June 15, 2027', '2027-06-15'],
    ['9 months', '2027-08-29'],
    ['in 90 days', '2027-02-27'],
    ['1.5 years', '2028-05-29'],
    ['3个月后', '2027-02-28'],
    ['2 周', '2026-12-13'],
    ['now', '2026-11-29'],
  ])('%s is %s', (text, day) => {
    expect(iso(text)).toBe(day);
  });

  it.each(['', '2027-13', '2027-02-30', '27-06', 'soon', '9', '9 parsecs', '1 Foo 2027', '2'.repeat(50)])(
    '%j is none',
    (text) => {
      expect(readDays(text, today)).toBeNull();
    },
  );

  it('a month is all its days, and a wait needs a day to begin with', () => {
    const { first, last } = readDays('2028-02')!;
    expect([isoDay(first), isoDay(last)]).toEqual(['2028-02-01', '2028-02-29']);
    expect(readDays('9 months')).toBeNull();
  });

  it('agrees with the calendar of the language on every day', () => {
    const day = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 240 }), (days, months) => {
        const date = new Date(days * 86_400_000);
        if (date.getUTCFullYear() < 1000) return;
        expect(isoDay(days)).toBe(date.toISOString().slice(0, 10));
        expect(dayOfIso(isoDay(days))).toBe(days);
        for (const locale of ['en', 'zh-CN'] as const)
          expect(readDays(formatDay(days, locale))).toEqual({ first: days, last: days });
        const later = new Date(monthsAfter(days, months) * 86_400_000);
        const passed = (later.getUTCFullYear() - date.getUTCFullYear()) * 12 + later.getUTCMonth() - date.getUTCMonth();
        expect(passed).toBe(months);
      }),
      { numRuns: 500 },
    );
  });

  it('are printed by units/ as other quantities are', () => {
    const day = dayOfIso('2027-06-15')!;
    expect(formatQuantity(day, 'date')).toBe('15 Jun 2027');
    expect(formatQuantity(day, 'date', { style: 'short', locale: 'zh-CN' })).toBe('2027年6月');
    expect(formatRange(day, day - 90, day + 600, 'date', { style: 'short' })).toBe('Jun 2027 (Mar 2027 to Feb 2029)');
    expect(formatRange(day, day - 90, day + 600, 'date', { style: 'short', locale: 'zh-CN' })).toBe(
      '2027年6月（2027年3月至2029年2月）',
    );
    expect(formatRange(day, day - 3, day + 3, 'date', { style: 'short' })).toBe('Jun 2027');
  });
});
