import { describe, expect, it } from 'vitest';
import { readArchitecture } from './read-architecture.ts';
import { readVision, seenPicture, visionFlops } from './vision.ts';

const QWEN3 = {
  vision_config: {
    deepstack_visual_indexes: [8, 16, 24],
    depth: 27,
    hidden_act: 'gelu_pytorch_tanh',
    hidden_size: 1152,
    intermediate_size: 4304,
    num_heads: 16,
    out_hidden_size: 4096,
    patch_size: 16,
    spatial_merge_size: 2,
    temporal_patch_size: 2,
  },
};
const QWEN25 = {
  vision_config: {
    depth: 32,
    hidden_act: 'silu',
    hidden_size: 1280,
    intermediate_size: 3420,
    num_heads: 16,
    out_hidden_size: 3584,
    patch_size: 14,
    spatial_merge_size: 2,
    temporal_patch_size: 2,
  },
};
const GEMMA3 = {
  mm_tokens_per_image: 256,
  vision_config: {
    hidden_size: 1152,
    image_size: 896,
    intermediate_size: 4304,
    num_attention_heads: 16,
    num_hidden_layers: 27,
    patch_size: 14,
  },
};
const INTERNVL = {
  downsample_ratio: 0.5,
  max_dynamic_patch: 12,
  vision_config: {
    hidden_size: 1024,
    image_size: 448,
    intermediate_size: 4096,
    num_attention_heads: 16,
    num_hidden_layers: 24,
    patch_size: 14,
  },
};
const LLAMA4 = {
  vision_config: {
    hidden_size: 1408,
    image_size: 336,
    intermediate_size: 5632,
    num_attention_heads: 16,
    num_hidden_layers: 34,
    patch_size: 14,
    pixel_shuffle_ratio: 0.5,
    projector_input_dim: 4096,
    projector_output_dim: 4096,
  },
};

describe('a vision tower', () => {
  it.each([
    // Checkpoints' totals less the text models': Qwen3-VL-8B less Qwen3-8B, Qwen2.5-VL-7B less Qwen2.5-7B, Gemma 3 12B's own parts.
    ['Qwen3-VL-8B', QWEN3, 4096, 8_767_123_696 - 8_190_735_360],
    ['Qwen2.5-VL-7B', QWEN25, 3584, 8_292_166_656 - 7_615_616_512],
    ['Gemma 3 12B', GEMMA3, 3840, 416_866_032 + 4_424_832],
  ])('of %s holds as many parameters as its checkpoint has beyond the text', (_, config, hidden, published) => {
    expect(readVision(config, hidden)!.parameters / published).toBeCloseTo(1, 1.5);
  });

  it('makes as many tokens of a picture as the model’s processor', () => {
    const of = (config: Record<string, unknown>, width: number, height: number) =>
      seenPicture(readVision(config, 4096)!, width, height);
    expect(of(QWEN3, 1152, 864)).toEqual({ count: 1, patches: 4 * 36 * 27, tokens: 36 * 27 });
    expect(of(QWEN25, 1120, 840)).toEqual({ count: 1, patches: 4 * 40 * 30, tokens: 40 * 30 });
    expect(of(GEMMA3, 3000, 100)).toEqual({ count: 1, patches: 4096, tokens: 256 });
    expect(of(LLAMA4, 1152, 864)).toEqual({ count: 13, patches: 576, tokens: 13 * 144 });
    expect(of(LLAMA4, 300, 300)).toEqual({ count: 1, patches: 576, tokens: 144 });
    expect(of(QWEN3, 1, 1).tokens).toBe(1);
    expect(of(QWEN3, 1280, 720).tokens).toBe(40 * 22); // 22.5 rounds to the even number
    // 4:3 is 4 x 3 of at most twelve; a square of 448 is one tile, of 2,000 pixels 3 x 3.
    expect(of(INTERNVL, 1152, 864)).toEqual({ count: 13, patches: 1024, tokens: 13 * 256 });
    expect(of(INTERNVL, 448, 448).count).toBe(1);
    expect(of(INTERNVL, 2000, 2000).count).toBe(10);
  });

  it('multiplies each patch by all its matrices, and scores it against all patches of its picture', () => {
    const { tower } = readVision(GEMMA3, 3840)!;
    const matrices = 27 * (4 * 1152 ** 2 + 2 * 1152 * 4304);
    expect(visionFlops(tower, 0)).toBe(16 * 2 * matrices + 2 * 3840 * 1152);
    expect(visionFlops(tower, 4096) - visionFlops(tower, 0)).toBe(16 * 27 * 4 * 4096 * 1152);
    const gated = readVision(QWEN25, 3584)!.tower;
    expect(gated.gated).toBe(true);
    const merger = 5120 * 5120 + 3584 * 5120;
    expect(visionFlops(gated, 0)).toBe(4 * 2 * 32 * (4 * 1280 ** 2 + 3 * 1280 * 3420) + 2 * merger);
  });

  it('is none where a config has none or says too little, and refuses sizes that cannot be', () => {
    expect(readVision({}, 4096)).toBeUndefined();
    expect(readVision({ vision_config: { hidden_size: 1152 } }, 4096)).toBeUndefined();
    const odd = { vision_config: { ...QWEN3.vision_config, num_heads: 7 } };
    expect(() => readVision(odd, 4096)).toThrow(expect.objectContaining({ code: 'mismatch' }));
    const huge = { vision_config: { ...QWEN3.vision_config, depth: 1e6 } };
    expect(() => readVision(huge, 4096)).toThrow(expect.objectContaining({ code: 'bad-value' }));
  });

  it('is read with the model, which says so', () => {
    const text_config = {
      hidden_size: 4096,
      num_hidden_layers: 36,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 12_288,
      vocab_size: 151_936,
    };
    const read = (config: object) => readArchitecture({ model_type: 'qwen3_vl', text_config, ...config }, 'x', 'X');
    const seeing = read(QWEN3);
    expect(seeing.vision?.tower.layers).toBe(27);
    expect(seeing.assumed.join()).toContain('27 layers of 1152');
    expect(seeing.assumed.join()).not.toContain('audio');
    const hearing = read({ ...QWEN3, audio_config: { d_model: 1280 } });
    expect(hearing.assumed.join()).toContain('its audio tower is left out');
    // Qwen2.5-Omni and its like keep all that reads a level deeper.
    const { vision, hidden, assumed } = readArchitecture(
      { model_type: 'qwen2_5_omni', thinker_config: { text_config, ...QWEN3, audio_config: {} } },
      'x',
      'X',
    );
    expect([vision, hidden]).toEqual([seeing.vision, seeing.hidden]);
    expect(assumed.join()).toMatch(/^thinker_config.text_config read; .*its audio tower is left out/);
    const blind = read({});
    expect(blind.vision).toBeUndefined();
    expect(blind.assumed.join()).toContain('left out');
  });
});
