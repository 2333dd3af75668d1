import { describe, expect, it } from 'vitest';
import { ageOf } from './age.ts';

describe('the age of a price', () => {
  it('counts days over leap years', () => {
    expect(ageOf('2024-02-28', '2024-03-01')?.days).toBe(2);
    expect(ageOf('2023-02-28', '2023-03-01')?.days).toBe(1);
    expect(ageOf('2025-11-29', '2026-11-29')?.days).toBe(365);
    // The calendar of the machine, as an oracle.
    const day = (n: number) => new Date(Date.UTC(1999, 11, 31) + n * 86_400_000).toISOString().slice(0, 10);
    for (let n = 0; n < 12_000; n += 37) expect(ageOf(day(0), day(n))?.days).toBe(n);
  });
  it('marks what is older than 180 days, and takes a month or a year from its first day', () => {
    expect(ageOf('2026-06-02', '2026-11-29')).toEqual({ date: '2026-06-02', days: 180, old: false });
    expect(ageOf('2026-06-01', '2026-11-29')?.old).toBe(true);
    expect(ageOf('2026-07', '2026-11-29')?.days).toBe(151);
    expect(ageOf('2026', '2026-11-29')?.old).toBe(true);
  });
  it('is unknown without a day, and none of what is no date', () => {
    expect(ageOf('2026-06-02', undefined)).toEqual({ date: '2026-06-02', days: null, old: false });
    expect(ageOf('spring', '2026-11-29')).toBeNull();
    expect(ageOf(undefined, '2026-11-29')).toBeNull();
    expect(ageOf('2027-01-01', '2026-11-29')?.days).toBe(0);
  });
});
