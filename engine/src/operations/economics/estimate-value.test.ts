import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { bestWait, middle, priceSeries, reproductionCost, worthOfNow } from '../../economics/index.ts';
import { messagesFor } from '../../messages/index.ts';
import type { StudyReport } from '../../report/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { readInput } from '../scenario/read.ts';
import { estimateValue } from './estimate-value.ts';

const catalogue = readCatalogue();
const ask = (value: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  estimateValue.run({ catalogue }, readInput(estimateValue.input, { value, ...more }));
const figure = ({ figures }: StudyReport, key: string) => figures.find((one) => one.key === key)!.of;

describe('training again', () => {
  it('falls by about three quarters a year, and halves when everything else stands still', () => {
    const fall = figure(ask({ cost: '80M USD' }), 'fall_a_year');
    expect(fall.low).toBeLessThan(0.75);
    expect(fall.high).toBeGreaterThan(0.75);
    expect(reproductionCost(100, 2, 2, Number.POSITIVE_INFINITY)).toBeCloseTo(50, 12);
  });
  it('of hours is at the rent of today', () => {
    const report = ask({ hours: '1M' }, { on: { accelerator: 'h100-sxm' } });
    const rent = report.assumed.find(({ key }) => key === 'price')!.value as number;
    expect(figure(report, 'cost').value).toBeCloseTo(1e6 * rent, 3);
  });
});

describe('now, later, or bought', () => {
  const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  it('no month of waiting is better than the best, and none is waited where the model earns its keep', () => {
    fc.assert(
      fc.property(
        positive(1e4, 1e9),
        positive(1e2, 1e8),
        positive(0.2, 5),
        positive(0.5, 10),
        positive(0, 60),
        (cost, benefit, a, c, other) => {
          const total = (months: number) => reproductionCost(cost, months / 12, a, c) + months * benefit;
          const best = bestWait(cost, benefit, a, c);
          expect(total(best)).toBeLessThanOrEqual(total(other) * (1 + 1e-9));
          expect(best > 0).toBe(benefit < worthOfNow(cost, a, c));
        },
      ),
    );
  });
  it('says which plan costs least, and it is the least of those shown', () => {
    for (const [words, key] of [
      [{ cost: 5e6, benefit: 1e6 }, 'nowVerdict'],
      [{ cost: 5e6, benefit: 1e5, buy: 1.5e5, horizon: 36 }, 'waitVerdict'],
      [{ cost: 5e6, benefit: 1e6, buy: 1e4 }, 'buyVerdict'],
      [{ cost: 5e8, benefit: 1e4 }, 'neverVerdict'],
    ] as const) {
      const report = ask(words);
      expect(report.verdict[0]!.key).toBe(key);
      const plans = report.figures.filter((one) => one.key.startsWith('plan.')).map(({ of }) => of.value);
      expect(figure(report, `plan.${key}`).value).toBe(Math.min(...plans));
    }
  });
});

describe('rents of the same seller', () => {
  const series = priceSeries(catalogue, 'rent-on-demand');
  it('stand still at hyperscalers and fall at smaller clouds, as published', () => {
    const of = (hyperscaler: boolean) =>
      middle(series.filter((one) => one.hyperscaler === hyperscaler).map(({ change }) => change));
    expect(of(true)).toBe(0);
    expect(Math.abs(of(false) + 0.1665)).toBeLessThan(0.04); // 44 series of Epoch's file; the catalogue holds those of its chips
  });
  it('are of one seller, chip and region over at least 0.6 years', () => {
    for (const { years } of series) expect(years).toBeGreaterThanOrEqual(0.6);
    expect(series.length).toBeGreaterThan(20);
  });
});

it('refuses two costs and none', () => {
  const said = (value: Record<string, unknown>): string => {
    try {
      ask(value);
    } catch (error) {
      if (error instanceof InputError) return inputSentence(messagesFor('en'), 'en', error.problem);
      throw error;
    }
    throw new Error('was answered');
  };
  expect(said({})).toContain('--cost "80M USD"');
  expect(said({ cost: 1, hours: 1 })).toContain('one is wanted');
});
