import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { meanOf } from '../../../serving/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import type { Refused } from '../to-training-case.ts';
import { spellings } from './models.ts';
import { toPowerCase } from './power-case.ts';
import type { PowerRow, ServingRow, VllmRun } from './serving-row.ts';
import { toServingCase } from './to-serving-case.ts';
import { toVllmCase } from './vllm-case.ts';

const catalogue = { ...readCatalogue(), kernels: [] };
const data = '../shared/validation';
const present = existsSync(`${data}/serving.json.gz`);
const read = <Row>(file: string): Row[] => {
  const bytes = readFileSync(`${data}/${file}`);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Row[];
};

/** A row that prints little, with what a test adds. */
const row = (more: Record<string, unknown>): ServingRow =>
  ({
    id: 'r',
    family: 'nvidia-gap/Llama-3.1-8B-Instruct/h100_sxm/trtllm/agg',
    model: { name: 'Llama-3.1-8B-Instruct' },
    hardware: { accelerator: 'NVIDIA H100 SXM', gpus: 2 },
    serving: { engine: 'TensorRT-LLM', version: '1.0.0rc3', tp: 2, concurrency: 8, input_len: 1024, output_len: 512 },
    measured: { ttft_ms: 100, tpot_ms: 6 },
    ...more,
  }) as unknown as ServingRow;
const mapped = (one: ServingCase | Refused): ServingCase => {
  if ('refused' in one) throw new Error(one.refused);
  return one;
};

describe('a serving row', () => {
  it('without a precision is BF16, by its engine’s version, one place short of its batch', () => {
    const one = mapped(toServingCase(row({}), catalogue));
    expect(one.problem.deployment).toMatchObject({ tp: 2, pp: 1, dp: 1, ep: 1, kv: 'bf16', weights: { id: 'bf16' } });
    expect(one.assumed).toContain('weights=bf16');
    expect(one.profile.id).toBe('trtllm-1.0');
    expect(one.load).toMatchObject({ kind: 'closed-loop', concurrency: 8, requests: 80, statistic: 'mean' });
    expect(one.flags.maxBatch).toBe(7);
  });

  it('of InferenceX has lengths in [0.8 L, L], FP8 caches on Blackwell and wide ones on Hopper', () => {
    const family = 'inferencex/Llama-3.1-70B/b200_sxm/vllm/agg';
    const on = (accelerator: string) =>
      mapped(
        toServingCase(
          row({
            family,
            hardware: { accelerator, gpus: 2 },
            model: { name: 'Llama-3.1-70B', weights: 'fp8' },
            serving: { engine: 'vLLM', tp: 2, concurrency: 64, input_len: 1024, output_len: 8192 },
          }),
          catalogue,
        ),
      );
    expect(on('NVIDIA B200 SXM').problem.deployment.kv).toBe('fp8');
    expect(on('NVIDIA H100 SXM').problem.deployment.kv).toBe('bf16');
    expect(on('NVIDIA H100 SXM').load).toMatchObject({
      requests: 640,
      input: { kind: 'uniform', low: 820, high: 1024 },
      output: { kind: 'uniform', low: 6554, high: 8192 },
    });
  });

  it('of gpt-oss runs its experts in MXFP4 whatever the label, of DeepSeek its blocks of FP8', () => {
    const of = (name: string, weights: string) =>
      mapped(toServingCase(row({ model: { name, weights } }), catalogue)).problem.deployment.weights.id;
    expect(of('gpt-oss-120b', 'nvfp4')).toMatch(/^mxfp4/);
    expect(of('DeepSeek-R1', 'fp8')).toBe('fp8-block');
    expect(of('Llama-3.1-70B', 'fp8')).toBe('fp8');
  });

  it('of Neuron counts cores: two are a chip', () => {
    const one = mapped(
      toServingCase(
        row({
          family: 'aws-neuron/inf2/Llama',
          hardware: { accelerator: 'AWS Inferentia2 (Inf2.48xlarge)', neuron_cores: 24 },
          serving: { engine: 'Transformers NeuronX', tp: 24, batch: 8, input_len: 128, output_len: 1024 },
        }),
        catalogue,
      ),
    );
    expect(one.problem.deployment.tp).toBe(12);
    expect(one.profile.id).toBe('neuron');
  });

  it('that leaves tensor parallelism open gets the smallest that holds the weights; the rest are copies', () => {
    const one = mapped(
      toServingCase(
        row({
          family: 'mlperf-v5.1/llama2-70b/NVIDIA H100-SXM-80GB',
          model: { name: 'Llama-2-70B-chat', weights: 'fp8' },
          hardware: { accelerator: 'NVIDIA H100-SXM-80GB', gpus: 8 },
          serving: { engine: 'TensorRT-LLM', scenario: 'offline', num_requests: 24_576 },
          mlperf: { round: 'v5.1' },
          measured: { output_tokens_per_s: 24_000, per_gpu: false },
        }),
        catalogue,
      ),
    );
    expect([one.problem.deployment.tp, one.replicas]).toEqual([2, 4]);
    expect(one.assumed).toContain('tp=2');
  });

  it('whose table says that experts ran with attention data parallelism counts ranks, not slices', () => {
    const of = (name: string, notes: string | null) =>
      mapped(
        toServingCase(
          row({
            family: 'trtllm-1.0/house',
            model: { name, weights: 'fp8' },
            hardware: { accelerator: 'NVIDIA H200', gpus: 8 },
            serving: { engine: 'TensorRT-LLM', version: '1.0', tp: 8, input_len: 1000, output_len: 1000 },
            measured: { output_tokens_per_s: 24_000 },
            notes,
          }),
          catalogue,
        ),
      );
    const notes = 'MoE runs use attention DP in this workflow (enable_attention_dp)';
    const one = of('Qwen3-235B-A22B', notes);
    expect(one.problem.deployment).toMatchObject({ tp: 1, dp: 8, ep: 8 });
    expect(one.assumed).toEqual(expect.arrayContaining(['dp=8', 'ep=8']));
    expect(of('Qwen3-235B-A22B', null).problem.deployment).toMatchObject({ tp: 8, dp: 1 });
    expect(of('Llama-3.3-70B', notes).problem.deployment).toMatchObject({ tp: 8, dp: 1 });
  });

  it('of MLPerf with latent attention and whole experts on each rank spreads attention; an altered or capped system is left out', () => {
    const of = (more: Record<string, unknown>) =>
      toServingCase(
        row({
          id: 'mlperf-v5.1-0001-House-B200x8',
          family: 'mlperf-v5.1/deepseek-r1/NVIDIA B200-SXM-180GB',
          model: { name: 'DeepSeek-R1', weights: 'fp4' },
          hardware: { accelerator: 'NVIDIA B200-SXM-180GB', gpus: 8 },
          serving: { engine: 'TensorRT-LLM', tp: 8, ep: 8, batch: 512, scenario: 'offline', output_len: 3690 },
          mlperf: { round: 'v5.1', division: 'closed' },
          measured: { output_tokens_per_s: 30_000, per_gpu: false },
          ...more,
        }),
        catalogue,
      );
    const one = mapped(of({}));
    expect(one.problem.deployment).toMatchObject({ tp: 1, dp: 8, ep: 8 });
    expect(one.flags.maxBatch).toBe(512);
    const open = { round: 'v5.1', division: 'open' };
    expect(of({ mlperf: open, id: 'mlperf-v5.1-0001-House-B200x8_DepthPruned' })).toMatchObject({ excluded: true });
    expect(of({ mlperf: open, id: 'mlperf-v5.1-0001-House-reference-cpu-pytorch' })).toMatchObject({ excluded: true });
    expect(of({ mlperf: open })).not.toHaveProperty('refused');
    expect(of({ notes: 'MLPerf scenario Offline; power-capped/MaxQ' })).toMatchObject({ excluded: true });
  });

  it('of MLPerf runs every sample of the submission, with answers of the mean that it published', () => {
    const { load } = mapped(
      toServingCase(
        row({
          family: 'mlperf-v5.1/llama2-70b/NVIDIA H200-SXM-141GB',
          model: { name: 'Llama-2-70B-chat', weights: 'fp8' },
          hardware: { accelerator: 'NVIDIA H200-SXM-141GB', gpus: 8 },
          serving: { engine: 'TensorRT-LLM', tp: 1, scenario: 'offline', num_requests: 62_700, output_len: 291.7 },
          mlperf: { round: 'v5.1' },
          measured: { output_tokens_per_s: 34_000, per_gpu: false },
        }),
        catalogue,
      ),
    );
    if (load.kind !== 'offline') throw new Error(load.kind);
    expect(load.requests).toBe(62_700);
    expect(meanOf(load.output)).toBeCloseTo(291.7, 0);
    expect(meanOf(load.input)).toBeCloseTo(294, 0);
  });

  it('of FasterTransformer runs the C++ kernels before TensorRT-LLM, not Python’s transformers', () => {
    const of = (engine: string) =>
      mapped(
        toServingCase(row({ family: 'house', serving: { ...row({}).serving, engine, version: null } }), catalogue),
      );
    expect(of('FasterTransformer').profile.id).toBe('trtllm-0.5');
    expect(of('Transformers').profile.id).toMatch(/^vllm-0.4/);
  });

  it('of an unknown model with sizes is built from them; without, it is refused by name', () => {
    const sizes = { name: 'house model', layers: 40, hidden: 5120, heads: 40, kv_heads: 8, ffn: 13_824, vocab: 32_000 };
    const one = mapped(toServingCase(row({ model: { ...sizes, weights: 'fp16' } }), catalogue));
    expect(one.problem.architecture.order.length).toBe(40);
    expect(toServingCase(row({ model: { name: 'house model' } }), catalogue)).toMatchObject({
      refused: expect.stringContaining('house model'),
    });
  });

  it('keeps what its checkpoint’s name adds out of the network’s', () => {
    expect(spellings('Qwen/Qwen3-235B-A22B-Thinking-2507-FP8')).toContain('Qwen3-235B-A22B');
    expect(spellings('Qwen/Qwen3-VL-30B-A3B-Instruct')).toContain('Qwen3-30B-A3B');
  });
});

describe(`the published serving corpora${present ? '' : ' (skipped: ../shared/validation is absent)'}`, () => {
  const outcomes = (ones: readonly (ServingCase | Refused)[]) => {
    const refused = ones.filter((one): one is Refused => 'refused' in one && !one.excluded).map((one) => one.refused);
    const left = ones.filter((one): one is Refused => 'refused' in one && Boolean(one.excluded));
    return { refused, left, mapped: ones.length - refused.length - left.length };
  };

  it.skipIf(!present)('map to a case each, or are left out for a fault of their own', () => {
    const {
      refused,
      left,
      mapped: good,
    } = outcomes(read<ServingRow>('serving.json.gz').map((one) => toServingCase(one, catalogue)));
    expect(good).toBeGreaterThan(4700);
    expect(refused).toEqual([]);
    for (const { refused: why } of left) expect(why).toMatch(/^left out by the corpus|: /);
  });

  it.skipIf(!present)('of watts and of recorded runs map whole', () => {
    expect(outcomes(read<PowerRow>('serving-power.json.gz').map((one) => toPowerCase(one, catalogue)))).toMatchObject({
      refused: [],
      left: [],
      mapped: 663,
    });
    const runs = read<VllmRun>('vllm-runs.json').map((one) => mapped(toVllmCase(one, catalogue)));
    expect(runs.map(({ flags }) => flags.blocks)).toEqual([2588, undefined]);
    expect(runs[0]!.quantities.find(({ quantity }) => quantity === 'ttft_s_mean')!.measured).toBeCloseTo(65.4566, 3);
    expect(runs[0]!.quantities.find(({ quantity }) => quantity === 'tpot_s_p90')!.measured).toBeCloseTo(0.0381268, 5);
  });
});
