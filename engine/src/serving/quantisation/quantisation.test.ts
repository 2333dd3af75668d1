import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { parametersOf, readArchitecture } from '../../model/index.ts';
import { formatFor, formatOn, UnknownFormat, WEIGHT_FORMATS, weightBytes } from './index.ts';

const catalogue = readCatalogue();
const chip = (id: string) => catalogue.chips.find((c) => c.id === id)!;
const model = (id: string) => {
  const m = catalogue.models.find((one) => one.id === id)!;
  return readArchitecture(m.config, m.id, m.name);
};
const whole = { tp: 1, pp: 1, dp: 1, ep: 1 } as const;

describe('names of formats', () => {
  it.each([
    ['AWQ', 'int4-weights'],
    ['fp8 e4m3', 'fp8'],
    ['NVFP4', 'nvfp4'],
    ['bfloat16', 'bf16'],
    ['Q4_K_M', 'gguf-q4-k-m'],
    ['W8A8', 'int8'],
  ])('%s is %s', (name, id) => expect(formatFor(name).id).toBe(id));

  it('refuses others and names the nearest', () => {
    expect(() => formatFor('nvfp5')).toThrow(UnknownFormat);
    try {
      formatFor('nvfp5');
    } catch (error) {
      expect((error as UnknownFormat).nearest).toContain('nvfp4');
    }
  });

  it('have distinct ids and spellings, bits and a source', () => {
    const spellings = WEIGHT_FORMATS.flatMap(({ id, names }) => [id, ...names].map((n) => n.toLowerCase()));
    expect(new Set(spellings).size).toBe(spellings.length);
    for (const { bits, source } of WEIGHT_FORMATS) {
      expect(bits).toBeGreaterThan(1);
      expect(bits).toBeLessThanOrEqual(32);
      expect(source.length).toBeGreaterThan(3);
    }
  });
});

describe('what a chip runs', () => {
  it('keeps a format that it multiplies in, and widens others in the product', () => {
    expect(formatOn(chip('h100-sxm'), formatFor('fp8')).id).toBe('fp8');
    expect(formatOn(chip('a100-80-sxm'), formatFor('fp8')).id).toBe('fp8-weights');
    expect(formatOn(chip('h100-sxm'), formatFor('nvfp4')).id).toBe('nvfp4-weights');
    expect(formatOn(chip('b200-sxm'), formatFor('nvfp4')).id).toBe('nvfp4');
  });
});

describe('bytes of weights', () => {
  it.each(['llama-3.1-8b', 'llama-3.1-70b', 'mixtral-8x7b', 'deepseek-v3', 'gemma-3-27b', 'qwen3-next-80b-a3b'])(
    '%s in 16 bit: two bytes a parameter on one rank',
    (id) => {
      const { total } = weightBytes(model(id), { ...whole, weights: formatFor('bf16') });
      const all = parametersOf(model(id)).total + (model(id).vision?.parameters ?? 0);
      expect(total / (2 * all)).toBeCloseTo(1, 2);
    },
  );

  it('Llama 8B at Q4_K_M is the published file, 4.92 GB, within 3 %', () => {
    const { total } = weightBytes(model('llama-3.1-8b'), { ...whole, weights: formatFor('q4_k_m') });
    expect(Math.abs(total / 4.92e9 - 1)).toBeLessThan(0.03);
  });

  it('halves with tensor parallelism, but never below it: some matrices are on every rank', () => {
    for (const id of ['llama-3.1-70b', 'deepseek-v3', 'qwen3-next-80b-a3b']) {
      let before = weightBytes(model(id), { ...whole, weights: formatFor('bf16') }).total;
      for (const tp of [2, 4, 8, 16]) {
        const now = weightBytes(model(id), { ...whole, tp, weights: formatFor('bf16') }).total;
        expect(now).toBeLessThan(before);
        expect(now).toBeGreaterThanOrEqual(before / 2 - 1);
        before = now;
      }
    }
  });

  it('parts add up', () => {
    const w = weightBytes(model('deepseek-v3'), { ...whole, tp: 8, pp: 2, weights: formatFor('fp8-block') });
    const { total, embedding, head, attention, mlp, experts, rest, mtp } = w;
    expect(embedding + head + attention + mlp + experts + rest + mtp).toBeCloseTo(total, 3);
  });
});
