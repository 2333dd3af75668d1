import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import type { StudyReport } from '../../report/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { readInput } from '../scenario/read.ts';
import { planData } from './plan-data.ts';

const catalogue = readCatalogue();
const ask = (data: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  planData.run({ catalogue }, readInput(planData.input, { data, ...more }));
const figure = ({ figures }: StudyReport, key: string) => figures.find((one) => one.key === key)!.of;
const binds = (report: StudyReport) => (report.verdict[0]!.values.binds as { word: string }).word;

describe('a budget of FLOP', () => {
  it("is Chinchilla's own model at Chinchilla's budget, within the range of each", () => {
    const report = ask({ flop: 5.76e23 });
    for (const [key, value] of [
      ['parameters', 70e9],
      ['tokens', 1.4e12],
    ] as const) {
      expect(figure(report, key).low).toBeLessThan(value);
      expect(figure(report, key).high).toBeGreaterThan(value);
    }
  });
  it('says what binds', () => {
    expect(binds(ask({ flop: 1e24 }))).toBe('computeBinds');
    expect(binds(ask({ flop: 1e24, unique: '30B' }))).toBe('dataBinds');
    expect(binds(ask({ flop: 1e24, most: '8B' }))).toBe('parametersBinds');
  });
  it('with data enough the limited path is the best one; with fewer it is smaller, sees them more often, and loses', () => {
    const enough = ask({ flop: 1e23, unique: '100T' });
    expect(figure(enough, 'limited.loss').value).toBeCloseTo(figure(enough, 'optimum.loss').value, 9);
    const short = ask({ flop: 1e23, unique: '50B' });
    expect(figure(short, 'limited.parameters').value).toBeLessThan(figure(short, 'optimum.parameters').value);
    expect(figure(short, 'limited.epochs').value).toBeGreaterThan(4);
    expect(figure(short, 'limited.loss').value).toBeGreaterThan(figure(enough, 'limited.loss').value);
  });
  it('the more it is used the smaller it is, at the same loss and never dearer', () => {
    const flop = fc.double({ min: 20, max: 26, noNaN: true }).map((e) => 10 ** e);
    const served = fc.double({ min: 10, max: 15, noNaN: true }).map((e) => 10 ** e);
    fc.assert(
      fc.property(flop, served, (budget, tokens) => {
        const report = ask({ flop: budget, served: tokens });
        expect(figure(report, 'lifetime.parameters').value).toBeLessThanOrEqual(
          figure(report, 'optimum.parameters').value * 1.0001,
        );
        expect(figure(report, 'lifetime.loss').value).toBeCloseTo(figure(report, 'optimum.loss').value, 9);
        expect(figure(report, 'lifetime.flop').value).toBeLessThanOrEqual(
          figure(report, 'optimum.flop').value * 1.000001,
        );
      }),
      { numRuns: 50 },
    );
  });
  it('a filter pays above the worth that it names, and not below', () => {
    const report = ask({ flop: 1e24, unique: '1T', kept: 0.3, quality: 1 });
    const title = report.blocks.find((block) => block.title.key === 'filterTitle')!.title;
    const { value } = title.values.quality as { value: number };
    const marked = (quality: number) => {
      const block = ask({ flop: 1e24, unique: '1T', kept: 0.3, quality }).blocks.at(-1)!;
      return block.kind === 'table' ? block.marked : [];
    };
    expect(value).toBeGreaterThan(1);
    expect(marked(value * 1.02)).toEqual([1]);
    expect(marked(value * 0.98)).toEqual([0]);
  });
  it('tunes where an open model has cost more than the budget', () => {
    const sentences = (flop: number) =>
      ask({ flop, base: 'llama-3.1-70b', base_tokens: '15T', tune: '1B' }).sections[0]!.lines.map(({ key }) => key);
    expect(sentences(1e22)).toContain('tuneWins');
    expect(sentences(1e26)).toContain('tuneLoses');
  });
});

describe('a budget of hours or money', () => {
  it("goes through the plan's MFU and the rent", () => {
    const report = ask({ hours: 10_000 }, { on: { accelerator: 'h100-sxm', count: 64 } });
    const told = report.told.find(({ key }) => key === 'fromHours')!;
    const mfu = told.values.mfu as { value: number; low: number };
    expect(figure(report, 'flop').value / (10_000 * 3600 * 989.4e12 * mfu.value)).toBeCloseTo(1, 6);
    expect(mfu.low).toBeLessThan(mfu.value);
    const paid = ask({ budget: '20k USD', mfu: 0.4 }, { economics: { price: '2 USD/h' } });
    expect(figure(paid, 'flop').value / (10_000 * 3600 * 989.4e12 * 0.4)).toBeCloseTo(1, 6);
  });
  it('refuses two budgets, none, and a tuned model of unknown training', () => {
    const said = (data: Record<string, unknown>): string => {
      try {
        ask(data);
      } catch (error) {
        if (error instanceof InputError) return inputSentence(messagesFor('en'), 'en', error.problem);
        throw error;
      }
      throw new Error('was answered');
    };
    expect(said({})).toContain('--flop 1e24');
    expect(said({ flop: 1e24, hours: 10 })).toContain('one is wanted');
    expect(said({ flop: 1e24, base: 'llama-3.1-8b' })).toContain('--base-tokens 15T');
  });
});
