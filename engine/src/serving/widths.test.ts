import { describe, expect, it } from 'vitest';
import { RANGED, servingRange, servingWidths } from './widths.ts';

const GRADES = ['silicon', 'family', 'datasheet'] as const;
const KINDS = ['dense', 'moe'] as const;

describe('the interval of a serving figure', () => {
  it('holds the figure, the 80 % range inside the 90 % range, for every quantity, kind and grade', () => {
    for (const quantity of RANGED)
      for (const kind of KINDS)
        for (const grade of GRADES) {
          const { low, low80, value, high80, high } = servingRange(quantity, 5, { kind, grade });
          expect([low, low80, value, high80, high], `${quantity} ${kind} ${grade}`).toEqual(
            [low, low80, value, high80, high].toSorted((a, b) => a - b),
          );
          expect(low).toBeLessThan(high80);
        }
  });

  it('is in ratio: ten times the figure has ten times the ends', () => {
    const basis = { kind: 'dense', grade: 'silicon' } as const;
    expect(servingRange('tpot', 0.2, basis).high).toBeCloseTo(10 * servingRange('tpot', 0.02, basis).high, 12);
  });

  it('grows with what was assumed, in quadrature', () => {
    const basis = { kind: 'moe', grade: 'family' } as const;
    const { p90 } = servingWidths('ttft', basis);
    expect(servingWidths('ttft', { ...basis, extra: 0.09 }).p90.low).toBeCloseTo(Math.hypot(p90.low, 0.3), 12);
  });

  it('is never narrower for a datasheet than for measured kernels of the chip', () => {
    for (const quantity of RANGED)
      for (const kind of KINDS) {
        const at = (grade: (typeof GRADES)[number]) => servingWidths(quantity, { kind, grade }).p90;
        expect(at('datasheet').low + at('datasheet').high).toBeGreaterThanOrEqual(
          at('silicon').low + at('silicon').high,
        );
      }
  });
});
