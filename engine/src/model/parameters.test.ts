import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ModelEntry } from '../facts/index.ts';
import { makeGpt, parametersOf, readArchitecture } from './index.ts';
import { comparePublished } from './published.ts';

const FOLDER = new URL('../../../catalogue/models/', import.meta.url);
const MODELS = readdirSync(FOLDER).map((file) => parse(readFileSync(new URL(file, FOLDER), 'utf8')) as ModelEntry);
const counts = (model: ModelEntry) => parametersOf(readArchitecture(model.config, model.id, model.name));

/** Published totals that the published sizes do not add up to, with ours / published - 1 and why. */
const MISSES: Readonly<Record<string, { share: number; why: string }>> = {
  'falcon-40b': { share: 0.033, why: 'the name; the paper’s sizes give 41.3 billion' },
  'falcon-180b': { share: -0.0054, why: 'the checkpoint stores the tied head a second time' },
  'grok-1': { share: 0.0054, why: 'the repository’s sizes give 315.7; 314.9 without the embedding' },
  'llama-65b': { share: 0.0013, why: '65.29 printed as 65.2: cut off, not rounded' },
  'nemotron-3-8b': { share: 0.068, why: 'the name; 8.5 with the 256,000-token vocabulary' },
  'nemotron-3-22b': { share: -0.033, why: 'the name; the recipe’s sizes give 21.3' },
  'nemotron-3-super': { share: 0.0056, why: '120.7 printed as 120: cut off, not rounded' },
  'qwen3.5-397b-a17b': { share: -0.0016, why: 'the name counts the vision tower, which is left out here' },
  'nemotron-4-15b': {
    share: -0.0045,
    why: 'the report counts a padded vocabulary: 3.2 billion embedding parameters against our 3.15',
  },
};

/** Published active counts that no convention of `parametersOf` gives. */
const ACTIVE_MISSES: Readonly<Record<string, string>> = {
  'qwen3-30b-a3b': '3.35 printed as 3.3: cut off, not rounded',
  'deepseek-v2-lite': '2.45 without the embedding, 2.24 without the head too; the report says 2.4',
};

describe('bundled models against what their publishers say', () => {
  it('bundles at least 40 models, each with a published total', () => {
    expect(MODELS.length).toBeGreaterThanOrEqual(40);
    for (const model of MODELS) expect(model.parameters?.value, model.id).toBeGreaterThan(1e8);
  });

  it.each(MODELS.map((m) => [m.id, m] as const))('%s: total', (id, model) => {
    const compared = comparePublished(counts(model).total, model.parameters!.value);
    const miss = MISSES[id];
    if (miss === undefined) expect(compared).toMatchObject({ agrees: true });
    else {
      // A listed miss that has come to agree is a stale excuse.
      expect(compared.agrees, miss.why).toBe(false);
      expect(compared.difference).toBeCloseTo(miss.share, 3);
    }
  });

  it('agrees with at least 45 exact totals to 0.1 %, most of them to the last parameter', () => {
    const exact = MODELS.map((m) => comparePublished(counts(m).total, m.parameters!.value)).filter(
      (c) => !c.rounded && c.agrees,
    );
    expect(exact.length).toBeGreaterThanOrEqual(45);
    expect(exact.filter((c) => c.ours === c.published).length).toBeGreaterThanOrEqual(35);
  });

  it('explains the second head of Falcon 180B exactly', () => {
    const model = MODELS.find((m) => m.id === 'falcon-180b')!;
    expect(model.parameters!.value - counts(model).total).toBe(65_024 * 14_848);
  });

  it.each(MODELS.filter((m) => m.activeParameters).map((m) => [m.id, m] as const))('%s: active', (id, model) => {
    const ours = counts(model);
    const readings = [ours.active, ours.activeWithoutEmbedding, ours.activeWithoutEmbedding - ours.head];
    const agrees = readings.some((count) => comparePublished(count, model.activeParameters!.value).agrees);
    expect(agrees, ACTIVE_MISSES[id]).toBe(ACTIVE_MISSES[id] === undefined);
  });
});

describe('Megatron sizes (Narayanan 2021, table 1): layers, hidden, heads, printed billions', () => {
  it.each([
    [24, 2304, 24, 1.7],
    [30, 3072, 32, 3.6],
    [36, 4096, 32, 7.5],
    [40, 6144, 48, 18.4],
    [48, 8192, 64, 39.1],
    [60, 10240, 80, 76.1],
    [80, 12288, 96, 145.6],
    [96, 16384, 128, 310.1],
    [105, 20480, 128, 529.6],
    [128, 25600, 160, 1008.0],
  ])('%i layers of %i', (layers, hidden, heads, billions) => {
    const total = parametersOf(makeGpt({ layers, hidden, heads, vocab: 51_200, sequence: 2048 })).total;
    expect(Math.abs(total / 1e9 - billions)).toBeLessThanOrEqual(0.051);
  });
});

describe('the MTP convention', () => {
  it('keeps the prediction module out of DeepSeek-V3’s 671 billion', () => {
    const ours = counts(MODELS.find((m) => m.id === 'deepseek-v3')!);
    expect(ours.total).toBe(671_026_419_200);
    // arXiv 2412.19437: the main model is 671B; the uploaded checkpoint adds a module of one expert layer.
    expect(ours.mtp / 1e9).toBeCloseTo(11.6, 1);
  });

  it('adds up to the checkpoint that does store it: Qwen3-Next, 81,324,862,720', () => {
    const model = MODELS.find((m) => m.id === 'qwen3-next-80b-a3b')!;
    const ours = counts({ ...model, config: { ...model.config, mtp_num_hidden_layers: 1 } });
    expect(ours.total).toBe(79_674_391_296);
    expect(ours.total + ours.mtp).toBe(81_324_862_720);
  });

  it('adds up to the checkpoint that does store it: Nemotron 3 Super, 123,611,012,096', () => {
    const ours = counts(MODELS.find((m) => m.id === 'nemotron-3-super')!);
    expect((ours.total + ours.mtp) / 123_611_012_096 - 1).toBeLessThan(1e-4);
  });
});
