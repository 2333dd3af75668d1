import { describe, expect, it } from 'vitest';
import type { Architecture } from './architecture.ts';
import { makeGpt, type Operator, operatorsOf, parametersOf, readArchitecture } from './index.ts';

const LLAMA = makeGpt({ layers: 2, hidden: 4096, heads: 32, kvHeads: 8, ffn: 14_336, vocab: 128_256, gated: true });
const sum = (operators: readonly Operator[], region: 'sequence' | 'tensor') =>
  operators.reduce(
    (n, o) => (o.op === 'elementwise' && o.region === region ? n + o.elementsPerToken * o.tokensFactor : n),
    0,
  );
const weights = (operators: readonly Operator[], all: boolean) =>
  operators.reduce((n, o) => {
    if (o.op === 'matmul') return n + o.n * o.k;
    return o.op === 'experts' ? n + (all ? o.experts : o.topk) * o.n * o.k : n;
  }, 0);
const operators = (arch: Architecture) => operatorsOf(arch.blocks[0]!, arch.hidden);

describe('operators of a layer', () => {
  it('fuses query, key and value, and gate and up', () => {
    expect(
      operators(LLAMA)
        .filter((o) => o.op === 'matmul')
        .map((o) => [o.name, o.n, o.k, o.shard]),
    ).toEqual([
      ['qkv', 6144, 4096, 'column'],
      ['out', 4096, 4096, 'row'],
      ['gate-up', 28_672, 4096, 'column'],
      ['down', 4096, 14_336, 'row'],
    ]);
  });

  it('moves 12h elements outside and about 3f + 4qkv inside the tensor-parallel region', () => {
    expect(sum(operators(LLAMA), 'sequence')).toBe(12 * 4096);
    const qkv = 6144;
    const inside = sum(operators(LLAMA), 'tensor');
    expect(inside).toBeLessThanOrEqual(3 * 14_336 + 4 * qkv);
    expect(inside).toBeGreaterThan(0.9 * (3 * 14_336 + 4 * qkv));
  });

  it('multiplies by every weight matrix once: products and parameters agree', () => {
    const perBlock = parametersOf(LLAMA).perBlock[0]!;
    expect(weights(operators(LLAMA), true)).toBe(perBlock.total - 2 * 4096);
    const moe = makeGpt({
      layers: 1,
      hidden: 1024,
      heads: 8,
      vocab: 1000,
      gated: true,
      experts: 8,
      topk: 2,
      ffn: 2048,
      sharedFfn: 512,
    });
    const counted = parametersOf(moe).perBlock[0]!;
    expect(weights(operators(moe), true)).toBe(counted.total - 2 * 1024);
    expect(weights(operators(moe), false)).toBe(counted.active - 2 * 1024);
  });

  it('lets the latent experts of Nemotron 3 Super work in the latent width', () => {
    const arch = readArchitecture(
      {
        model_type: 'nemotron_h',
        hidden_size: 4096,
        num_hidden_layers: 1,
        hybrid_override_pattern: 'E',
        vocab_size: 131_072,
        n_routed_experts: 512,
        num_experts_per_tok: 22,
        moe_intermediate_size: 2688,
        moe_latent_size: 1024,
        n_shared_experts: 1,
        moe_shared_expert_intermediate_size: 5376,
      },
      'm',
      'm',
    );
    const names = operators(arch).map((o) => o.name);
    expect(names).toContain('latent-down');
    const up = operators(arch).find((o) => o.name === 'expert.up');
    expect(up).toMatchObject({ op: 'experts', experts: 512, topk: 22, n: 2688, k: 1024 });
  });

  it('gives a Mamba layer a scan and no attention', () => {
    const arch = readArchitecture(
      {
        model_type: 'nemotron_h',
        hidden_size: 4096,
        num_hidden_layers: 1,
        hybrid_override_pattern: 'M',
        vocab_size: 131_072,
        mamba_num_heads: 128,
        mamba_head_dim: 64,
        ssm_state_size: 128,
        n_groups: 8,
      },
      'm',
      'm',
    );
    expect(operators(arch).map((o) => o.op)).toEqual([
      'elementwise',
      'matmul',
      'elementwise',
      'scan',
      'elementwise',
      'matmul',
      'elementwise',
    ]);
    // z and x of 8192 each, B and C of 8 x 128 each, a step size a head.
    expect(operators(arch)[1]).toMatchObject({ n: 2 * 8192 + 2 * 1024 + 128, k: 4096 });
  });

  it('counts the work and the weights of Gated DeltaNet apart from Mamba-2', () => {
    const arch = readArchitecture(
      {
        model_type: 'qwen3_next',
        hidden_size: 2048,
        num_hidden_layers: 4,
        num_attention_heads: 16,
        num_key_value_heads: 2,
        head_dim: 256,
        linear_num_key_heads: 16,
        linear_num_value_heads: 32,
        linear_key_head_dim: 128,
        linear_value_head_dim: 128,
        linear_conv_kernel_dim: 4,
        intermediate_size: 5120,
        vocab_size: 1000,
      },
      'm',
      'm',
    );
    const delta = operatorsOf(arch.blocks[0]!, 2048);
    // q and k of 16 x 128, v and z of 32 x 128, a and b a value head.
    expect(delta.find((o) => o.name === 'in')).toMatchObject({ n: 2 * 2048 + 2 * 4096 + 2 * 32 });
    const chunks = 32 * (6 * 64 * 128 + 4 * 64 * 128 + (64 * 64) / 3 + 6 * 128 * 128);
    expect(delta.find((o) => o.op === 'scan')?.flopsPerToken).toBeCloseTo(chunks + 2 * 4 * (4096 + 4096), 3);
    const attend = operatorsOf(arch.blocks[1]!, 2048);
    expect(attend.find((o) => o.name === 'qkv')).toMatchObject({ n: (2 * 16 + 2 * 2) * 256 });
    expect(attend.map((o) => o.name)).toContain('output-gate');
  });

  it('attends with latent heads of 192 and values of 128', () => {
    const arch = readArchitecture(
      {
        model_type: 'deepseek_v3',
        hidden_size: 7168,
        num_hidden_layers: 1,
        num_attention_heads: 128,
        q_lora_rank: 1536,
        kv_lora_rank: 512,
        qk_nope_head_dim: 128,
        qk_rope_head_dim: 64,
        v_head_dim: 128,
        intermediate_size: 18_432,
        vocab_size: 129_280,
      },
      'm',
      'm',
    );
    expect(operators(arch).find((o) => o.op === 'attention')).toMatchObject({
      heads: 128,
      kvHeads: 128,
      qkDim: 192,
      vDim: 128,
      window: null,
    });
    expect(
      operators(arch)
        .filter((o) => o.op === 'matmul' && o.shard === 'none')
        .map((o) => o.name),
    ).toEqual(['q-down', 'kv-down']);
  });
});
