import { describe, expect, it } from 'vitest';
import { cutDisplay, displayWidth, padDisplay } from './display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['74 days', 7],
    ['74 天', 5],
    ['2910 万 GPU 小时', 16],
    ['（68–83）', 9],
    ['█▌…·', 4],
    ['e\u0301', 1],
    ['한국', 4],
    ['🚀', 2],
    ['𠀀', 2],
    ['\u001b[31mred\u001b[0m', 3],
    ['ＧＰＵ', 6],
    ['a\u200bb', 2],
  ])('%j takes %i columns', (text, width) => expect(displayWidth(text)).toBe(width));
});

describe('padDisplay', () => {
  it('fills to the same column whatever the script', () => {
    for (const text of ['memory', '显存', '显存 memory', '']) {
      for (const align of ['left', 'right', 'center'] as const) {
        expect(displayWidth(padDisplay(text, 12, align))).toBe(12);
      }
    }
    expect(padDisplay('显存', 6, 'right')).toBe('  显存');
    expect(padDisplay('ab', 5, 'center')).toBe(' ab  ');
    expect(padDisplay('too long', 3)).toBe('too long');
  });
});

describe('cutDisplay', () => {
  it('never exceeds the width, even in the middle of a wide character', () => {
    expect(cutDisplay('最优切分方案', 6)).toBe('最优…');
    expect(cutDisplay('strategy', 5)).toBe('stra…');
    expect(cutDisplay('short', 5)).toBe('short');
    for (let width = 0; width < 14; width++)
      expect(displayWidth(cutDisplay('显存 memory 一', width))).toBeLessThanOrEqual(width);
  });
});
