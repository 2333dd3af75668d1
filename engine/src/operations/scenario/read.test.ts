import { describe, expect, it } from 'vitest';
import { InputError, type InputProblem } from '../input-error.ts';
import { fieldsOf } from './fields.ts';
import { readInput } from './read.ts';
import { scenarioSchema } from './schema.ts';
import { serveScenarioSchema } from './serve-schema.ts';

const base = { train: { model: 'gpt2' }, on: { accelerator: 'h100-sxm' } };
const read = (data: unknown) => readInput(scenarioSchema, data);
function refused(data: unknown): InputProblem {
  try {
    read(data);
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
  throw new Error('was read');
}

describe('a scenario', () => {
  it('is read into base units', () => {
    const scenario = read({
      ridgepoint: 1,
      train: { model: 'gpt2', tokens: '15.6T', sequence: 8192, batch_tokens: '4M', master_weights: true },
      on: { accelerator: 'h100-sxm', count: '16,384', memory: '80 GiB', network: '400 Gb/s' },
      limits: { deadline: '90 d', memory_headroom: '5 %' },
      reliability: { restart: '10 min' },
    });
    expect(scenario.train.tokens).toBe(15.6e12);
    expect(scenario.on).toMatchObject({ count: 16_384, memory: 80 * 2 ** 30, network: 50e9 });
    expect(scenario.limits).toEqual({ deadline: 90 * 86_400, memory_headroom: 0.05 });
    expect(scenario.reliability?.restart).toBe(600);
  });

  it('takes one value, a list, or a text with commas where a search may choose', () => {
    const words = (tp: unknown) => read({ ...base, strategy: { tp } }).strategy?.tp;
    expect(words(8)).toEqual([8]);
    expect(words('8')).toEqual([8]);
    expect(words([4, 8])).toEqual([4, 8]);
    expect(words('4, 8')).toEqual([4, 8]);
    expect(read({ ...base, strategy: { zero: '0,1', recompute: 'none' } }).strategy).toEqual({
      zero: [0, 1],
      recompute: ['none'],
    });
  });

  it('names the first thing wrong, with its path and what would work', () => {
    expect(refused({ ...base, train: { model: 'gpt2', tokens: '15 GiB' } })).toMatchObject({
      code: 'quantity-unit-other',
      path: 'train.tokens',
      value: '15 GiB',
    });
    expect(refused({ ...base, on: { accelerator: 'x', count: 7.5 } })).toMatchObject({
      code: 'not-whole',
      nearest: ['7', '8'],
    });
    expect(refused({ ...base, on: { accelerator: 'x', count: 1e30 } })).toMatchObject({
      code: 'too-large',
      values: { max: 10_000_000 },
    });
    expect(refused({ ...base, strategy: { tp: [8, 0] } })).toMatchObject({ code: 'too-small', path: 'strategy.tp.1' });
    expect(refused({ ...base, strategy: { schedule: 'zerobubble' } })).toMatchObject({
      code: 'not-a-choice',
      nearest: ['zero-bubble'],
    });
    expect(refused({ ...base, train: { modle: 'gpt2' } })).toMatchObject({
      code: 'unknown-key',
      path: 'train.modle',
      nearest: ['model'],
    });
    expect(refused({ train: { model: 'gpt2' } })).toMatchObject({ code: 'missing', path: 'on' });
    expect(refused({ ...base, train: { tokens: 'abc' } })).toMatchObject({ path: 'train.tokens', value: 'abc' });
    expect(refused({ ...base, train: { model: 'gpt2', tokens: -5 } })).toMatchObject({ code: 'too-small' });
    expect(refused({ ...base, limits: { memory_headroom: '120 %' } }).code).toBe('too-large');
    expect(refused({ ...base, train: { model: 7 } })).toMatchObject({ code: 'wrong-type', path: 'train.model' });
    expect(refused(JSON.parse('{"__proto__": {}}'))).toMatchObject({ code: 'forbidden-key', value: '__proto__' });
  });

  it('keeps what is quoted short and free of control characters', () => {
    const { value } = refused({ ...base, train: { model: 'gpt2', tokens: `\u001b[31m${'9'.repeat(500)}x` } });
    expect(value.length).toBeLessThanOrEqual(60);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(value).not.toMatch(/[\u0000-\u001f]/);
  });

  it('has a flag for every field but the layout, each flag once', () => {
    const flags = fieldsOf(scenarioSchema).flatMap(({ flag, alias }) => [flag, alias].filter((f) => f !== undefined));
    expect(new Set(flags).size).toBe(flags.length);
    expect(fieldsOf(scenarioSchema).filter((f) => f.flag === undefined)).toEqual([]);
  });
});

describe('a question about serving', () => {
  const refusedServe = (serve: object): InputProblem => {
    try {
      readInput(serveScenarioSchema, { serve: { model: 'gpt2', ...serve }, on: { accelerator: 'h100-sxm' } });
    } catch (error) {
      if (error instanceof InputError) return error.problem;
      throw error;
    }
    throw new Error('was read');
  };

  it('shows what is needed with a value', () => {
    const needed: [object, string][] = [
      [{ pictures: { width: 800 } }, '--pictures 1'],
      [{ lora: { rank: 8 } }, '--lora-adapters 1'],
      [{ speculation: { acceptance: 0.5 } }, '--speculative-tokens 1'],
      [{ scale: { start: '10 s' } }, '--scale-least 1'],
    ];
    for (const [serve, flag] of needed)
      expect(refusedServe(serve)).toMatchObject({ code: 'missing', values: { flag } });
  });

  it('takes 100 % as what is nearest to more of a share', () => {
    expect(refusedServe({ speculation: { tokens: 1, acceptance: '120%' } })).toMatchObject({
      code: 'share-or-percent',
      nearest: ['"100 %"'],
    });
    expect(refusedServe({ speculation: { tokens: 1, acceptance: 70 } }).nearest).toEqual(['"70 %"']);
  });
});
