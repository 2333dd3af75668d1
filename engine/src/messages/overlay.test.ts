import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CatalogueProblem, readCatalogue, readOverlay } from '../../../catalogue/src/index.ts';
import { messagesFor } from './index.ts';

const catalogue = readCatalogue();
const text = readFileSync(new URL('../../../examples/overlay/my-chip.yaml', import.meta.url), 'utf8');
const said = (locale: 'en' | 'zh-CN', yaml: string): string => {
  try {
    readOverlay(yaml, 'my.yaml', catalogue);
  } catch (error) {
    if (!(error instanceof CatalogueProblem)) throw error;
    return messagesFor(locale).face.errors.overlay({ path: 'my.yaml', where: error.path, rule: error.reason });
  }
  throw new Error('nothing was refused');
};

describe('what is wrong with an overlay is said in Chinese', () => {
  it.each<[string, string | RegExp, string]>([
    ['an unknown key', 'vendor:', 'vender:'],
    ['a key near to none', 'vendor:', 'qqqqqqqqqqqq: 1\n    vendor:'],
    ['a unit', '96 GiB', '96 W'],
    ['another order', '96 GiB', '64 TB'],
    ['no date', 'defaults: { date: 2026-11-01 }', ''],
    ['a negative peak', '500 TFLOP/s', '-500 TFLOP/s'],
    ['a range', '500 TFLOP/s', '{ is: 500 TFLOP/s, low: 600 }'],
    ['a grade', '500 TFLOP/s', '{ is: 500 TFLOP/s, grade: memory }'],
    ['a source', '500 TFLOP/s', '{ is: 500 TFLOP/s, source: nowhere }'],
    ['a sparse peak', 'sparsity: dense', 'sparsity: sparse'],
    ['no sparsity', 'sparsity: dense, ', ''],
    ['no direction', ', direction: one-way }\n    peak', ' }\n    peak'],
    ['a type', 'launch: 2026', 'launch: [1]'],
    ['a choice', 'kind: npu', 'kind: toaster'],
    ['a missing key', 'vendor: Us', ''],
    ['an id', 'id: my-npu', 'id: My NPU'],
    ['a date', 'launch: 2026', 'launch: 2026-13'],
    ['a count', 'domain: 16, topology: switch }\n    tdp', 'domain: 0, topology: switch }\n    tdp'],
    ['an alias', 'launch: 2026', 'launch: &l 2026\n    note: *l'],
    ['YAML', 'launch: 2026', 'launch: [2026'],
    ['a key twice', 'launch: 2026', 'launch: 2026\n    launch: 2027'],
  ])('%s', (_, from, to) => {
    const yaml = text.replace(from, to);
    expect(yaml).not.toBe(text);
    const [english, chinese] = [said('en', yaml), said('zh-CN', yaml)];
    const rule = chinese.slice(chinese.indexOf('：') + 1);
    expect(rule).toMatch(/\p{Script=Han}/u);
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(chinese).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/);
  });
});
