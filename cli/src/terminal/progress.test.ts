import { messagesFor } from '@ridgepoint/engine/messages';
import { displayWidth } from '@ridgepoint/engine/units';
import { describe, expect, it } from 'vitest';
import type { Face } from '../face.ts';
import { progressText } from './progress.ts';

const face = (locale: 'en' | 'zh-CN'): Face => ({ locale, messages: messagesFor(locale), colour: false, width: 80 });

describe('progressText', () => {
  it('says how many of how many, how fast and how long yet', () => {
    const text = progressText(face('en'), { done: 500_000, total: 2_000_000 }, 0.5);
    expect(text).toMatch(/^500,000 of 2 M strategies, 1 M\/s, 2 s left; Ctrl-C/);
    expect(progressText(face('zh-CN'), { done: 500_000, total: 2_000_000 }, 0.5)).toMatch(
      /^已评估 50 万 种方案，共 200 万，每秒 100 万，还需 2 s；Ctrl-C/,
    );
  });

  it('says nothing of the end while the whole or the rate is not known', () => {
    for (const seen of [
      { done: 0, total: 1000 },
      { done: 1000, total: 0 },
    ])
      expect(progressText(face('en'), seen, 1)).not.toMatch(/left|NaN|∞|Infinity/);
  });

  it('never has less than a second to go, nor more done than there is', () => {
    const text = progressText(face('en'), { done: 3000, total: 2000 }, 1);
    expect(text).toMatch(/^3,000 of 3,000 strategies, 3,000\/s, 1 s left/);
  });

  it.each(['en', 'zh-CN'] as const)('fits a line at the largest numbers (%s)', (locale) => {
    for (const seconds of [1, 59, 3600, 1e7])
      expect(displayWidth(progressText(face(locale), { done: 1.234e9, total: 9.876e12 }, seconds))).toBeLessThan(80);
    expect(progressText(face(locale), { done: 1.23e6, total: 1.43e6 }, 4)).toMatch(/(?:so far|最优)$/);
  });
});
