import { describe, expect, it } from 'vitest';
import { bar } from './bar.ts';

describe('bar', () => {
  it('is exact to an eighth of a column', () => {
    expect(bar(1, 10)).toBe('██████████');
    expect(bar(0.25, 10)).toBe('██▌');
    expect(bar(0, 10)).toBe('');
    expect(bar(1e-9, 10)).toBe('▏');
    expect(bar(7, 4)).toBe('████');
    expect(bar(Number.NaN, 4)).toBe('');
  });
});
