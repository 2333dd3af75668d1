import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../../tests/cpu-milliseconds.ts';
import { ConfigError, type ConfigErrorCode, parseConfigText, readArchitecture } from './index.ts';

const LLAMA = {
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14_336,
  vocab_size: 32_000,
};
const text = (changes: Record<string, unknown>) => JSON.stringify({ ...LLAMA, ...changes });

function refusal(of: string): ConfigError {
  try {
    parseConfigText(of);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
const code = (of: string): ConfigErrorCode => refusal(of).code;

describe('the text is checked before it is understood', () => {
  it('refuses more than 1 MiB, counted in UTF-8', () => {
    expect(code(`{"a":"${'x'.repeat(1_048_577)}"}`)).toBe('too-large');
    expect(code(`{"a":"${'漢'.repeat(400_000)}"}`)).toBe('too-large');
  });

  it('refuses deep nesting without parsing it, brackets in strings do not count', () => {
    expect(cpuMilliseconds(() => expect(code('['.repeat(500_000))).toBe('too-deep'), 100)).toBeLessThan(100);
    expect(parseConfigText(text({ note: '[{'.repeat(1000) })).hidden).toBe(4096);
  });

  it('refuses what is no JSON object', () => {
    expect(code('')).toBe('not-json');
    expect(code('{"a":')).toBe('not-json');
    expect(() => parseConfigText('{\n  "a": 1\n  "b": 2\n}')).toThrow('3:3');
    for (const other of ['[]', '1', 'null', '"x"']) expect(code(other)).toBe('not-object');
  });

  it('refuses keys that reach a prototype, escaped and nested too', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
      expect(code(`{"a":[{"${key}":1}]}`)).toBe('forbidden-key');
    }
  });

  it('reads Python’s Infinity and NaN as null, not inside strings', () => {
    const arch = parseConfigText(
      `{"time_step_limit":[0.0,Infinity],"x":-Infinity,"y":NaN,"z":"Infinity \\" NaN",${text({}).slice(1)}`,
    );
    expect(arch.blocks).toHaveLength(1);
  });
});

describe('refusals say key, value, rule and the nearest that works', () => {
  it('missing key', () => {
    expect(refusal(text({ hidden_size: null }))).toMatchObject({
      code: 'missing-key',
      details: { key: 'hidden_size' },
    });
  });

  it('bad values', () => {
    expect(refusal(text({ vocab_size: 0.5 }))).toMatchObject({
      code: 'bad-value',
      details: { key: 'vocab_size', value: 0.5, nearest: [1] },
    });
    expect(refusal(text({ num_hidden_layers: 10_001 })).details.nearest).toEqual([10_000]);
    expect(refusal(text({ hidden_size: 2e9 })).details.nearest).toEqual([1e9]);
    expect(code(text({ hidden_size: '4096' }))).toBe('bad-value');
    expect(code(text({ tie_word_embeddings: 'no' }))).toBe('bad-value');
  });

  it('heads that do not divide', () => {
    expect(refusal(text({ num_key_value_heads: 12 }))).toMatchObject({
      code: 'mismatch',
      details: { key: 'num_key_value_heads', value: 12, nearest: [8, 16] },
    });
    expect(refusal(text({ num_attention_heads: 33, num_key_value_heads: 33 }))).toMatchObject({
      details: { nearest: [32, 64] },
    });
    expect(
      parseConfigText(text({ num_attention_heads: 33, num_key_value_heads: 33, head_dim: 128 })).blocks[0]?.mixer,
    ).toMatchObject({ headDim: 128 });
  });

  it('more experts visited than there are', () => {
    const moe = { model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 9 };
    expect(refusal(text(moe))).toMatchObject({
      code: 'mismatch',
      details: { key: 'num_experts_per_tok', value: 9, nearest: [8] },
    });
  });

  it('layer types of the wrong length or kind', () => {
    expect(code(text({ layer_types: ['full_attention'] }))).toBe('mismatch');
    expect(code(text({ layer_types: Array(32).fill('linear_attention') }))).toBe('unsupported');
  });

  it('an unknown type: nearest names when the keys do not help, Llama’s reading when they do', () => {
    expect(refusal('{"model_type":"lama"}')).toMatchObject({
      code: 'unknown-type',
      details: { value: 'lama', nearest: expect.arrayContaining(['llama']) },
    });
    const arch = readArchitecture({ ...LLAMA, model_type: 'brand_new' }, 'm', 'm');
    expect(arch.blocks[0]).toMatchObject({ name: 'attention+dense', norms: 2 });
    expect(arch.assumed.join()).toContain('"brand_new" unknown: read as llama');
  });

  it('has a message a log can use', () => {
    expect(refusal(text({ num_key_value_heads: 12 })).message).toBe(
      'mismatch: num_key_value_heads = 12; rule: divides the attention heads (32); nearest: 8 or 16',
    );
  });
});
