import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { toPowerCase } from '../rows/serving/power-case.ts';
import type { PowerRow, ServingRow, VllmRun } from '../rows/serving/serving-row.ts';
import { toServingCase } from '../rows/serving/to-serving-case.ts';
import { toVllmCase } from '../rows/serving/vllm-case.ts';
import { validateRows } from '../validate.ts';
import type { ServingCase } from './case.ts';
import { predictionTools } from './predict/ready.ts';
import { predictServing, runCase } from './predict-serving.ts';

const catalogue = withKernels(readCatalogue());
const tools = predictionTools(catalogue.kernels, catalogue.chips);

const row = (more: Record<string, unknown> = {}): ServingRow =>
  ({
    id: 'made-up',
    family: 'house',
    model: { name: 'Llama-3.1-8B-Instruct', weights: 'bf16' },
    hardware: { accelerator: 'NVIDIA H100 SXM', gpus: 1 },
    serving: { engine: 'vLLM', version: '0.12', tp: 1, concurrency: 8, input_len: 1024, output_len: 128 },
    measured: { ttft_ms: 100, tpot_ms: 8, output_tokens_per_s: 900 },
    ...more,
  }) as unknown as ServingRow;
const mapped = (one: ReturnType<typeof toServingCase>): ServingCase => {
  if ('refused' in one) throw new Error(one.refused);
  return one;
};
const figures = (more: Record<string, unknown> = {}) =>
  runCase(mapped(toServingCase(row(more), catalogue)), tools).figures;

describe('a predicted row', () => {
  it('gives each measured quantity once, inside its interval, with its grade and what was assumed', () => {
    const all = predictServing(mapped(toServingCase(row(), catalogue)), tools);
    expect(all.map(({ quantity }) => quantity).toSorted()).toEqual(['output_tokens_per_s', 'tpot_ms', 'ttft_ms']);
    for (const p of all) {
      expect(p.grade).toBe('silicon');
      expect(p.low).toBeLessThan(p.low80);
      expect(p.low80).toBeLessThan(p.predicted);
      expect(p.predicted).toBeLessThan(p.high80);
      expect(p.high80).toBeLessThan(p.high);
      expect(p.naive).toBeGreaterThan(0);
    }
  });

  it('of a closed loop obeys Little: clients = answers a second x (first token + rest)', () => {
    const {
      output_tokens_per_s: rate,
      ttft_ms: ttft,
      tpot_ms: tpot,
    } = figures({
      serving: { ...row().serving, num_requests: 800 },
    });
    expect(((rate! / 128) * (ttft! + 127 * tpot!)) / 1e3).toBeCloseTo(8, 0);
  });

  it('is no faster than its weights are read, and not three times as slow', () => {
    const bytes = 2 * 8.03e9 - 2 * 128_256 * 4096; // without the embedding
    const { tpot_ms: tpot } = figures({ serving: { ...row().serving, concurrency: 1 } });
    expect(tpot).toBeGreaterThan((1e3 * bytes) / 3.35e12);
    expect(tpot).toBeLessThan((3e3 * bytes) / 3.35e12);
  });

  it('of a rate per accelerator is a share of the system’s; copies of a replica add up', () => {
    const offline = (gpus: number, per_gpu: boolean) =>
      predictServing(
        mapped(
          toServingCase(
            row({
              family: 'trtllm-1.0/Llama',
              hardware: { accelerator: 'NVIDIA H100 SXM', gpus },
              serving: {
                engine: 'TensorRT-LLM',
                version: '1.0',
                tp: 1,
                input_len: 128,
                output_len: 128,
                num_requests: 1000,
              },
              measured: { output_tokens_per_s: 1000, per_gpu },
            }),
            catalogue,
          ),
        ),
        tools,
      )[0]!.predicted;
    // Half the requests each: a shorter run, whose ends weigh a little more.
    expect(offline(2, false) / offline(1, false)).toBeGreaterThan(1.6);
    expect(offline(2, false) / offline(1, false)).toBeLessThanOrEqual(2);
    expect(offline(2, true)).toBeCloseTo(offline(2, false) / 2, 6);
  });

  it('of Poisson arrivals within its means answers what comes; beyond them, what it can, with a full batch', () => {
    const server = (request_rate: number) =>
      figures({
        family: 'mlperf-v5.1/llama3.1-8b/NVIDIA H100-SXM-80GB',
        model: { name: 'Llama-3.1-8B-Instruct', weights: 'fp8' },
        serving: { engine: 'TensorRT-LLM', version: '1.0', tp: 1, scenario: 'server', request_rate },
        mlperf: { round: 'v5.1' },
      });
    const easy = server(10);
    const hard = server(400);
    expect(easy.requests_per_s!).toBeCloseTo(10, 6);
    expect(hard.requests_per_s!).toBeLessThan(300);
    expect(hard.requests_per_s!).toBeGreaterThan(20);
    expect(hard.ttft_ms!).toBeGreaterThan(easy.ttft_ms!);
    expect(hard.tpot_ms!).toBeGreaterThan(2 * easy.tpot_ms!);
    // Twice as many again find the same full replica.
    expect(server(800).requests_per_s! / hard.requests_per_s!).toBeCloseTo(1, 1);
    expect(server(800).ttft_ms! / hard.ttft_ms!).toBeLessThan(2);
  });

  it('of a search in beams counts answers: rates of four beams are not four times those of one', () => {
    const offline = (name: string) =>
      figures({
        family: 'mlperf-v4.1/house',
        model: { name, weights: 'fp8' },
        serving: { engine: 'TensorRT-LLM', version: '0.17', tp: 1, scenario: 'offline', num_requests: 3000 },
        mlperf: { round: 'v4.1' },
      });
    const beams = offline('GPT-J-6B'); // four beams of 69 tokens after 900
    expect(beams.output_tokens_per_s! / beams.requests_per_s!).toBeGreaterThan(65);
    expect(beams.output_tokens_per_s! / beams.requests_per_s!).toBeLessThan(72);
    // A network of about the size, one beam of 128 tokens after 870.
    const one = offline('Llama-3.1-8B-Instruct');
    expect(beams.output_tokens_per_s!).toBeLessThan(one.output_tokens_per_s!);
  });

  it('of a static batch has prompts and answers apart; a longer answer changes no first token', () => {
    const batch = (output_len: number) =>
      figures({
        family: 'fastertransformer',
        serving: { engine: 'TensorRT-LLM', version: '0.8', tp: 1, batch: 8, input_len: 512, output_len },
      });
    expect(batch(64).ttft_ms).toBe(batch(8).ttft_ms);
    expect(batch(64).latency_ms!).toBeCloseTo(batch(64).ttft_ms! + 63 * batch(64).tpot_ms!, 6);
  });

  it('whose cache cannot hold a request by our count ran all the same, and says so', () => {
    const all = predictServing(
      mapped(
        toServingCase(
          row({
            model: { name: 'Llama-3.1-70B-Instruct', weights: 'bf16' },
            serving: { ...row().serving, concurrency: 1 },
          }),
          catalogue,
        ),
      ),
      tools,
    );
    expect(all[0]!.assumed).toContain('kv=one request');
  });

  it('of requests that nobody serves gives nothing at once, not after hours', () => {
    const one = mapped(toServingCase(row({ serving: { ...row().serving, output_len: 9_000_000 } }), catalogue));
    expect(predictServing(one, tools)).toEqual([]);
  });

  it('of watts has latencies between tokens in order, and joules that are watts over tokens a second', () => {
    const power = {
      ...{ gpu_model: 'H100', num_gpus: 1, model: 'meta-llama/Llama-3.1-8B-Instruct', task: 'lm-arena-chat' },
      ...{ precision: 'bfloat16', tp: 1, ep: 1, dp: 1, max_num_seqs: 64, avg_batch_size: 63.5, avg_output_len: 600 },
      ...{ avg_power_watts: 500, energy_per_token_joules: 0.1, output_throughput_tokens_per_sec: 5000 },
      ...{ median_itl_ms: 10, p90_itl_ms: 12, p99_itl_ms: 30 },
    } as PowerRow;
    const { figures: f } = runCase(mapped(toPowerCase(power, catalogue)), tools);
    expect(f.itl_p50_ms!).toBeLessThanOrEqual(f.itl_p90_ms!);
    expect(f.itl_p90_ms!).toBeLessThanOrEqual(f.itl_p99_ms!);
    expect(f.energy_per_token_j!).toBeCloseTo(f.power_w! / f.output_tokens_per_s!, 9);
    expect(f.power_w!).toBeGreaterThan(0.17 * 700);
    expect(f.power_w!).toBeLessThanOrEqual(700);
  });

  it('of a recorded run replays its requests: later arrivals never make the run shorter', () => {
    const run = (gap: number) =>
      runCase(
        mapped(
          toVllmCase(
            {
              id: 'run',
              accelerator: 'NVIDIA GeForce RTX 4090',
              gpus: 1,
              meta: { model: 'meta-llama/Llama-3.1-8B', vllm_version: '0.19.0', engine_kwargs: { dtype: 'bfloat16' } },
              requests: Array.from({ length: 20 }, (_, i) => [i * gap, 200, 50, 0.1, 2]),
            } as unknown as VllmRun,
            catalogue,
          ),
        ),
        tools,
      ).figures;
    expect(run(2).makespan_s!).toBeGreaterThan(19 * 2);
    // Requests that come two seconds apart have the card to themselves.
    expect(run(2).tpot_s_mean!).toBeLessThan(run(0).tpot_s_mean!);
    expect(run(2).ttft_s_p90!).toBeLessThan(run(0).ttft_s_p90!);
  });
});

describe('rows of serving in a file', () => {
  it('are scored beside others; a model nobody knows is refused by name', () => {
    const { rows, summary } = validateRows([row(), row({ id: 'b', model: { name: 'house model' } })], catalogue);
    expect(
      summary
        .filter(({ n }) => n > 0)
        .map(({ quantity }) => quantity)
        .toSorted(),
    ).toEqual(['output_tokens_per_s', 'tpot_ms', 'ttft_ms']);
    expect(rows.at(-1)).toMatchObject({ id: 'b', refused: expect.stringContaining('house model') });
  });
});
