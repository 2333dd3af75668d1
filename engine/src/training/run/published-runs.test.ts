import { describe, expect, test } from 'vitest';
import { estimateRun } from './estimate-run.ts';

/**
 * The arithmetic of runs against what their makers published. Step times are given (from published throughput), so this
 * checks steps, hours, interruptions and goodput, not the prediction of a step.
 */
const exactly = (value: number) => ({ value, low: value, high: value, unit: 's' });
const HOURS = 3600;

describe('Llama 3 405B (arXiv 2407.21783)', () => {
  // Section 3.3.2: 400 TFLOP/s per GPU on 16,384 GPUs at a sequence of 8,192 and 16 Mi tokens per step. Model FLOPs per
  // token: 6 N and causal attention of 126 layers of width 16,384.
  const flopsPerToken = 6 * 405e9 + 6 * 126 * 16_384 * 8192;
  const step = (2 ** 24 * flopsPerToken) / (16_384 * 400e12);
  const reliability = {
    acceleratorHoursPerInterruption: (16_384 * 54 * 24) / 419, // Table 5
    restartSeconds: 600,
    checkpointSeconds: (405e9 * 14) / 2e12, // section 3.3.1: 2 TB/s
    checkpointEverySeconds: null,
  };
  const run = estimateRun({
    step: exactly(step),
    tokens: 15.6e12,
    tokensPerStep: 2 ** 24,
    accelerators: 16_384,
    reliability,
  });

  test('has more than 90 % effective training time', () => {
    expect(run.goodput).toBeGreaterThan(0.9);
    expect(run.goodput).toBeLessThan(0.96);
  });
  test('is interrupted 419 times in 54 days', () => {
    expect((run.interruptions / run.wallSeconds.value) * 54 * 24 * HOURS).toBeCloseTo(419, 6);
  });
  test('takes the 30.84 million H100-hours of the model card to 6 % (which holds its later stages too)', () => {
    expect(run.acceleratorHours.value / 30.84e6).toBeGreaterThan(0.94);
    expect(run.acceleratorHours.value / 30.84e6).toBeLessThan(1.0);
  });
});

describe('hours from a step time that the makers give', () => {
  const never = {
    acceleratorHoursPerInterruption: Number.POSITIVE_INFINITY,
    restartSeconds: 0,
    checkpointSeconds: 0,
    checkpointEverySeconds: null,
  };
  test('DeepSeek-V3: 180,000 H800-hours for each trillion tokens are 3.7 days and 2.664 million hours in all', () => {
    // arXiv 2412.19437, section 1 and Table 1: 2,048 H800, 14.8 T tokens, steps of 15,360 sequences of 4,096 tokens.
    const tokensPerStep = 15_360 * 4096;
    const step = exactly((180e3 * HOURS * tokensPerStep) / 1e12 / 2048);
    const common = { step, tokensPerStep, accelerators: 2048, reliability: never };
    const trillion = estimateRun({ ...common, tokens: 1e12 });
    expect((trillion.wallSeconds.value / 24 / HOURS).toFixed(1)).toBe('3.7');
    const all = estimateRun({ ...common, tokens: 14.8e12 });
    expect(all.acceleratorHours.value / 2.664e6).toBeCloseTo(1, 4);
    expect(all.wallSeconds.value / 24 / HOURS).toBeLessThan(60); // "less than two months"
  });

  // Model card: H100-hours and 15 T tokens; the implied tokens per second per GPU give the step of any batch and machine.
  test.each([
    ['Llama 3.1 8B', 1.46e6, 2854],
    ['Llama 3.1 70B', 7.0e6, 595],
  ])(
    '%s: tokens per second and hours are two faces of one number, whatever the machine',
    (_, hours, tokensPerSecond) => {
      for (const [accelerators, tokensPerStep] of [
        [1024, 2 ** 22],
        [8192, 2 ** 24],
      ] as const) {
        const step = exactly(tokensPerStep / (tokensPerSecond * accelerators));
        const run = estimateRun({ step, tokens: 15e12, tokensPerStep, accelerators, reliability: never });
        expect(Math.abs(run.acceleratorHours.value / hours - 1)).toBeLessThan(1e-3);
      }
    },
  );
});

test('BLOOM: a checkpoint every 100 steps of 105 s lost 1.5 h at a crash (huggingface.co/blog/bloom-megatron-deepspeed)', () => {
  const run = estimateRun({
    step: exactly(105),
    tokens: 366e9,
    tokensPerStep: 2048 * 2048,
    accelerators: 384,
    reliability: {
      acceleratorHoursPerInterruption: (384 * 7 * 24) / 1.5,
      restartSeconds: 0,
      checkpointSeconds: 40,
      checkpointEverySeconds: 100 * 105,
    },
  });
  const lost = run.wallSeconds.value - run.productiveSeconds.value - run.checkpointSeconds;
  expect(lost / run.interruptions / HOURS).toBeCloseTo(1.5, 1);
  expect(run.wallSeconds.value / 86_400).toBeGreaterThan(100); // "3-4 months"
  expect(run.wallSeconds.value / 86_400).toBeLessThan(120);
});
