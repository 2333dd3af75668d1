import { describe, expect, it } from 'vitest';
import { fitStepWidths } from './fit-widths.ts';
import { mean, median, quantile, spearman } from './statistics.ts';

describe('statistics', () => {
  it('quantiles interpolate between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6);
    expect(median([7])).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
    expect(mean([1, 2, 6])).toBe(3);
  });

  it('rank correlation shares the ranks of equal values', () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1);
    expect(spearman([1, 2, 2, 4], [1, 2, 2, 4])).toBeCloseTo(1);
    expect(spearman([1, 2], [1, 2])).toBeNaN();
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNaN();
  });
});

describe('interval widths', () => {
  const samples = (family: string, errors: number[]) =>
    errors.map((error) => ({ family, kind: 'dense' as const, grade: 'family' as const, error, variance: 0 }));

  it('hold nine tenths of what was left out', () => {
    const spread = Array.from({ length: 101 }, (_, i) => (i - 50) / 250); // -0.2 .. 0.2
    const [fit] = fitStepWidths([...samples('a', spread), ...samples('b', spread), ...samples('c', spread)]);
    expect(fit?.p90.low).toBeGreaterThan(0.175);
    expect(fit?.p90.low).toBeLessThan(0.19);
    expect(fit?.p80.low).toBeLessThan(fit!.p90.low);
    expect(fit).toMatchObject({ families: 3, rows: 303 });
  });

  it('do not let a large family outvote the others', () => {
    const many = Array.from({ length: 2000 }, () => 0.01);
    const few = Array.from({ length: 40 }, (_, i) => (i % 2 ? 0.3 : -0.3));
    const [fit] = fitStepWidths([...samples('many', many), ...samples('few', few)]);
    expect(fit!.p90.high).toBeGreaterThan(0.2);
  });

  it('widen for a family whose bias the others do not share', () => {
    const others = Array.from({ length: 400 }, (_, i) => samples(`f${i % 10}`, [(i % 7) / 100])).flat();
    const alone = fitStepWidths(others)[0]!;
    const [fit] = fitStepWidths([...others, ...samples('odd', new Array<number>(8).fill(0.4))]);
    expect(alone.p90.high).toBeLessThan(0.1);
    expect(fit!.p90.high).toBeGreaterThan(0.39);
  });

  it('leave to a row what its own variance explains', () => {
    const own = samples('launches', new Array<number>(20).fill(0.5)).map((s) => ({ ...s, variance: 0.25 }));
    expect(fitStepWidths(own)[0]!.p90.high).toBeLessThan(0.05);
  });
});
