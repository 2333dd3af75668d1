import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../catalogue/src/index.ts';
import { findByName } from '../../facts/index.ts';
import { buildMachine } from '../../machine/index.ts';
import { readArchitecture } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { emptyStep, type StepSums, type StepTimer } from '../iteration/step.ts';
import { formatFor } from '../quantisation/index.ts';
import { energyPerToken, powerFamilyOf, powerOf, powerShape, rowPower, serverWatts, withPower } from './index.ts';

const catalogue = readCatalogue();

interface Wish {
  readonly model?: string;
  readonly chip?: string;
  readonly format?: string;
  readonly tp?: number;
  readonly pp?: number;
  readonly dp?: number;
}
function problem({
  model = 'llama-3.1-8b',
  chip = 'h100-sxm',
  format = 'bf16',
  tp = 1,
  pp = 1,
  dp = 1,
}: Wish = {}): ServingProblem {
  const entry = findByName(catalogue.models, model)!;
  return {
    architecture: readArchitecture(entry.config, entry.id, entry.name),
    machine: buildMachine(catalogue, { chip: catalogue.chips.find(({ id }) => id === chip)!, count: tp * pp * dp }),
    deployment: { tp, pp, dp, ep: dp > 1 ? tp * dp : 1, weights: formatFor(format), kv: 'bf16' },
    engine: 'vllm',
  };
}

/** `batch` requests with 1,000 tokens each; `prompt` tokens of one new prompt beside them. */
function step(batch: number, prompt = 0): StepSums {
  return {
    ...emptyStep(),
    decodes: batch,
    decodeContext: batch * 1000,
    longestContext: 1000,
    chunks: prompt > 0 ? 1 : 0,
    chunkTokens: prompt,
    chunkPairs: (prompt * (prompt + 1)) / 2,
  };
}

describe('watts of a replica', () => {
  it('draws about what was measured of Llama 3.1 8B on one H100', () => {
    // ML.ENERGY, lm-arena-chat: 486 W at 8 requests of 6.8 ms, 669 W at 128 of 18.4 ms; this chip measures 13 % apart from node to node.
    const power = powerOf(problem())!;
    expect(power.watts(step(8), 0.0068) / 486).toBeGreaterThan(0.85);
    expect(power.watts(step(8), 0.0068) / 486).toBeLessThan(1.15);
    expect(power.watts(step(128), 0.0184) / 669).toBeGreaterThan(0.82);
    expect(power.watts(step(128), 0.0184) / 669).toBeLessThan(1.15);
  });

  it('counts all accelerators and never leaves idle and rating', () => {
    for (const wish of [{}, { tp: 4 }, { pp: 2 }, { chip: 'b200-sxm' }, { chip: 'rtx4090', format: 'int4-weights' }]) {
      const asked = problem(wish);
      const power = powerOf(asked)!;
      const rating = asked.machine.rates.tdp * asked.machine.count;
      for (const seconds of [1e-3, 1e-2, 1])
        for (const batch of [0, 1, 64, 4096])
          for (const prompt of [0, 8192]) {
            const watts = power.watts(step(batch, prompt), seconds);
            expect(watts).toBeGreaterThanOrEqual(power.idleWatts);
            expect(watts).toBeLessThanOrEqual(rating);
            expect(power.promptWatts(step(batch, prompt), seconds)).toBeLessThanOrEqual(watts + 1e-9);
          }
    }
  });

  it('draws the mean of its iterations: joules are watts over time, however the time is cut', () => {
    const power = powerOf(problem())!;
    const load = { batch: 32, meanContext: 1000, inputTokens: 1000, outputTokens: 200 };
    const decode = 0.011;
    const mixed = 0.034;
    // A request starts in 32 of 200 iterations.
    const starts = load.batch / load.outputTokens;
    const seconds = (1 - starts) * decode + starts * mixed;
    const joules =
      (1 - starts) * decode * power.watts(step(32), decode) + starts * mixed * power.watts(step(32, 1000), mixed);
    const steady = rowPower({ problem: problem(), ...load, outputTokensPerSecond: load.batch / seconds })!;
    expect(steady.watts / (joules / seconds)).toBeGreaterThan(0.95);
    expect(steady.watts / (joules / seconds)).toBeLessThan(1.05);
    expect(steady.joulesPerOutputToken).toBeCloseTo((steady.watts * seconds) / load.batch, 9);
  });

  it('fills whole tiles of block-scaled experts, widens FP4 on Hopper, polls between data-parallel ranks', () => {
    const model = 'qwen3-235b-a22b';
    expect(powerShape(problem({ model, format: 'fp8-block', tp: 4 })).tile).toBe(128);
    expect(powerShape(problem({ model, format: 'fp8', tp: 4 })).tile).toBe(1);
    expect(powerShape(problem({ model, tp: 8 })).tile).toBe(0);
    expect(powerShape(problem({ model: 'deepseek-v3', format: 'fp8-block', tp: 8, chip: 'b200-sxm' })).tile).toBe(1);
    expect(powerShape(problem({ model: 'gpt-oss-120b', format: 'mxfp4-mxfp8' })).chip.unpacks).toBe(true);
    expect(powerShape(problem({ model: 'gpt-oss-120b', format: 'mxfp4-mxfp8', chip: 'b200-sxm' })).chip.unpacks).toBe(
      false,
    );
    expect(powerShape(problem({ model, dp: 8 })).chip.polls).toBe(true);
    expect(powerShape(problem({ dp: 8 })).chip.polls).toBe(false);
    // At eight requests the tiles of 235B's experts hold far more filling than rows: FP8 draws more than BF16 in the same time.
    const watts = (format: string) => powerOf(problem({ model, format, tp: 8 }))!.watts(step(8), 0.02);
    expect(watts('fp8-block')).toBeGreaterThan(watts('fp8'));
  });

  it('divides weights, experts and cache over the ranks that hold them', () => {
    const one = powerShape(problem({ model: 'qwen3-30b-a3b' }));
    const four = powerShape(problem({ model: 'qwen3-30b-a3b', tp: 4 }));
    expect(one.expertBytes / four.expertBytes).toBeCloseTo(4, 9);
    expect(one.cache[0]!.bytesPerToken / four.cache[0]!.bytesPerToken).toBeCloseTo(4, 9);
    // Four key-value heads on eight ranks: each holds a whole one.
    expect(four.cache[0]!.bytesPerToken).toBe(
      powerShape(problem({ model: 'qwen3-30b-a3b', tp: 8 })).cache[0]!.bytesPerToken,
    );
    const bytes = one.weightBytes + one.expertBytes;
    expect(bytes / 2 / 30.5e9).toBeGreaterThan(0.98);
    expect(bytes / 2 / 30.5e9).toBeLessThan(1.01);
  });

  it('says nothing without a rating, and less surely of chips nobody measured', () => {
    const unrated =
      catalogue.chips.find((chip) => !chip.tdp && chip.kind === 'gpu') ?? catalogue.chips.find((chip) => !chip.tdp)!;
    expect(powerOf(problem({ chip: unrated.id }))).toBeNull();
    expect(
      rowPower({
        problem: problem({ chip: unrated.id }),
        batch: 1,
        meanContext: 1,
        outputTokensPerSecond: 1,
        inputTokens: 1,
        outputTokens: 1,
      }),
    ).toBeNull();
    const grade = (id: string) => powerFamilyOf(catalogue.chips.find((chip) => chip.id === id)!);
    expect(['h100-sxm', 'h200-sxm', 'mi300x'].map((id) => grade(id).grade)).toEqual(['silicon', 'family', 'datasheet']);
    expect(grade('h200-sxm').widths.p90.high).toBeGreaterThan(grade('h100-sxm').widths.p90.high);
    expect(grade('mi300x').widths.p90.high).toBeGreaterThan(grade('h200-sxm').widths.p90.high);
  });

  it('gives intervals that nest and hold the watts', () => {
    const load = { batch: 16, meanContext: 600, outputTokensPerSecond: 1500, inputTokens: 300, outputTokens: 400 };
    const found = rowPower({ problem: problem({ chip: 'mi300x' }), ...load })!;
    const { low, low80, watts, high80, high } = found;
    expect([low, low80, watts, high80, high]).toEqual([low, low80, watts, high80, high].sort((a, b) => a - b));
    expect(high).toBeLessThanOrEqual(750);
  });

  it('dresses a timer without changing its seconds', () => {
    const timer: StepTimer = { seconds: (s) => 0.01 + 1e-5 * s.decodes };
    const dressed = withPower(timer, powerOf(problem()));
    expect(dressed.seconds(step(8))).toBe(timer.seconds(step(8)));
    expect(dressed.watts!(step(8), 0.01)).toBeGreaterThan(dressed.idleWatts!);
    expect(withPower(timer, null)).toBe(timer);
  });
});

describe('energy', () => {
  it('is split into prompts and answers without loss', () => {
    const tokens = energyPerToken({ total: 1000, prompts: 300, inputTokens: 5000, outputTokens: 700 });
    expect(tokens.input * 5000 + tokens.output * 700).toBeCloseTo(1000, 9);
    expect(tokens.perOutputToken).toBeCloseTo(1000 / 700, 12);
    expect(energyPerToken({ total: 1, prompts: 0, inputTokens: 0, outputTokens: 1 }).input).toBeNaN();
  });

  it('adds the rest of the server, less at rest than under load', () => {
    const { rates } = problem({ tp: 8 }).machine;
    expect(serverWatts(8 * rates.tdp, 8, rates)).toBeCloseTo(8 * rates.tdp * rates.serverPowerFactor, 6);
    const rest = (watts: number) => serverWatts(watts, 8, rates) - watts;
    expect(rest(0)).toBeCloseTo(0.44 * rest(8 * rates.tdp), 6);
  });
});
