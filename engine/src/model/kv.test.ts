import { describe, expect, it } from 'vitest';
import { kvElements, kvElementsPerToken, readArchitecture, stateElements } from './index.ts';

const read = (config: Record<string, unknown>) => readArchitecture(config, 'm', 'm');
const base = {
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  intermediate_size: 14_336,
  vocab_size: 32_000,
};

describe('cache elements', () => {
  it('Llama 3 8B: 2 x 8 heads x 128 x 32 layers a token', () => {
    const arch = read({ ...base, model_type: 'llama', num_key_value_heads: 8 });
    expect(kvElementsPerToken(arch, 0)).toBe(65_536);
    expect(kvElements(arch, 1000)).toBe(65_536_000);
  });

  it('Mistral 7B stops at its window', () => {
    const arch = read({ ...base, model_type: 'mistral', num_key_value_heads: 8, sliding_window: 4096 });
    expect(kvElements(arch, 4096)).toBe(65_536 * 4096);
    expect(kvElements(arch, 100_000)).toBe(65_536 * 4096);
    expect(kvElementsPerToken(arch, 4095)).toBe(65_536);
    expect(kvElementsPerToken(arch, 4096)).toBe(0);
  });

  it('DeepSeek-V3: 512 + 64 a token and layer, 70,272 bytes in bf16 (arXiv 2405.04434 figure 1 counts the same way)', () => {
    const arch = read({
      model_type: 'deepseek_v3',
      hidden_size: 7168,
      num_hidden_layers: 61,
      num_attention_heads: 128,
      q_lora_rank: 1536,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      intermediate_size: 18_432,
      vocab_size: 129_280,
    });
    expect(2 * kvElementsPerToken(arch, 0)).toBe(70_272);
  });

  it('Nemotron-H: attention layers grow, Mamba layers hold a fixed state', () => {
    const arch = read({
      model_type: 'nemotron_h',
      hidden_size: 4096,
      num_hidden_layers: 4,
      hybrid_override_pattern: 'M-*M',
      num_attention_heads: 32,
      num_key_value_heads: 8,
      attention_head_dim: 128,
      intermediate_size: 21_504,
      mamba_num_heads: 128,
      mamba_head_dim: 64,
      ssm_state_size: 128,
      n_groups: 8,
      conv_kernel: 4,
      chunk_size: 128,
      vocab_size: 131_072,
    });
    const state = 2 * (128 * 64 * 128 + (128 * 64 + 2 * 8 * 128) * 3);
    expect(stateElements(arch)).toBe(state);
    expect(kvElements(arch, 0)).toBe(state);
    expect(kvElements(arch, 10)).toBe(state + 10 * 2 * 8 * 128);
  });
});
