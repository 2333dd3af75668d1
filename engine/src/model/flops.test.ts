import { describe, expect, it } from 'vitest';
import { averageContext, flopsPerToken, forwardFlopsPerToken, readArchitecture } from './index.ts';

const LLAMA_3_70B = readArchitecture(
  {
    model_type: 'llama',
    hidden_size: 8192,
    num_hidden_layers: 80,
    num_attention_heads: 64,
    num_key_value_heads: 8,
    intermediate_size: 28_672,
    vocab_size: 128_256,
  },
  'llama-3-70b',
  'Llama 3 70B',
);
const DEEPSEEK_V3 = readArchitecture(
  {
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
    moe_intermediate_size: 2048,
    n_routed_experts: 256,
    n_shared_experts: 1,
    num_experts_per_tok: 8,
    first_k_dense_replace: 3,
    num_nextn_predict_layers: 1,
    vocab_size: 129_280,
  },
  'deepseek-v3',
  'DeepSeek-V3',
);

/** What published tables imply (tokens/s against TFLOP/s); three digits are known. */
const near = (value: number, published: number) => expect(Math.abs(value / published - 1)).toBeLessThan(0.005);

describe('training FLOP per token', () => {
  it('Llama 3 70B at 8192: 4.49e11 causal, 4.82e11 full', () => {
    near(flopsPerToken(LLAMA_3_70B, 8192, 'causal').total, 4.49e11);
    near(flopsPerToken(LLAMA_3_70B, 8192, 'full').total, 4.82e11);
  });

  it('DeepSeek-V3 at 4096: 2.50e11 without its prediction module, 2.60e11 with it', () => {
    near(flopsPerToken(DEEPSEEK_V3, 4096, 'causal').total, 2.5e11);
    near(flopsPerToken(DEEPSEEK_V3, 4096, 'causal', true).total, 2.6e11);
  });

  it('is three times forward, part by part', () => {
    const all = flopsPerToken(DEEPSEEK_V3, 4096, 'causal', true);
    const forward = forwardFlopsPerToken(DEEPSEEK_V3, 4096, 'causal', true);
    for (const part of ['matmul', 'attention', 'head', 'scan', 'mtp', 'total'] as const)
      expect(all[part]).toBe(3 * forward[part]);
  });

  it('adds up', () => {
    const { total, matmul, attention, head, scan, mtp } = flopsPerToken(DEEPSEEK_V3, 4096, 'full', true);
    expect(total).toBeCloseTo(matmul + attention + head + scan + mtp, -3);
  });
});

describe('average context', () => {
  it('is half the sequence without a window', () => {
    expect(averageContext(8192, null, 'causal')).toBe(4096);
    expect(averageContext(8192, null, 'full')).toBe(8192);
  });

  it('counts the ramp before the window is full', () => {
    // Token t of 1..8 sees min(t, 4): 1+2+3+4+4+4+4+4 = 26, so 3.25; the continuous form gives 4 - 16/16 = 3.
    expect(averageContext(8, 4, 'causal')).toBe(3);
    expect(averageContext(8, 4, 'full')).toBe(4);
    expect(averageContext(1_000_000, 1024, 'causal')).toBeCloseTo(1024 - 0.524288, 6);
  });

  it('ignores a window longer than the sequence', () => {
    expect(averageContext(1000, 4096, 'causal')).toBe(500);
    expect(averageContext(1000, 4096, 'full')).toBe(1000);
  });
});
