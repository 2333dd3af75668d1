import { displayWidth } from '@ridgepoint/engine/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrases, wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks at spaces and keeps a number with its unit', () => {
    expect(wrap('it takes 74 days on H100', 14)).toEqual(['it takes', '74 days on', 'H100']);
    expect(wrap('a 10.8 kt CO2e b', 8)).toEqual(['a', '10.8 kt', 'CO2e b']);
    expect(wrap('one two three', 8, 2)).toEqual(['one two', '  three']);
  });

  it('breaks Chinese after any character but keeps marks with theirs', () => {
    expect(wrap('显存不够用，请换卡', 10)).toEqual(['显存不够', '用，请换卡']);
    expect(wrap('租价三元（二到四）', 10)).toEqual(['租价三元', '（二到四）']);
  });

  it('never makes a line too wide and loses nothing', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom('显存', '，', '（', '）', ' ', 'TP 8', '74 days', 'x'.repeat(40)),
          fc.string({ maxLength: 6 }),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 80 }), (typed, width) => {
        const plain = typed.replace(/[\p{C}\p{M}]/gu, '');
        const lines = wrap(plain, width, 2);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(plain.replace(/\s/g, ''));
      }),
      { numRuns: 500 },
    );
  });

  it('puts phrases on as few lines as hold them', () => {
    expect(phrases(['aa', 'bb', 'cccc'], ' · ', 8)).toEqual(['aa · bb', 'cccc']);
  });
});
