import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../catalogue/src/index.ts';
import type { Because } from '../because/index.ts';
import { OPERATIONS, type Operation, readInput } from '../operations.ts';
import { sourceWords } from '../wording/index.ts';
import { messagesFor, nameOf } from './index.ts';

const catalogue = withKernels(readCatalogue());
const zh = { locale: 'zh-CN', messages: messagesFor('zh-CN') } as const;

/** Two English words beside each other that are neither a name nor in an address, a path or a title. */
const RUN = /(?<![\w./"-])[a-z]{2,} +[a-z]{2,}(?![\w./-])/;
const TITLES = /Why systolic architectures\?|Computing's energy problem|"[^"]*"|et al\.|https?:\S+/g;
const english = (text: string): boolean => RUN.test(text.replace(TITLES, ''));

const train = { train: { model: 'llama-3.1-8b', tokens: '1T' }, on: { accelerator: 'h100-sxm', count: 64 } };
const moe = { train: { model: 'qwen3-30b-a3b' }, on: { accelerator: 'b200-sxm', count: 64 } };
const serve = { serve: { model: 'llama-3.1-70b', weights: 'fp8' }, on: { accelerator: 'h100-sxm', count: 8 } };
const wide = { serve: { model: 'deepseek-v3', weights: 'fp8' }, on: { accelerator: 'h200-sxm', count: 8 } };
const small = { serve: { model: 'llama-3.1-8b', weights: 'q4_k_m' }, on: { accelerator: 'rtx4090', count: 1 } };

describe('what an answer gives as its reasons is said in Chinese', () => {
  it.each<[string, unknown]>([
    ['plan-train', train],
    ['plan-train', moe],
    ['plan-train', { ...train, on: { accelerator: 'tpu-v5p', count: 64 } }],
    ['estimate-serve', serve],
    ['estimate-serve', wide],
    ['estimate-serve', small],
    ['compare-own', { on: { accelerator: 'h200-sxm', count: 64 } }],
    ['compare-own', { on: { accelerator: 'h200-sxm', count: 64 }, own: { place: 'shanghai' } }],
    ['compare-own', { on: { accelerator: 'h20', count: 64 }, own: { place: 'china' } }],
    ['chips-roofline', {}],
    ['estimate-carbon', { carbon: { hours: '30.84M' }, on: { accelerator: 'h100-sxm', count: 16_384 } }],
    ['estimate-chip', { on: { accelerator: 'h100-sxm' } }],
    ['estimate-value', { value: { cost: '80M USD' } }],
    ['plan-data', { data: { flop: '1e24' } }],
  ])('%s, %j', (name, words) => {
    const operation = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
    const answer = operation.run({ catalogue }, readInput(operation.input, words)) as { because: Because };
    const left = new Set<string>();
    let seen = 0;
    const walk = (node: Because): void => {
      seen++;
      const { name: key, kind, formula, source = '', inputs = [] } = node;
      if (formula && source !== 'sum' && english(zh.messages.reasons.formula(formula))) left.add(formula);
      // What a fact cites is a name, and so is who sells.
      if (kind !== 'fact')
        for (const said of [sourceWords(source, zh), nameOf(zh.messages, key)]) if (english(said)) left.add(said);
      if (node.note !== undefined && english(zh.messages.reasons.source(node.note))) left.add(node.note);
      for (const inner of inputs) walk(inner);
    };
    walk(answer.because);
    expect(seen).toBeGreaterThan(3);
    expect([...left]).toEqual([]);
  });

  it('leaves names, symbols and addresses as they are', () => {
    const { formula, source } = zh.messages.reasons;
    expect(formula('P/1000 · PUE · e · (u + (1 − u) · i)')).toBe('P/1000 · PUE · e · (u + (1 − u) · i)');
    expect(source('https://example.org/sum-of-definition')).toBe('https://example.org/sum-of-definition');
    expect(messagesFor('en').reasons.formula('step / tokens')).toBe('step / tokens');
  });
});
