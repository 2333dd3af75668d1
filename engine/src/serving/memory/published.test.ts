import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { buildMachine } from '../../machine/index.ts';
import { readArchitecture } from '../../model/index.ts';
import type { Deployment } from '../deployment.ts';
import { formatFor } from '../quantisation/index.ts';
import { type Bytes, kvCapacity, type MemorySettings } from './index.ts';
import { GiB } from './settings.ts';

const catalogue = readCatalogue();

interface Start {
  readonly model: string;
  readonly chip: string;
  readonly engine: string;
  readonly deployment?: Partial<Deployment>;
  readonly settings?: MemorySettings;
}

function started({ model, chip, engine, deployment, settings }: Start) {
  const entry = catalogue.models.find((m) => m.id === model)!;
  const full = { tp: 1, pp: 1, dp: 1, ep: 1, kv: 'bf16' as const, weights: formatFor('bf16'), ...deployment };
  const machine = buildMachine(catalogue, {
    chip: catalogue.chips.find((c) => c.id === chip)!,
    count: full.tp * full.pp * full.dp,
  });
  const architecture = readArchitecture(entry.config, entry.id, entry.name);
  const capacity = kvCapacity({ architecture, machine, deployment: full, engine }, settings);
  const gib = (name: string) => capacity.parts.find((p) => p.part === name)!.value / GiB;
  return { ...capacity, gib };
}

/** Within a share of what was logged, and what was logged within the range. */
function near(found: Bytes, logged: number, share: number): void {
  expect(Math.abs(found.value / logged - 1)).toBeLessThan(share);
  expect(found.low).toBeLessThanOrEqual(logged);
  expect(found.high).toBeGreaterThanOrEqual(logged);
}

describe('cache that vLLM logged', () => {
  // LLMServingSim bench/examples: 2,588 blocks.
  it('0.19, Llama-3.1-8B, RTX 4090: 41,408 tokens', () => {
    const { tokens, blocks, parts, totalBytes, kvBytes } = started({
      model: 'llama-3.1-8b',
      chip: 'rtx4090',
      engine: 'vllm-0.15',
      settings: { version: '0.19.0', fraction: 0.9, maxBatch: 256, maxBatchedTokens: 2048 },
    });
    near(tokens, 41_408, 0.02);
    near(blocks, 2588, 0.02);
    expect(parts.reduce((all, p) => all + p.value, kvBytes.value)).toBeCloseTo(totalBytes, -1);
  });

  // A start-up log of September 2025: weights 8.80, activations 1.40, non-torch 0.02, cache 8.60 GiB.
  it('0.10, Qwen3-8B in 8 bit, a 24 GB card at 0.8: 62,608 tokens', () => {
    const { tokens } = started({
      model: 'qwen3-8b',
      chip: 'rtx4090',
      engine: 'vllm-0.8',
      settings: { version: '0.10.2', fraction: 0.8, weightBytes: 8.8 * GiB },
    });
    near(tokens, 62_608, 0.01);
  });

  // https://github.com/vllm-project/vllm/pull/10511, 13 December 2024.
  it('V0, Llama-3-8B, H100: 53.29 GiB', () => {
    const { kvBytes, gib } = started({ model: 'llama-3-8b', chip: 'h100-sxm', engine: 'vllm-0.4' });
    near(kvBytes, 53.29 * GiB, 0.035);
    expect(Math.abs(gib('activation') - 1.26)).toBeLessThan(0.15);
    expect(Math.abs(gib('weights') - 14.96)).toBeLessThan(0.01);
  });

  // https://github.com/vllm-project/vllm/issues/21348
  it('Qwen3-235B FP8, four H100: 178,880 tokens of 48,128 B', () => {
    const { tokens, bytesPerToken } = started({
      model: 'qwen3-235b-a22b',
      chip: 'h100-sxm',
      engine: 'vllm-0.8',
      deployment: { tp: 4, weights: formatFor('fp8-block') },
      settings: { version: '0.9.2' },
    });
    expect(bytesPerToken).toBe(48_128);
    near(tokens, 178_880, 0.02);
  });

  // GiB of activation peak, non-torch and cache of 0.19.0 on H100 at 0.95:
  // https://github.com/llm-d-incubation/llm-d-planner/blob/main/docs/accuracy/vllm-v0.19.0-accuracy-report.md
  it.each([
    ['llama-3.1-8b', 1, 1.89, 0.25, 58.11],
    ['llama-3.1-8b', 2, 1.89, 2.07, null],
    ['llama-3.1-8b', 4, 1.89, 2.13, null],
    ['qwen2.5-7b', 1, 2.21, 0.24, 58.53],
    ['qwen3-8b', 1, 2.21, 0.25, null],
    ['qwen3-30b-a3b', 1, 2.68, 0.27, null],
    ['deepseek-v2-lite', 1, 1.93, 0.26, null],
    ['phi-4', 1, 1.52, 0.25, null],
    ['gemma-2-9b', 1, 3.65, 0.25, null],
    ['gemma-3-4b', 1, 3.89, 0.25, null],
    ['gemma-3-27b', 1, 3.99, 0.26, null],
    ['mixtral-8x7b', 2, 1.21, 2.1, null],
    ['gpt-oss-20b', 2, 2.87, 2.1, null],
  ] as const)('0.19, %s, tp %d', (model, tp, activation, nonTorch, kv) => {
    const { parts, kvBytes } = started({
      model,
      chip: 'h100-sxm',
      engine: 'vllm-0.15',
      deployment: { tp, weights: formatFor(model === 'gpt-oss-20b' ? 'mxfp4' : 'bf16') },
      settings: { version: '0.19.0', fraction: 0.95 },
    });
    const part = (name: string) => parts.find((p) => p.part === name)!;
    near(part('activation'), activation * GiB, 0.06);
    near(part('non-torch'), nonTorch * GiB, 0.08);
    if (kv !== null) near(kvBytes, kv * GiB, 0.005);
  });

  // Constants of the same planner before 0.17, at 1,024 slots.
  it.each([
    ['llama-3.1-8b', 4.8],
    ['qwen3-8b', 5.6],
    ['gpt-oss-20b', 7.38],
  ] as const)('0.16, %s: activations', (model, activation) => {
    const weights = formatFor('mxfp4');
    const { gib } = started({ model, chip: 'h100-sxm', engine: 'vllm-0.8', deployment: { weights } });
    expect(Math.abs(gib('activation') / activation - 1)).toBeLessThan(0.015);
  });
});

describe('cache that others logged', () => {
  it('SGLang at 0.93, Qwen3-235B FP8, four H100: 367,404 tokens', () => {
    const { tokens } = started({
      model: 'qwen3-235b-a22b',
      chip: 'h100-sxm',
      engine: 'sglang-0.4',
      deployment: { tp: 4, weights: formatFor('fp8-block') },
      settings: { fraction: 0.93 },
    });
    near(tokens, 367_404, 0.02);
  });

  // https://github.com/NVIDIA/TensorRT-LLM/issues/2268: 630.4 blocks, the log says 631.
  it('TensorRT-LLM with 21.89 GiB free: 631 blocks of 64', () => {
    const { blocks, blockTokens } = started({
      model: 'llama-2-7b',
      chip: 'a10',
      engine: 'trtllm-0.10',
      settings: { freeBytes: 21.89 * GiB },
    });
    expect([blocks.value, blockTokens]).toEqual([631, 64]);
  });

  it('the block count that the user pastes is taken as it is', () => {
    const { tokens, because } = started({
      model: 'llama-3.1-8b',
      chip: 'rtx4090',
      engine: 'vllm-0.15',
      settings: { blocks: 2588 },
    });
    expect(tokens).toEqual({ value: 41_408, low: 41_408, high: 41_408 });
    expect(because.inputs![0]).toMatchObject({ name: 'blocks', kind: 'input', value: 2588 });
  });
});
