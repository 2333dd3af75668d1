import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import type { Chip } from '../../facts/index.ts';
import { makeGpt } from '../../model/index.ts';
import { PRESETS } from '../../training/presets.ts';
import { defaultBatch, defaultPrecision, defaultPreset, defaultSequence, defaultTokens } from './defaults.ts';
import { settle } from './setting.ts';

const catalogue = readCatalogue();

const chip = (peak: object, rest: object = {}) =>
  ({ peak, kind: 'gpu', architecture: 'x', ...rest }) as unknown as Chip;

describe('what is assumed when nobody says', () => {
  it('follows published runs', () => {
    expect(defaultTokens(7e9).value).toBe(140e9);
    expect(defaultBatch(124e6, 1024).value).toBe(512); // GPT-3 small: 0.5 M tokens
    expect(defaultBatch(70e9, 4096).value).toBe(1024); // Llama 2: 4 M tokens
    expect(defaultBatch(405e9, 8192).value).toBe(2048); // Llama 3.1: 16 M tokens
    expect(defaultBatch(1e9, 2 ** 24).value).toBe(1);
  });

  it("takes the config's context where it is short", () => {
    const gpt = makeGpt({
      id: 'g',
      name: 'g',
      hidden: 768,
      layers: 12,
      heads: 12,
      vocab: 50257,
      positions: 1024,
    } as never);
    expect(defaultSequence({ ...gpt, maxPositions: 1024 }).value).toBe(1024);
    expect(defaultSequence({ ...gpt, maxPositions: 131_072 }).value).toBe(8192);
    expect(defaultSequence({ ...gpt, maxPositions: 0 }).value).toBe(8192);
  });

  it('is what was published of the model itself, and says whose software that was', () => {
    const settled = (train: object, preset?: string) =>
      settle(catalogue, {
        train: { model: 'deepseek-v3', ...train, preset },
        on: { accelerator: 'h800-sxm' },
      } as never);
    const { problem, assumed } = settled({});
    expect([problem.sequence, problem.globalBatch]).toEqual([4096, 15_360]);
    const sourceOf = (wanted: string) => assumed.find(({ key }) => key === wanted)!.source;
    expect([sourceOf('sequence'), sourceOf('batch')]).toEqual(Array(2).fill(expect.stringContaining('2412.19437')));
    expect(assumed).toContainEqual({ key: 'preset_then', value: 'dualpipe', source: '--preset dualpipe' });
    expect(settled({}, 'dualpipe').assumed.map(({ key }) => key)).not.toContain('preset_then');
    // A longer sequence keeps the tokens of a step.
    expect(settled({ sequence: 8192 }).problem.globalBatch).toBe(7680);
    expect(settled({ batch: 7 }).problem.globalBatch).toBe(7);
  });

  it('names presets that are', () => {
    const named = catalogue.models.flatMap(({ training }) => training?.preset ?? []);
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(PRESETS.map((preset) => preset.id)).toContain(id);
  });

  it('takes a format that the chip has and software that runs on it', () => {
    const fact = {};
    expect(defaultPrecision(chip({ bf16: fact, fp16: fact })).value).toBe('bf16');
    expect(defaultPrecision(chip({ fp16: fact, fp32: fact })).value).toBe('fp16');
    expect(defaultPrecision(chip({ fp32: fact })).value).toBe('fp32');
    expect(defaultPreset(chip({}, { kind: 'tpu' })).value).toBe('xla-fsdp');
    expect(defaultPreset(chip({}, { architecture: 'blackwell' })).value).toBe('megatron-bridge');
    expect(defaultPreset(chip({})).value).toBe('megatron-core');
  });

  it('names a source each time', () => {
    for (const { source } of [
      defaultTokens(1),
      defaultBatch(1, 1),
      defaultPrecision(chip({})),
      defaultPreset(chip({})),
    ])
      expect(source).toMatch(/\w{3}/);
  });
});
