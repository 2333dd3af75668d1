import { describe, expect, it } from 'vitest';
import { isSureLead } from './sure-lead.ts';

const input = (name: string, value: number, far: number) => ({ name, value, low: value - far, high: value + far });
/** a less b, of what a and b are; smaller wins. */
const gapOf = (values: ReadonlyMap<string, number>): number => (values.get('a') ?? 3) - (values.get('b') ?? 4);

describe('a lead', () => {
  it('is sure while what moves it, in quadrature, is less than the gap', () => {
    expect(isSureLead(gapOf, [input('a', 3, 0.7), input('b', 4, 0.7)])).toBe(true);
    expect(isSureLead(gapOf, [input('a', 3, 0.8), input('b', 4, 0.8)])).toBe(false);
  });

  it('is not moved by what is known, nor by what speaks for the leader alone', () => {
    expect(isSureLead(gapOf, [{ ...input('a', 3, 2), known: true }])).toBe(true);
    expect(isSureLead(gapOf, [{ name: 'a', value: 3, low: 0, high: 3 }])).toBe(true);
  });

  it('is not sure where an input may make one of the two impossible', () =>
    expect(isSureLead((values) => (values.has('b') ? Number.NaN : -1), [input('b', 4, 1)])).toBe(false));
});
