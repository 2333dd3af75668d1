import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import type { Refused } from '../to-training-case.ts';
import type { ServingRow } from './serving-row.ts';
import { toServingCase } from './to-serving-case.ts';

const catalogue = { ...readCatalogue(), kernels: [] };
const answered = { decode_tokens_per_s: 50, output_tokens_per_s: 50 };

const row = (more: Record<string, unknown>): ServingRow =>
  ({
    id: 'r',
    family: 'house',
    model: { name: 'Llama-2-7B', weights: 'bf16', params_b: 7 },
    hardware: { accelerator: 'NVIDIA RTX 4090', gpus: 1 },
    serving: { engine: 'llama.cpp', scenario: 'batch1', batch: 1, output_len: 128 },
    measured: answered,
    ...more,
  }) as unknown as ServingRow;
const mapped = (more: Record<string, unknown>): ServingCase => {
  const one: ServingCase | Refused = toServingCase(row(more), catalogue);
  if ('refused' in one) throw new Error(one.refused);
  return one;
};

describe('a row of an engine for one request', () => {
  it('has its layers dealt to its cards, unless the table is of the days when rows were cut', () => {
    const on = (family: string, engine: string, tp?: number) =>
      mapped({
        family,
        hardware: { accelerator: 'NVIDIA RTX 4090', gpus: 4 },
        serving: { engine, tp, batch: 1, output_len: 128 },
      }).problem.deployment;
    expect(on('llama.cpp/8B', 'llama.cpp')).toMatchObject({ tp: 1, pp: 4 });
    expect(on('mlc-llm-perf-bench/4090', 'exllama')).toMatchObject({ tp: 1, pp: 4 });
    expect(on('mlc-llm-perf-bench/4090', 'Llama.cpp')).toMatchObject({ tp: 4, pp: 1 });
    expect(on('mlc-llm-perf-bench/4090', 'MLC LLM', 4)).toMatchObject({ tp: 4, pp: 1 });
  });

  it('has the files of its engine where it says 4-bit, and the card where it speaks over PCIe', () => {
    const of = (engine: string) =>
      mapped({ model: { name: 'Llama-2-7B', weights: '4-bit' }, serving: { engine, batch: 1, output_len: 64 } })
        .problem;
    expect(of('llama.cpp').deployment.weights.id).toBe('gguf-q4-k-m');
    expect(of('MLC LLM').deployment.weights.bits).toBe(4.5);
    expect(of('exllama').deployment.weights.id).toBe('int4-weights');
    const a100 = (notes: string) =>
      mapped({ notes, hardware: { accelerator: 'A100', gpus: 1 } }).problem.machine.chip.id;
    expect(a100('all numbers are based on PCIe, not NVLink')).toBe('a100-80-pcie');
    expect(a100('')).toBe('a100-80-sxm');
  });

  it('is left out where its bandwidth and its speed are those of a larger model', () => {
    const of = (speed: number) =>
      toServingCase(
        row({
          family: 'gpt-fast/Llama-2-7B',
          model: { name: 'Llama-2-7B', weights: 'int8 (weight-only)', params_b: 7 },
          serving: { engine: 'gpt-fast', tp: 1, batch: 1, input_len: 5 },
          measured: { decode_tokens_per_s: speed, memory_bandwidth_gb_per_s: 1300 },
        }),
        catalogue,
      );
    expect(of(19)).toMatchObject({ excluded: true, refused: expect.stringContaining('gpt-fast-label') });
    expect('refused' in of(170)).toBe(false);
  });
});

describe('a row of a server', () => {
  it('of 2023 launches every kernel; in a loop of Python it runs one request at a time', () => {
    const of = (engine: string) =>
      mapped({ family: 'ninehills-4090/Yi', serving: { engine, concurrency: 4, input_len: 500, output_len: 200 } });
    expect(of('vLLM').profile.graphTokens).toBe(0);
    expect(of('vLLM').profile.settings.maxBatch).toBeGreaterThan(4);
    expect(of('text-generation-webui Transformer').profile.settings.maxBatch).toBe(1);
    const loop = of('text-generation-webui llama-cpp GGUF 4bit').profile;
    expect([loop.family, loop.settings.maxBatch]).toEqual(['llamacpp', 1]);
    expect(loop.overheads.step).toBeGreaterThan(0);
  });

  it('without a data set has the lengths that its own counts of tokens and requests give', () => {
    const { load } = mapped({
      family: 'lmdeploy/llama',
      serving: { engine: 'lmdeploy TurboMind', batch: 16, concurrency: 16, num_requests: 100 },
      measured: { output_tokens_per_s: 1000, total_tokens_per_s: 3000, requests_per_s: 10 },
    });
    expect(load).toMatchObject({ kind: 'closed-loop', input: { mean: 200 }, output: { mean: 100 } });
  });

  it('of Neuron attends to its bucket; of suffix decoding looks guesses up; a quoted launch bounds its slots', () => {
    const neuron = mapped({
      family: 'aws-neuron/inf2/Llama',
      hardware: { accelerator: 'AWS Inferentia2 (Inf2.48xlarge)', neuron_cores: 24 },
      serving: { engine: 'Transformers NeuronX', tp: 24, batch: 8, input_len: 128, output_len: 128 },
      measured: { tpot_ms: 10 },
      notes: 'sequence length bucket 4096; p50',
    });
    expect(neuron.load).toMatchObject({ kind: 'static-batch', bucket: 4096 });
    const suffix = mapped({
      family: 'vllm-ascend/suffix',
      hardware: { accelerator: 'Huawei Atlas 800T A2 (4 NPUs used)', gpus: 4 },
      serving: {
        engine: 'vLLM Ascend',
        tp: 4,
        concurrency: 4,
        input_len: 100,
        output_len: 100,
        speculative: 'suffix decoding, accept rate 50%',
      },
      measured: { tpot_ms: 10 },
      notes: 'max-num-seqs 12 in the validated launch',
    });
    expect(suffix.flags).toMatchObject({ speculativeTokens: 2, guessedBy: 'lookup', maxBatch: 12 });
    // Half of two guesses kept is one a step: p + p² = 1.
    const p = suffix.flags.acceptance!;
    expect(p + p * p).toBeCloseTo(1, 9);
  });

  it('with one digit of a rate loses that rate only, and none with two', () => {
    const of = (requests_per_s: number) =>
      mapped({
        serving: { engine: 'vLLM', concurrency: 4, input_len: 100, output_len: 100 },
        measured: { output_tokens_per_s: 1000, requests_per_s },
      }).quantities.map(({ quantity }) => quantity);
    expect(of(0.05)).toEqual(['output_tokens_per_s']);
    expect(of(0.15)).toEqual(['output_tokens_per_s', 'requests_per_s']);
    expect(of(0.0512)).toEqual(['output_tokens_per_s', 'requests_per_s']);
  });

  it('of a checkpoint published in one narrow format has it', () => {
    const of = (name: string) =>
      mapped({
        model: { name },
        hardware: { accelerator: 'NVIDIA H200', gpus: 8 },
        serving: { engine: 'vLLM', tp: 8, concurrency: 4, input_len: 100, output_len: 100 },
      }).problem.deployment.weights.id;
    expect(of('Kimi-K2-Thinking')).toBe('int4-weights');
    expect(of('MiniMax-M2.5')).toBe('fp8-block');
    expect(of('Llama-3.1-70B')).toBe('bf16');
  });
});
