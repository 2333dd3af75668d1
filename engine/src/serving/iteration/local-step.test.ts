import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { buildFittedMachine } from '../../cost/index.ts';
import { baseValue } from '../../facts/index.ts';
import { parametersOf, readArchitecture, visionFlops } from '../../model/index.ts';
import type { Deployment, Pictures } from '../deployment.ts';
import { type LocalEngine, profileFor } from '../profile/index.ts';
import { formatFor } from '../quantisation/index.ts';
import { coreClock } from './local-chip.ts';
import { localStep } from './local-step.ts';
import { emptyStep, type StepSums } from './step.ts';

const catalogue = { ...readCatalogue(), kernels: [] };
const chipOf = (id: string) => catalogue.chips.find((chip) => chip.id === id)!;
const MODEL = catalogue.models.find(({ id }) => id === 'llama-3.1-8b')!;
const architecture = readArchitecture(MODEL.config, MODEL.id, MODEL.name);

interface Asked extends Partial<Omit<Deployment, 'weights'>> {
  readonly weights?: string;
  readonly kernels?: LocalEngine;
  readonly pictures?: Pictures;
}

/** An engine for one request. */
function engine(chipId: string, { weights = 'gguf-q4-k-m', kernels, pictures, ...cut }: Asked = {}) {
  const deployment: Deployment = { tp: 1, pp: 1, dp: 1, ep: 1, kv: 'fp16', ...cut, weights: formatFor(weights) };
  const machine = buildFittedMachine(catalogue, { chip: chipOf(chipId), count: deployment.tp * deployment.pp });
  const profile = { ...profileFor('llamacpp'), ...(kernels && { kernels }) };
  const problem = { architecture, machine, deployment, engine: 'llamacpp', ...(pictures && { pictures }) };
  return localStep(problem, profile)!;
}

/** Seconds of one of its steps. */
const seconds = (chipId: string, step: StepSums, asked?: Asked): number => engine(chipId, asked).seconds(step);

const token: StepSums = { ...emptyStep(), decodes: 1, decodeContext: 100, longestContext: 100, logits: 1 };
const prompt = (tokens: number): StepSums => ({
  ...emptyStep(),
  chunks: 1,
  chunkTokens: tokens,
  chunkSquares: tokens * tokens,
  chunkPairs: (tokens * (tokens + 1)) / 2,
  logits: 1,
});

describe('one token of an engine for one request', () => {
  it('takes no less than its weights take to be read, on any card', () => {
    const bytes = 2 * parametersOf(architecture).activeWithoutEmbedding;
    for (const id of ['rtx4090', 'a100-80-sxm', 'm2ultra', 'l40s', 'xeon-8592plus', 'rx7900xtx'])
      expect(seconds(id, token, { weights: 'gguf-f16' })).toBeGreaterThan(
        bytes / baseValue(chipOf(id).memory.bandwidth),
      );
  });

  it('gains little from stacked memory, since multiprocessors take so many bytes a clock', () => {
    const gain =
      seconds('rtx4090', token, { weights: 'gguf-f16' }) / seconds('a100-80-sxm', token, { weights: 'gguf-f16' });
    expect(gain).toBeLessThan(1.2); // bandwidths differ by two
    expect(coreClock(chipOf('a100-80-sxm'))).toBeCloseTo(108 * 1.41e9, -9);
    expect(coreClock(chipOf('rtx4090'))).toBeCloseTo(128 * 2.52e9, -9);
  });

  it('waits for error correction on cards of servers only', () => {
    const slower =
      seconds('l40s', token, { weights: 'gguf-f16' }) / seconds('rtx6000-ada', token, { weights: 'gguf-f16' });
    const bandwidths = 960 / 864;
    expect(slower / bandwidths).toBeGreaterThan(1.02);
  });

  it('is not sooner on two cards that hold half of the layers each, and sooner where matrices are cut', () => {
    expect(seconds('rtx4090', token, { pp: 2 })).toBeGreaterThan(seconds('rtx4090', token));
    const cut = { kernels: 'mlc', weights: 'bf16' } as const;
    expect(seconds('a10g', token, { ...cut, tp: 4 })).toBeLessThan(0.5 * seconds('a10g', token, cut));
  });
});

describe('a prompt of such an engine', () => {
  it('is slower from narrow weights, which are widened before each piece', () => {
    expect(seconds('rtx4090', prompt(512))).toBeGreaterThan(seconds('rtx4090', prompt(512), { weights: 'gguf-f16' }));
  });

  it('takes longer a token the longer it is, and less on cards that work on different pieces', () => {
    const perToken = (n: number, pp: number) => seconds('rtx3090', prompt(n), { pp }) / n;
    expect(perToken(8192, 1)).toBeGreaterThan(1.2 * perToken(512, 1));
    expect(perToken(4096, 4)).toBeLessThan(0.6 * perToken(4096, 1));
    // One piece has nothing beside it.
    expect(perToken(512, 4)).toBeGreaterThan(perToken(512, 1));
  });

  it('grows with every token', () => {
    let before = 0;
    for (const n of [1, 2, 8, 16, 17, 32, 64, 128, 511, 512, 513, 2000]) {
      const now = seconds('rtx4090', prompt(n));
      expect(now).toBeGreaterThan(before);
      before = now;
    }
  });
});

describe('pictures in a prompt of such an engine', () => {
  /** CLIP ViT-L at 336 x 336 pixels, LLaVA 1.5: half of a prompt of 1,152 tokens. */
  const pictures: Pictures = {
    tower: {
      layers: 23,
      hidden: 1024,
      inner: 4096,
      heads: 16,
      gated: false,
      patches: 1,
      projector: [
        [4096, 1024],
        [4096, 4096],
      ],
    },
    share: 0.5,
    patches: 576,
    count: 1,
  };
  const encoder = (chipId: string, tokens: number, asked: Asked = {}) =>
    engine(chipId, { pictures, ...asked }).explain(prompt(tokens)).encoder;

  it('take the tower’s time on top of the prompt’s, and none of an answer’s', () => {
    for (const id of ['rtx4090', 'm2ultra', 'xeon-8592plus', 'rx7900xtx']) {
      const each = encoder(id, 1152);
      expect(each).toBeGreaterThan(0);
      expect(encoder(id, 2304)).toBeCloseTo(2 * each, 9);
      expect(seconds(id, prompt(1152), { pictures }) - seconds(id, prompt(1152))).toBeCloseTo(each, 9);
      expect(seconds(id, token, { pictures })).toBe(seconds(id, token));
    }
  });

  it('take no less than their products at the peak, however narrow the model and however many cards', () => {
    const least = (576 * visionFlops(pictures.tower, 576)) / (2 * 165.2e12); // an RTX 4090 that adds up in 16 bit
    const each = encoder('rtx4090', 1152);
    expect(each).toBeGreaterThan(least);
    expect(each).toBeLessThan(20 * least);
    expect(encoder('rtx4090', 1152, { weights: 'gguf-f16' })).toBe(each);
    expect(encoder('rtx4090', 1152, { pp: 2 })).toBe(each);
    expect(encoder('rtx4090', 1152, { tp: 2 })).toBe(each); // the tower stays on one card
  });
});
