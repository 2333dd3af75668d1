import { expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { type Catalogue, mergeCatalogue } from '../facts/index.ts';
import { messagesFor } from '../messages/index.ts';
import { explain } from './explain.ts';
import { readInput } from './scenario/read.ts';

const catalogue = readCatalogue();
const noteOf = (model: string, accelerator: string, by: Catalogue = catalogue): string => {
  const scenario = { train: { model, tokens: '1T' }, on: { accelerator, count: 64 } };
  return explain.run({ catalogue: by }, readInput(explain.input, { scenario, path: 'step_time' })).node.note ?? 'none';
};
const local = {
  id: 'step-factor.h100-sxm.megatron-core',
  name: 'own',
  fact: { value: 1.1, low: 1, high: 1.2, unit: '1', date: '2026-11-24', source: 'overlay:mine', grade: 'measured' },
};

it.each([
  ['llama-3.1-8b', 'h100-sxm', catalogue, /^90 % range: .*\d+ rows of \d+ families/],
  ['mixtral-8x7b', 'mi300x', catalogue, /^90 % range: no row of this kind/],
  ['llama-3.1-8b', 'h100-sxm', mergeCatalogue(catalogue, { constants: [local as never] }), /one more of your own runs/],
])('a step time of %s on %s says what its range is made of', (model, chip, by, says) => {
  const note = noteOf(model, chip, by);
  expect(note).toMatch(says);
  expect(messagesFor('zh-CN').reasons.source(note)).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/);
});
