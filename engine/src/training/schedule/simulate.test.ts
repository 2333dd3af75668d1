import { describe, expect, test } from 'vitest';
import { cpuMilliseconds } from '../../../../tests/cpu-milliseconds.ts';
import type { Schedule } from '../strategy.ts';
import { type PipelineSpec, pipelineSpecSeconds, placement, simulate } from './index.ts';

/** Even stages: f, b, w are seconds of a whole stage. */
function even(
  schedule: Schedule,
  p: number,
  v: number,
  m: number,
  f: number,
  b: number,
  w: number,
  hop = 0,
): PipelineSpec {
  const all = (seconds: number): number[] => Array(p * v).fill(seconds / v);
  return {
    schedule,
    stages: p,
    chunks: v,
    microBatches: m,
    forward: all(f),
    backwardInput: all(b),
    backwardWeight: all(w),
    hop,
  };
}
const both = (spec: PipelineSpec): number[] => [simulate(spec).seconds, pipelineSpecSeconds(spec).seconds];
const expectBoth = (spec: PipelineSpec, seconds: number): void => {
  for (const x of both(spec)) expect(x).toBeCloseTo(seconds, 9);
};

describe('published bubbles of even stages', () => {
  const sizes = [
    [2, 4],
    [4, 8],
    [8, 16],
    [8, 40],
    [16, 64],
  ] as const;
  test.each(sizes)('1F1B and GPipe, p = %i, m = %i: (m + p - 1)(f + b)', (p, m) => {
    expectBoth(even('1f1b', p, 1, m, 1, 1.2, 0.9), (m + p - 1) * 3.1);
    expectBoth(even('gpipe', p, 1, m, 1, 1.2, 0.9), (m + p - 1) * 3.1);
  });
  test.each(sizes)('interleaved, p = %i, m = %i: bubble (p - 1)(f + b)/v', (p, m) => {
    for (const v of [2, 4]) expectBoth(even('interleaved', p, v, m, 1, 1.2, 0.9), m * 3.1 + ((p - 1) * 3.1) / v);
  });
  test.each(sizes)('ZB-H1, p = %i, m = %i: bubble (p - 1)(f + b - w)', (p, m) => {
    expectBoth(even('zero-bubble', p, 1, m, 1, 1.2, 0.9), m * 3.1 + (p - 1) * (1 + 1.2 - 0.9));
  });
  test.each(sizes)('ZB-V, p = %i, m = %i, f = b = w: none', (p, m) => {
    expectBoth(even('zb-v', p, 2, m, 1, 1, 1), m * 3);
  });
  test.each(sizes)('DualPipe, p = %i, m = %i: bubble (p/2 - 1)(F&B + B - 3W)', (p, m) => {
    const [f, b, w] = [1, 1.2, 0.9];
    expectBoth(even('dualpipe', p, 1, m, f, b, w), m * 3.1 + (p / 2 - 1) * (f + b + w + (b + w) - 3 * w));
  });
});

test('activations in flight are those of the papers', () => {
  const held = (schedule: Schedule, p: number, v: number, m: number): number[] =>
    Array.from(simulate(even(schedule, p, v, m, 1, 1, 1)).peakInFlight);
  expect(held('1f1b', 4, 1, 16)).toEqual([4, 3, 2, 1]);
  expect(held('zero-bubble', 4, 1, 16)).toEqual([4, 3, 2, 1]);
  expect(held('gpipe', 4, 1, 16)).toEqual([16, 16, 16, 16]);
  expect(held('interleaved', 4, 2, 16)).toEqual([11, 9, 7, 5]);
  expect(held('zb-v', 4, 2, 16)).toEqual([8, 8, 8, 8]);
  expect(held('dualpipe', 4, 1, 16)).toEqual([5, 5, 5, 5]);
});

test('a hop delays, it does not block: two stages, one micro-batch', () => {
  // F0, hop, F1, B1, hop, B0
  expect(simulate(even('1f1b', 2, 1, 1, 1, 1, 1, 0.25)).seconds).toBeCloseTo(2 * 3 + 2 * 0.25, 12);
});

test('64 stages and 4,096 micro-batches run in under two seconds', () => {
  const run = () =>
    expect(simulate(even('zero-bubble', 64, 1, 4096, 1, 1.2, 0.9, 0.1)).tasks.length).toBe(64 * 4096 * 3);
  expect(cpuMilliseconds(run, 2000)).toBeLessThan(2000);
});

test('each chunk lies where its schedule puts it', () => {
  const at = (schedule: Schedule, stages: number, chunks: number): (readonly number[])[] =>
    Array.from({ length: stages * chunks }, (_, c) => placement({ schedule, stages, chunks }, c));
  expect(at('interleaved', 3, 2)).toEqual([[0], [1], [2], [0], [1], [2]]);
  expect(at('zb-v', 3, 2)).toEqual([[0], [1], [2], [2], [1], [0]]);
  expect(at('dualpipe', 4, 1)).toEqual([
    [0, 3],
    [1, 2],
    [2, 1],
    [3, 0],
  ]);
  expect(at('dualpipe', 2, 2)).toEqual([
    [0, 1],
    [0, 1],
    [1, 0],
    [1, 0],
  ]);
});

describe('a spec that cannot run names value, rule and what would work', () => {
  const spec = even('1f1b', 4, 1, 8, 1, 1, 1);
  test.each<[Partial<PipelineSpec>, RegExp]>([
    [{ microBatches: 0 }, /microBatches 0 .* at least 1/],
    [{ stages: 1.5 }, /stages 1.5/],
    [{ forward: [1, 1] }, /forward has 2 entries; stages x chunks is 4/],
    [{ hop: -1 }, /hop -1/],
    [{ backwardWeight: [1, 1, Number.NaN, 1] }, /backwardWeight NaN/],
    [{ schedule: 'zb-v' }, /zb-v .* not 1; nearest: 2/],
  ])('%j', (change, message) => {
    expect(() => simulate({ ...spec, ...change })).toThrow(message);
    expect(() => pipelineSpecSeconds({ ...spec, ...change })).toThrow(message);
  });
  test('an odd number of stages for DualPipe', () => {
    expect(() => simulate(even('dualpipe', 5, 1, 8, 1, 1, 1))).toThrow(/5 is odd; nearest: 4 or 6/);
  });
});
