import { describe, expect, it } from 'vitest';
import { ASSERTABLE, holds } from '../report/assertion.ts';
import { readAssertions } from './assertions.ts';

describe('asserts', () => {
  it('are read in the unit of what they bound', () => {
    expect(readAssertions({ 'cost.usd': '< 120M', time: '<= 90 d', mfu: '> 50 %' })).toEqual([
      { key: 'cost.usd', comparison: '<', limit: 120e6 },
      { key: 'time', comparison: '<=', limit: 90 * 86_400 },
      { key: 'mfu', comparison: '>', limit: 0.5 },
    ]);
    expect(readAssertions({ cost: '< 7 M CNY' }, { CNY: 7 })[0]!.limit).toBe(1e6);
  });

  it('are refused where name, comparison or amount is not understood', () => {
    expect(() => readAssertions({ coste: '< 1' })).toThrow('not-a-choice');
    expect(() => readAssertions({ constructor: '< 1' })).toThrow('not-a-choice');
    expect(() => readAssertions({ cost: '1' })).toThrow('assert-form');
    expect(() => readAssertions({ time: '< 90 GB' })).toThrow('assert-form');
  });

  it('compare as written', () => {
    expect([holds(1, '<', 1), holds(1, '<=', 1), holds(1, '>', 1), holds(1, '>=', 1)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(Object.keys(ASSERTABLE).length).toBeGreaterThan(8);
  });
});
