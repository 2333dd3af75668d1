import { en } from '@ridgepoint/engine/messages/en';
import { zhCN } from '@ridgepoint/engine/messages/zh-CN';
import { dayOfIso, isoDay } from '@ridgepoint/engine/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, axisText, evenTicks, monthTicks, ratioTicks } from './axis-text.ts';

const english = { locale: 'en', messages: en } as const;
const chinese = { locale: 'zh-CN', messages: zhCN } as const;
const money = { currency: 'USD', perUsd: 1 } as const;

describe('what stands along an axis', () => {
  it('says the unit once, in the title, scaled as the language scales', () => {
    const axis = { label: 'paid so far', unit: 'USD', money };
    const text = axisText(axis, [0, 5.2e6], 5, english);
    expect(text.title).toBe('paid so far, M USD');
    expect(text.ticks.map(({ text: t }) => t)).toEqual(['0', '2', '4']);
    const yuan = axisText({ ...axis, label: '累计支出', money: { currency: 'CNY', perUsd: 7 } }, [0, 1e7], 5, chinese);
    expect(yuan.title).toBe('累计支出，万元');
    expect(yuan.ticks.map(({ text: t }) => t)).toEqual(['0', '2000', '4000', '6000']);
    expect(yuan.ticks[1]!.at).toBeCloseTo(2e7 / 7, 3);
  });

  it('tells shares in percent and gives each place along ratios its own unit', () => {
    const use = axisText({ label: 'use', unit: '1', share: true }, [0, 1], 5, english);
    expect(use).toEqual({
      title: 'use, %',
      ticks: [0, 20, 40, 60, 80, 100].map((value) => ({ at: expect.closeTo(value / 100, 9), text: String(value) })),
    });
    const rates = axisText({ label: 'rate', unit: 'FLOP/s', log: true }, [1e11, 2e15], 6, english);
    expect(rates.ticks.map(({ text }) => text)).toContain('1 TFLOP/s');
  });

  it('tells memory in GiB, on an axis and in a column alike', () => {
    const bytes = axisText({ label: 'memory', unit: 'B' }, [0, 80 * 2 ** 30], 5, english);
    expect(bytes.title).toBe('memory, GiB');
    expect(bytes.ticks.map(({ text }) => text)).toEqual(['0', '20', '40', '60', '80']);
    expect(amountOf({ unit: 'B' }, 60 * 2 ** 30, english)).toBe('60 GiB');
  });

  it('finds round places inside the ends, not many more than asked for', () => {
    const number = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 1.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 10 }),
        (low, ratio, n) => {
          const high = low * ratio;
          for (const ticks of [evenTicks(low, high, n), ratioTicks(low, high, n)]) {
            expect(ticks.length).toBeLessThanOrEqual(n + 1);
            for (const at of ticks) expect(at >= low * 0.999 && at <= high * 1.001).toBe(true);
            expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('marks months that are so far apart as people count them', () => {
    const day = (text: string) => dayOfIso(text)!;
    const axis = { label: 'start', unit: 'date' };
    const text = axisText(axis, [day('2026-11-29'), day('2029-11-29')], 6, english);
    expect(text.ticks.map(({ text: t }) => t)).toEqual([
      'Jan 2027',
      'Jul 2027',
      'Jan 2028',
      'Jul 2028',
      'Jan 2029',
      'Jul 2029',
    ]);
    expect(axisText(axis, [day('2026-11-29'), day('2027-02-02')], 6, chinese).ticks[0]!.text).toBe('2026年12月');
    expect(monthTicks(day('2026-01-01'), day('2046-01-01'), 5).map(isoDay)).toContain('2030-01-01');
  });
});
