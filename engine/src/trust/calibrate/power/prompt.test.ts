import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { networkOf } from './cases.ts';
import { promptOf } from './prompt.ts';

const catalogue = readCatalogue();
const of = (task: string, model: string) => promptOf({ task, model }, networkOf(catalogue, model)!);

describe('prompts of ML.ENERGY', () => {
  it('are words where the task or the model knows nothing else', () => {
    expect(of('gpqa', 'Qwen/Qwen3-8B')).toEqual({ tokens: 250 });
    expect(of('lm-arena-chat', 'google/gemma-3-27b-it')).toEqual({ tokens: 200 });
    expect(of('video-chat', 'google/gemma-3-27b-it').pictures).toBeUndefined();
  });

  it('hold as many tokens of a picture as the model’s processor makes', () => {
    // 1152 x 864 pixels: 36 x 27 squares of 32; 256 of Gemma 3; 4 x 3 tiles and an overview of Llama 4 at 144; the same of Nemotron at 256.
    expect(of('image-chat', 'Qwen/Qwen3-VL-8B-Instruct').tokens).toBe(100 + 36 * 27);
    expect(of('image-chat', 'google/gemma-3-12b-it').tokens).toBe(100 + 256);
    expect(of('image-chat', 'meta-llama/Llama-4-Scout-17B-16E-Instruct').tokens).toBe(100 + 13 * 144);
    expect(of('image-chat', 'nvidia/NVIDIA-Nemotron-Nano-12B-v2-VL-BF16').tokens).toBe(100 + 13 * 256);
  });

  it('hold four frames of a film in one family, all 32 in another, two frames to a token', () => {
    // 1280 x 720 and 854 x 480 pixels: 40 x 22 and 27 x 15 squares, of which Omni keeps 768.
    const [large, small] = [40 * 22, 27 * 15];
    expect(of('video-chat', 'Qwen/Qwen3-VL-32B-Instruct').tokens).toBe(Math.round(50 + large + small));
    const omni = of('video-chat', 'Qwen/Qwen3-Omni-30B-A3B-Instruct');
    expect(omni.tokens).toBe(50 + 8 * (768 + small));
    expect(omni.pictures).toMatchObject({ count: 16, patches: 2 * (768 + small) });
    expect(omni.pictures!.share).toBeCloseTo(1 - 50 / omni.tokens, 12);
  });
});
