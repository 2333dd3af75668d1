import { describe, expect, it } from 'vitest';
import { parseQuantity, UnitError } from '../units/index.ts';
import { configSentence, messagesFor, nameOf, quantitySentence, ruleSentence } from './index.ts';

const en = messagesFor('en');
const zh = messagesFor('zh-CN');

describe('sentences follow: what (value) breaks which rule (value); nearest', () => {
  it('of a strategy', () => {
    const problem = { rule: 'tp-heads', values: { tp: 12, heads: 64, nearest: '8, 16' } };
    expect(ruleSentence(en, problem)).toBe('tensor parallel 12 does not divide 64 attention heads; nearest: 8 or 16');
    expect(en.rules['tp-heads']({ tp: 12, heads: 64, nearest: [8, 16] })).toBe(ruleSentence(en, problem));
    expect(zh.rules['tp-heads']({ tp: 12, heads: 64, nearest: [8, 16] })).toBe(
      '张量并行度 12 不能整除 64 个注意力头；最接近的可用值：8 或 16',
    );
  });

  it('of strategies whose nearest value is reckoned here', () => {
    const say = (rule: string, values: Record<string, string | number>) => ruleSentence(en, { rule, values });
    expect(say('count', { name: 'tp', value: 0, minimum: 1, maximum: 1e7 })).toMatch(/nearest: 1$/);
    expect(say('count', { name: 'tp', value: 2.4, minimum: 1, maximum: 1e7 })).toMatch(/nearest: 2$/);
    expect(say('cp-sequence', { cp: 3, sequence: 8192 })).toMatch(/2 × CP = 6 even pieces; nearest: 2 or 4$/);
    expect(say('cp-sequence', { cp: 1e7, sequence: 8191 })).not.toMatch(/nearest/);
    expect(say('dualpipe-batches', { microBatches: 3, pp: 8 })).toMatch(/nearest: 8$/);
    expect(say('dualpipe-batches', { microBatches: 9, pp: 8 })).toMatch(/nearest: 10$/);
    expect(say('pp-layers', { pp: 32, vp: 4, layers: 61 })).toMatch(/128 chunks.*nearest: 15$/);
  });

  it('of a rule nobody has worded yet, or of a name that is on every object', () => {
    expect(ruleSentence(en, { rule: 'new-rule', values: { a: 1, b: 'x' } })).toBe('rule new-rule (a 1, b x)');
    expect(ruleSentence(zh, { rule: 'toString', values: {} })).toBe('规则 toString');
  });

  it('of a quantity', () => {
    const refused = (text: string) => {
      try {
        parseQuantity(text, 's');
      } catch (error) {
        if (error instanceof UnitError) return error;
      }
      throw new Error('was read');
    };
    expect(quantitySentence(en, refused('90'), '--deadline')).toBe(
      '--deadline "90" has no unit; nearest: 90 s, 90 h or 90 d',
    );
    expect(quantitySentence(zh, refused('80 GiB'), '--deadline')).toBe(
      '--deadline「80 GiB」单位类型不符，应为时间（s、min、h、d）；例如：80 s、80 h 或 80 d',
    );
  });

  it('of a config', () => {
    const details = { key: 'num_hidden_layers', value: -3, rule: 'integer 1 .. 1000', nearest: [1] };
    expect(configSentence(en, 'bad-value', details)).toBe(
      'config key "num_hidden_layers" = -3 breaks the rule: integer 1 .. 1000; nearest: 1',
    );
    expect(configSentence(zh, 'bad-value', details)).toBe(
      '配置项 "num_hidden_layers" = -3 不合要求：1 到 1000 之间的整数；最接近的可用值：1',
    );
    expect(configSentence(en, 'bad-value', { key: 'x', value: 'y'.repeat(9999) }).length).toBeLessThan(150);
    expect(configSentence(en, 'not-json', { value: '2:3' })).toMatch(/^the config is not JSON at line 2, column 3;/);
    expect(configSentence(zh, 'not-json', { value: '2:3' })).toMatch(/^配置不是合法的 JSON（第 2 行第 3 列起）；/);
  });
});

describe('verdict', () => {
  const bill = {
    time: '74 days (68–83)',
    gpuHours: '29.1 M GPU-hours',
    cost: '78 M USD',
    energy: '27 GWh',
    carbon: '10.2 kt CO2e',
  };
  it('reads like a sentence in both languages', () => {
    expect(`${en.verdict.fits} ${en.verdict.bill(bill)}`).toBe(
      'Fits. 74 days (68–83), 29.1 M GPU-hours, 78 M USD rented, 27 GWh, 10.2 kt CO2e',
    );
    const chinese = { ...bill, time: '74 天（68–83）', gpuHours: '2910 万 GPU 小时', cost: '5.6 亿元' };
    expect(zh.verdict.bill(chinese)).toBe(
      '74 天（68–83），2910 万 GPU 小时，租金 5.6 亿元，用电 27 GWh，碳排放 10.2 kt CO2e',
    );
    expect(en.verdict.bill({ time: '3 days', gpuHours: '512 GPU-hours' })).toBe('3 days, 512 GPU-hours, cost unknown');
  });
});

it('names of because-nodes fall back to themselves', () => {
  expect(nameOf(en, 'step_time')).toBe('step time');
  expect(nameOf(zh, 'step_time')).toBe('单步时间');
  expect(nameOf(zh, 'some_term')).toBe('some term');
  expect(nameOf(en, 'constructor')).toBe('constructor');
});
