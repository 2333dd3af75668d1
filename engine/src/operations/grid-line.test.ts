import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../catalogue/src/index.ts';
import { messagesFor } from '../messages/index.ts';
import type { Assumed } from '../report/index.ts';
import { assumedLine } from '../wording/index.ts';
import { compareTrain } from './compare-train.ts';
import { estimateCarbon } from './economics/estimate-carbon.ts';
import { planTrain } from './plan-train.ts';
import { readInput } from './scenario/read.ts';
import { compareServe } from './serving/compare-serve.ts';
import { estimateServe } from './serving/estimate-serve.ts';

const catalogue = withKernels(readCatalogue());
const context = { catalogue, today: '2026-11-29' };
const serve = {
  serve: { model: 'llama-3.1-8b' },
  on: { accelerator: 'h100-sxm' },
  traffic: { input: 500, output: 200 },
};
const train = { train: { model: 'llama-3.1-8b', tokens: '10B' }, on: { accelerator: 'h100-sxm', count: 64 } };
const ASKED: Readonly<Record<string, (economics: object) => { readonly assumed: readonly Assumed[] }>> = {
  'estimate serve': (economics) => estimateServe.run(context, readInput(estimateServe.input, { ...serve, economics })),
  'compare serve': (economics) => compareServe.run(context, readInput(compareServe.input, { ...serve, economics })),
  'plan train': (economics) => planTrain.run(context, readInput(planTrain.input, { ...train, economics })),
  'compare train': (economics) => compareTrain.run(context, readInput(compareTrain.input, { ...train, economics })),
  'estimate carbon': (economics) =>
    estimateCarbon.run(
      context,
      readInput(estimateCarbon.input, { carbon: { hours: 1000 }, on: { accelerator: 'h100-sxm' }, economics }),
    ),
};

describe.each(Object.entries(ASKED))('%s', (_, ask) => {
  const grid = (economics: object) =>
    ask(economics).assumed.find(({ key }) => key === 'grid' || key === 'national_grid');

  it('says which grid it reckons with and how old its figure is, also where one is named', () => {
    expect(grid({})).toMatchObject({ key: 'grid', value: 'USA', usual: true, date: '2023' });
    const named = grid({ grid: '中国' });
    expect(named).toMatchObject({ key: 'grid', value: 'CHN', date: '2023' });
    expect(named).not.toHaveProperty('usual');
    expect(grid({ grid: 'shanghai' })).toMatchObject({ key: 'national_grid', value: 'CHN', of: 'shanghai' });
  });
});

describe('the usual grid in words', () => {
  const line: Assumed = { key: 'grid', value: 'USA', source: 'codecarbon-grid, 2023', usual: true };
  const say = (locale: 'en' | 'zh-CN', currency: 'USD' | 'CNY' | 'JPY', of: Assumed = line) =>
    assumedLine(of, { currency, perUsd: 7 }, { locale, messages: messagesFor(locale) });

  it('hints at the grid of where the currency or the language is at home, and changes no number', () => {
    expect(say('en', 'USD')).toBe('grid USA [codecarbon-grid, 2023]');
    expect(say('en', 'CNY')).toBe('grid USA (in China: CHN) [codecarbon-grid, 2023]');
    expect(say('en', 'JPY')).toContain('(in Japan: JPN)');
    expect(say('zh-CN', 'USD')).toBe('电网 USA（国内用 CHN） [codecarbon-grid, 2023]');
    expect(say('zh-CN', 'CNY', { ...line, value: 'CHN', usual: undefined })).toBe('电网 CHN [codecarbon-grid, 2023]');
  });
});
