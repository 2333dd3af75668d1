import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../../catalogue/src/index.ts';
import { readInput } from '../../scenario/read.ts';
import { planServe } from './plan-serve.ts';

const catalogue = withKernels(readCatalogue());

describe('what a plan says it assumed', () => {
  it('is no format other than the one that it chose', () => {
    const plan = planServe.run(
      { catalogue },
      readInput(planServe.input, {
        serve: { model: 'qwen3-32b' },
        on: { accelerator: 'l40s' },
        traffic: { rate: '1/s', input: 500, output: 100 },
        slo: { ttft: 'p95 2 s', tpot: 'p95 60 ms' },
      }),
    );
    const [best] = plan.kept;
    expect(best!.weights).not.toBe('bf16');
    expect(plan.assumed.map(({ key }) => key)).not.toContain('weights');
    expect(plan.assumed.map(({ key }) => key)).toContain('engine');
  });
});

describe('a plan over several accelerators', () => {
  const ask = (traffic: object, slo: object, on: string[], serve: object = {}) =>
    planServe.run(
      { catalogue },
      readInput(planServe.input, { serve: { model: 'llama-3.1-8b', ...serve }, on: { accelerator: on }, traffic, slo }),
    );

  it('shows what comes nearest on each, when none keeps the promise', () => {
    const plan = ask({ rate: '2/s', input: 4000, output: 50 }, { ttft: 'p99 60 ms' }, ['h100-sxm', 'l4'], {
      weights: 'bf16',
      tp: 1,
    });
    expect(plan.outcome).toBe('missed');
    expect(new Set([plan.nearest!.chip, ...plan.missed.map(({ chip }) => chip)])).toEqual(new Set(['h100-sxm', 'l4']));
    for (const row of [plan.nearest!, ...plan.missed]) {
      expect(row.ttft).toBeGreaterThan(0.06);
      // More replicas do not help a prompt that is too long alone: only a few are planned.
      expect(row.accelerators).toBeLessThan(20);
    }
    // One figure of the nearest way wherever it is told; and the lever is no promise that it would break.
    expect(plan.nearest!.ttft).toBe(plan.simulation!.promises[0]!.value.value);
    expect(plan.lever!.to).toBeGreaterThanOrEqual(plan.nearest!.ttft);
  });

  it('tells the same latency of the best way in its table as under the whole traffic', () => {
    const plan = ask(
      { rate: '4/s', input: 500, output: 80 },
      { ttft: 'p99 1 s', tpot: 'p99 40 ms' },
      ['h100-sxm', 'l4'],
      {
        weights: 'bf16',
        tp: 1,
      },
    );
    const [best] = plan.kept;
    expect([best!.ttft, best!.tpot]).toEqual(plan.simulation!.promises.map(({ value }) => value.value));
    const chips = new Set([...plan.kept, ...plan.missed].map(({ chip }) => chip));
    expect(chips).toEqual(new Set(['h100-sxm', 'l4']));
  });

  it('pulls a lever that keeps the whole promise, or none', () => {
    const traffic = { rate: '4/s', input: 1500, input_p95: 4000, output: 240, requests: 300 };
    const slo = { ttft: 'p99 1 s', tpot: 'p99 50 ms' };
    const short = (count: number) =>
      planServe.run(
        { catalogue },
        readInput(planServe.input, {
          serve: { model: 'llama-3.1-70b', weights: 'bf16' },
          on: { accelerator: 'h100-sxm', count },
          traffic,
          slo,
        }),
      );
    const { outcome, nearest, simulation, lever } = short(2);
    // Two hold few tokens beside the weights: both limits are missed by far, and long requests are refused.
    expect([outcome, simulation!.requests.refused.length]).toEqual(['missed', 1]);
    expect(nearest!.usdPerMillion).toBeCloseTo(simulation!.money!.allPerOutput.value, 9);
    expect(lever).toMatchObject({ kind: 'accelerators', from: 2, keeps: true });
    expect(short(Number(lever!.to)).kept[0]).toMatchObject({ accelerators: lever!.to, checked: true });
    // A first token after ten times as long is no longer what was promised.
    const far = ask({ rate: '2/s', input: 16_000, output: 50, requests: 200 }, { ttft: 'p99 20 ms' }, ['h100-sxm'], {
      weights: 'bf16',
      tp: 1,
    });
    expect([far.outcome, far.lever]).toEqual(['missed', null]);
  });

  it('recommends at the same price what has most to spare', () => {
    const { kept } = ask(
      { rate: '4/s', input: 1500, output: 240 },
      { ttft: 'p99 1 s', tpot: 'p99 50 ms' },
      ['h100-sxm'],
      {
        model: 'llama-3.1-70b',
      },
    );
    const alike = kept.filter(({ usdPerHour }) => usdPerHour === kept[0]!.usdPerHour);
    expect(alike.length).toBeGreaterThan(2);
    expect(kept[0]!.strain).toBe(Math.min(...alike.map(({ strain }) => strain)));
  });

  it("tunes tokens of a step where they keep a pace that the engine's own miss, unless the scenario fixes them", () => {
    // Prompts of 8,000 tokens in steps of 8,192 stop every answer for long: p99 of the pace needs shorter steps.
    const traffic = { rate: '6/s', input: 8000, output: 60, requests: 600 };
    const slo = { tpot: 'p99 60 ms', ttft: 'p99 20 s' };
    const open = ask(traffic, slo, ['h100-sxm'], { weights: 'bf16', tp: 1 });
    expect(open.settings.tried).toBeGreaterThan(0);
    const fixed = ask(traffic, slo, ['h100-sxm'], { weights: 'bf16', tp: 1, max_batched_tokens: 8192, max_batch: 256 });
    expect(fixed.settings).toEqual({ tried: 0, tuned: false, own: null });
    expect(open.kept[0]!.accelerators).toBeLessThan(fixed.kept[0]?.accelerators ?? Number.POSITIVE_INFINITY);
    expect(open.settings.tuned).toBe(true);
  });
});
