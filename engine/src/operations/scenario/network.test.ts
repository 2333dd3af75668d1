import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { chipsRoofline } from '../chips/roofline.ts';
import { compareTrain } from '../compare-train.ts';
import { modelsParams } from '../models-params.ts';
import { planTrain } from '../plan-train.ts';
import { compareServe } from '../serving/compare-serve.ts';
import { estimateServe } from '../serving/estimate-serve.ts';
import { fitServe } from '../serving/fit-serve.ts';
import { planServe } from '../serving/plan/plan-serve.ts';
import { simulateServe } from '../serving/simulate-serve.ts';
import { readInput } from './read.ts';

const context = { catalogue: withKernels(readCatalogue()) };
const sizes = { hidden_size: 2048, intermediate_size: 8192, num_hidden_layers: 16, num_attention_heads: 32 };
const model = {
  model_type: 'zonk',
  ...sizes,
  num_key_value_heads: 8,
  vocab_size: 32_000,
  max_position_embeddings: 8192,
};

const train = { train: { model, tokens: '1G' }, on: { accelerator: 'h100-sxm', count: 8 } };
const serve = { serve: { model }, on: { accelerator: 'h100-sxm' } };
const traffic = { rate: '1/s', input: 100, output: 10, requests: 50 };
const promised = { ...serve, traffic, slo: { ttft: 'p95 2 s' } };

describe("a config's unknown model_type is told by", () => {
  it.each<[string, { run: unknown; input: unknown }, unknown]>([
    ['plan train', planTrain, train],
    ['compare train', compareTrain, train],
    ['estimate serve', estimateServe, serve],
    ['simulate serve', simulateServe, { ...serve, traffic }],
    ['plan serve', planServe, promised],
    ['compare serve', compareServe, serve],
    ['fit serve', fitServe, serve],
    ['chips roofline', chipsRoofline, { model, on: ['h100-sxm'] }],
    ['models params', modelsParams, { models: [model] }],
  ])('%s, with what it is read as', (_, operation, words) => {
    const run = operation.run as (context: unknown, input: unknown) => { assumed: readonly Assumed[] };
    const { assumed } = run(context, readInput(operation.input as never, words));
    const read = assumed.filter(({ value }) => /^model_type "zonk" unknown: read as llama/.test(String(value)));
    expect(read.map(({ key, source }) => [key, source])).toEqual([['model', 'config']]);
  });
});

describe('models params', () => {
  const inner = { text_config: { ...model, model_type: 'llama' } };
  const tower = {
    hidden_size: 1152,
    num_hidden_layers: 27,
    num_attention_heads: 16,
    patch_size: 14,
    intermediate_size: 4304,
  };
  const asked = (config: object) => modelsParams.run(context, readInput(modelsParams.input, { models: [config] }));
  const towerOf = ({ columns, rows }: ReturnType<typeof asked>) =>
    rows[0]![columns.findIndex(({ key }) => key === 'vision')];

  it('counts a tower apart, and says in Chinese that it was read', () => {
    const [seeing, blind] = [asked({ ...inner, vision_config: tower }), asked(inner)];
    expect(towerOf(seeing)).toBeGreaterThan(27 * (4 * 1152 ** 2 + 2 * 1152 * 4304));
    expect(towerOf(blind)).toBeNull();
    expect(seeing.rows[0]![1]).toBe(blind.rows[0]![1]);
    const chinese = (table: typeof seeing) => messagesFor('zh-CN').config.rule(String(table.assumed![0]!.value));
    expect(chinese(seeing)).toBe('读取 text_config；其视觉编码器（27 层，宽 1152）用于推理，不参与训练');
    expect(chinese(blind)).toBe('读取 text_config；不计视觉与音频编码器');
  });
});
