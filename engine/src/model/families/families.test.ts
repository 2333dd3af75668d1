import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Architecture } from '../architecture.ts';
import { parametersOf } from '../parameters.ts';
import { readArchitecture } from '../read-architecture.ts';
import { FAMILIES } from './index.ts';

const FOLDER = new URL('../../../../catalogue/models/', import.meta.url);
const bundled = (id: string): Architecture => {
  const model = parse(readFileSync(new URL(`${id}.yaml`, FOLDER), 'utf8'));
  return readArchitecture(model.config, model.id, model.name);
};
const kinds = (arch: Architecture) => arch.order.map((kind) => arch.blocks[kind]!.name);
const windows = (arch: Architecture) =>
  arch.order.map((kind) => (arch.blocks[kind]!.mixer as { window?: number | null }).window);

describe('families', () => {
  it('never claim the same model type twice, and each has a bundled model', () => {
    const types = FAMILIES.flatMap((f) => f.types);
    expect(new Set(types).size).toBe(types.length);
    const used = new Set(
      readdirSync(FOLDER).map((file) => parse(readFileSync(new URL(file, FOLDER), 'utf8')).config.model_type as string),
    );
    const idle = FAMILIES.filter((f) => !f.types.some((t) => used.has(t))).map((f) => f.name);
    expect(idle).toEqual(['gpt-neox', 'chatglm']);
  });

  it('gpt-oss: every second layer slides over 128 tokens; sinks, biases', () => {
    const arch = bundled('gpt-oss-20b');
    expect(windows(arch).slice(0, 4)).toEqual([128, null, 128, null]);
    expect(arch.blocks[0]).toMatchObject({
      mixer: { extraParameters: 64, bias: { qkv: true, out: true } },
      mlp: { bias: true, routerExtra: 32 },
    });
  });

  it('Gemma 2 alternates, Gemma 3 has one global layer in six; four norms, tied', () => {
    expect(windows(bundled('gemma-2-9b')).slice(0, 4)).toEqual([4096, null, 4096, null]);
    const gemma3 = bundled('gemma-3-12b');
    expect(windows(gemma3).slice(0, 7)).toEqual([1024, 1024, 1024, 1024, 1024, null, 1024]);
    expect(gemma3).toMatchObject({ tiedEmbeddings: true, blocks: [{ norms: 4 }, { norms: 4 }] });
  });

  it('a Gemma 3 config that states only what differs is filled from the family’s defaults, and says so', () => {
    const arch = readArchitecture(
      {
        model_type: 'gemma3',
        mm_tokens_per_image: 256,
        vision_config: {
          hidden_size: 1152,
          image_size: 896,
          intermediate_size: 4304,
          num_attention_heads: 16,
          num_hidden_layers: 27,
          patch_size: 14,
        },
        text_config: {
          model_type: 'gemma3_text',
          hidden_size: 2560,
          intermediate_size: 10_240,
          num_hidden_layers: 34,
          sliding_window: 1024,
        },
      },
      'm',
      'm',
    );
    expect(arch).toEqual({ ...bundled('gemma-3-4b'), id: 'm', name: 'm', assumed: arch.assumed });
    expect(arch.assumed.join()).toMatch(/text_config read.*num_attention_heads missing: 8.*head_dim missing: 256/);
  });

  it('DeepSeek-V3: three dense layers, then experts; groups; the prediction module is an expert layer', () => {
    const arch = bundled('deepseek-v3');
    expect(kinds(arch).slice(0, 4)).toEqual(['mla+dense', 'mla+dense', 'mla+dense', 'mla+moe']);
    expect(arch.blocks[arch.mtp!.block]!.name).toBe('mla+moe');
    expect(arch.mtp!.count).toBe(1);
    expect(arch.blocks[1]!.mlp).toMatchObject({
      experts: 256,
      topk: 8,
      sharedInner: 2048,
      groupLimit: { groups: 8, perToken: 4 },
    });
    expect(bundled('kimi-k2').blocks[1]!.mlp).not.toHaveProperty('groupLimit');
  });

  it('Llama 4: Scout routes everywhere, Maverick every second layer; each fourth layer sees everything', () => {
    expect(kinds(bundled('llama-4-maverick')).slice(0, 4)).toEqual([
      'sliding+dense',
      'sliding+moe',
      'sliding+dense',
      'attention+moe',
    ]);
    expect(kinds(bundled('llama-4-scout')).slice(0, 4)).toEqual([
      'sliding+moe',
      'sliding+moe',
      'sliding+moe',
      'attention+moe',
    ]);
  });

  it('Nemotron-H: layers as the pattern says; the pattern must have one letter a layer', () => {
    const arch = bundled('nemotron-h-8b');
    expect(kinds(arch).slice(0, 9)).toEqual([
      'mamba',
      'dense',
      'mamba',
      'dense',
      'mamba',
      'dense',
      'mamba',
      'attention',
      'dense',
    ]);
    expect(arch.blocks.every((b) => b.norms === 1)).toBe(true);
    expect(() =>
      readArchitecture(
        {
          model_type: 'nemotron_h',
          hidden_size: 8,
          num_hidden_layers: 3,
          vocab_size: 8,
          hybrid_override_pattern: 'M-',
        },
        'm',
        'm',
      ),
    ).toThrow(/nearest: 2/);
  });

  it('Qwen3-Next: three layers of Gated DeltaNet, one of attention with an output gate; a gated shared expert', () => {
    const arch = bundled('qwen3-next-80b-a3b');
    expect(kinds(arch).slice(0, 5)).toEqual(['mamba+moe', 'mamba+moe', 'mamba+moe', 'attention+moe', 'mamba+moe']);
    expect(arch.blocks[0]!.mixer).toMatchObject({
      rule: 'gated-delta',
      heads: 32,
      headDim: 128,
      stateDim: 128,
      groups: 16,
    });
    expect(arch.blocks[1]!.mixer).toMatchObject({ heads: 16, kvHeads: 2, headDim: 256, outputGate: true });
    expect(arch.blocks[0]!.mlp).toMatchObject({ experts: 512, topk: 10, sharedInner: 512, routerExtra: 2048 });
    const listed = bundled('qwen3.5-397b-a17b');
    expect(kinds(listed).filter((name) => name.startsWith('attention'))).toHaveLength(15);
  });

  it('Nemotron 3 in words reads as in letters', () => {
    const model = parse(readFileSync(new URL('nemotron-3-nano.yaml', FOLDER), 'utf8'));
    const { hybrid_override_pattern: pattern, num_hidden_layers: _, ...rest } = model.config;
    const words: Record<string, string> = { M: 'mamba', '*': 'attention', E: 'moe', '-': 'mlp' };
    const spelt = { ...rest, layers_block_type: [...pattern].map((letter: string) => words[letter]) };
    expect(readArchitecture(spelt, model.id, model.name)).toEqual(bundled('nemotron-3-nano'));
    expect(() => readArchitecture({ ...spelt, layers_block_type: ['mamba', 'rnn'] }, 'm', 'm')).toThrow(/bad-value/);
  });

  it('a class name stands for its model type, traits and all', () => {
    const { config } = parse(readFileSync(new URL('qwen3-8b.yaml', FOLDER), 'utf8'));
    const { model_type: _, ...rest } = config;
    const arch = readArchitecture({ ...rest, architectures: ['Qwen3ForCausalLM'] }, 'qwen3-8b', 'Qwen3 8B');
    expect(arch.blocks).toEqual(bundled('qwen3-8b').blocks);
    expect(arch.assumed.join()).toContain('model_type missing: read as qwen3 for its class Qwen3ForCausalLM');
  });

  it('an unknown type with a part its guessed family lacks is refused, not miscounted', () => {
    const llama = {
      hidden_size: 64,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      intermediate_size: 8,
      vocab_size: 8,
      model_type: 'new',
    };
    const odd = {
      num_experts: 128,
      kv_lora_rank: 512,
      layers_block_type: ['a'],
      compress_ratios: [4],
      linear_attn_config: { a: 1 },
    };
    for (const [key, value] of Object.entries(odd)) {
      expect(() => readArchitecture({ ...llama, [key]: value }, 'm', 'm'), key).toThrow(`unsupported: ${key}`);
    }
    expect(
      readArchitecture({ ...llama, num_experts: 0, kv_lora_rank: null, layers_block_type: [] }, 'm', 'm').order,
    ).toEqual([0, 0]);
    const routed = { ...llama, num_experts: 4, num_experts_per_tok: 2, moe_intermediate_size: 16 };
    expect(readArchitecture(routed, 'm', 'm').blocks[0]!.mlp).toMatchObject({
      kind: 'moe',
      experts: 4,
      topk: 2,
      inner: 16,
    });
  });

  it('Nemotron-4 is not gated; GPT-2 has positions and dropout, nanoGPT neither biases nor dropout', () => {
    expect(bundled('nemotron-4-340b').blocks[0]).toMatchObject({ mlp: { gated: false }, normParameters: 2 * 18_432 });
    expect(bundled('gpt2')).toMatchObject({ learnedPositions: 1024, dropout: true, tiedEmbeddings: true });
    expect(bundled('nanogpt-124m')).toMatchObject({
      dropout: false,
      blocks: [{ normParameters: 768, mlp: { bias: false } }],
    });
  });

  it('Mistral slides, Qwen2.5 states a window it does not use', () => {
    expect(windows(bundled('mistral-7b'))[0]).toBe(4096);
    const config = {
      model_type: 'qwen2',
      hidden_size: 64,
      num_hidden_layers: 4,
      num_attention_heads: 4,
      intermediate_size: 8,
      vocab_size: 8,
      sliding_window: 16,
      max_window_layers: 2,
    };
    expect(windows(readArchitecture({ ...config, use_sliding_window: false }, 'm', 'm'))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(windows(readArchitecture({ ...config, use_sliding_window: true }, 'm', 'm'))).toEqual([null, null, 16, 16]);
  });

  it('GLM-4-9B and ChatGLM3-6B in their own words: two groups of keys, biases on them alone; counts as published', () => {
    const words = {
      model_type: 'chatglm',
      hidden_size: 4096,
      num_attention_heads: 32,
      kv_channels: 128,
      multi_query_attention: true,
      multi_query_group_num: 2,
      ffn_hidden_size: 13_696,
      add_qkv_bias: true,
      seq_length: 131_072,
    };
    const glm4 = readArchitecture({ ...words, num_layers: 40, padded_vocab_size: 151_552 }, 'm', 'm');
    expect(glm4.blocks[0]).toMatchObject({
      mixer: { kvHeads: 2, bias: { qkv: true, out: false } },
      mlp: { gated: true },
    });
    expect(parametersOf(glm4).total).toBe(9_399_951_360); // all params of GLM-4's own LoRA log, less the LoRA
    const chatglm3 = readArchitecture({ ...words, num_layers: 28, padded_vocab_size: 65_024 }, 'm', 'm');
    expect(parametersOf(chatglm3).total).toBe(6_243_584_000); // all params of ChatGLM's own LoRA logs, less the LoRA
  });

  it('Falcon 7B has one key head, 40B eight; Grok-1 four norms', () => {
    expect(bundled('falcon-7b').blocks[0]).toMatchObject({ norms: 1, mixer: { heads: 71, kvHeads: 1 } });
    expect(bundled('falcon-40b').blocks[0]).toMatchObject({ norms: 2, mixer: { heads: 128, kvHeads: 8 } });
    expect(bundled('grok-1').blocks[0]).toMatchObject({ norms: 4, mlp: { experts: 8, topk: 2 } });
  });
});
