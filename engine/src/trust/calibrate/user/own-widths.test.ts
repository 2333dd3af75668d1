import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { widthsOf } from '../kernels/calibrate-table.ts';
import { ownWidths } from './own-widths.ts';

/** Normal errors of 0.1 and now and then one of 0.25, as formulas leave them. */
function errorsOf(seed: number) {
  const random = xoroshiro128plus(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
  return () => ({ error: (uniformFloat64(random) < 0.1 ? 0.25 : 0.1) * normal(), band: 0 });
}

/** Share of 2,000 further errors inside the widths that few of them give, over 200 draws. */
function covered(count: number, widths: (left: { error: number; band: number }[]) => { p80: Side; p90: Side }) {
  const inside = { p80: 0, p90: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const next = errorsOf(seed);
    const found = widths(Array.from({ length: count }, next));
    for (let i = 0; i < 10; i++) {
      const { error } = next();
      for (const level of ['p80', 'p90'] as const)
        if (-error >= -found[level].low && -error <= found[level].high) inside[level]++;
    }
  }
  return { p80: inside.p80 / 2000, p90: inside.p90 / 2000 };
}
interface Side {
  readonly low: number;
  readonly high: number;
}

describe('the range of a fit to few shapes', () => {
  it.each([8, 12, 16, 24])('holds nine of ten further shapes from %d', (count) => {
    const { p80, p90 } = covered(count, (left) => ownWidths(left)[0]!);
    expect(p90).toBeGreaterThan(0.88);
    expect(p90).toBeLessThan(0.97);
    expect(p80).toBeGreaterThan(0.78);
  });

  it('would hold fewer by the quantiles of eight errors', () =>
    expect(covered(8, (left) => widthsOf(left)[0]!).p90).toBeLessThan(0.8));

  it('is not narrow because the few were easy', () => {
    const easy = Array.from({ length: 8 }, (_, i) => ({ error: i % 2 === 0 ? 0.01 : -0.01, band: 0 }));
    expect(ownWidths(easy)[0]!.p90.low).toBeGreaterThan(0.12);
  });

  it('is wide where the errors are', () => {
    const hard = Array.from({ length: 8 }, (_, i) => ({ error: i % 2 === 0 ? 0.8 : -0.8, band: 0 }));
    expect(ownWidths(hard)[0]!.p90.low).toBeGreaterThan(0.8);
  });
});
