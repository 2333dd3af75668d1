import { describe, expect, it } from 'vitest';
import type { Machine } from '../machine/index.ts';
import { type GptSizes, makeGpt } from '../model/index.ts';
import { checkStrategy, nearestDivisors } from './legality.ts';
import type { TrainingProblem } from './problem.ts';
import { baseStrategy } from './search/walk.ts';
import type { Strategy } from './strategy.ts';

const tier = {
  name: 'net',
  size: 64,
  bytesPerSecond: 1e11,
  efficiency: 0.8,
  latency: 1e-6,
  topology: 'switch',
  inSwitchReduction: false,
} as const;
const machine = { chip: { id: 'c', peak: { bf16: {} } }, count: 64, tiers: [tier] } as unknown as Machine;
const GPT: GptSizes = { layers: 16, hidden: 1024, heads: 16, kvHeads: 4, vocab: 32_000, gated: true, ffn: 4096 };
const MOE: GptSizes = { ...GPT, experts: 8, topk: 2, expertFfn: 512 };

const problemOf = (sizes: GptSizes): TrainingProblem =>
  ({
    architecture: makeGpt(sizes),
    machine,
    sequence: 4096,
    globalBatch: 256,
    precision: { compute: 'bf16', gradients: 'fp32' },
    optimizer: { kind: 'adamw', state: 'fp32', master: true },
    preset: 'megatron-core',
  }) as unknown as TrainingProblem;

const rules = (given: Partial<Strategy>, sizes = GPT) => {
  const problem = problemOf(sizes);
  const { tp = 1, pp = 1, cp = 1 } = given;
  return checkStrategy(problem, baseStrategy(problem, { dp: 64 / (tp * pp * cp), ...given })).map((p) => [
    p.rule,
    p.values.nearest ?? null,
  ]);
};

describe('rules, each by one strategy that breaks it alone', () => {
  it.each<[string, Partial<Strategy>, unknown, GptSizes?]>([
    ['preset', { preset: 'toString' }, null],
    ['product', { dp: 32 }, null],
    ['batch', { microBatch: 3 }, 192], // 256 is no multiple of 64 x 3
    ['tp-heads', { tp: 32, dp: 2 }, '16'],
    ['tp-inner', { tp: 8 }, '6, 11', { ...GPT, ffn: 4092 }],
    ['tp-kv-heads', { tp: 2 }, '1, 3', { ...GPT, heads: 12, kvHeads: 3, hidden: 768 }],
    ['layout', { pp: 2, layout: [8, 9] }, null],
    ['layout', { pp: 2, layout: [16] }, null],
    ['word', { pp: 2, layout: [17, -1] }, null],
    ['interleaved-chunks', { pp: 2, schedule: 'interleaved', vp: 1 }, null],
    ['interleaved-batches', { pp: 4, schedule: 'interleaved', vp: 2, microBatch: 8 }, 4], // two micro-batches on four stages
    ['vp-schedule', { pp: 2, vp: 2 }, null],
    ['dualpipe-batches', { pp: 4, schedule: 'dualpipe', microBatch: 8 }, null],
    ['schedule-stages', { schedule: 'gpipe' }, null],
    ['ulysses-heads', { tp: 4, cp: 8, cpKind: 'ulysses' }, null],
    ['ep-dense', { ep: 2 }, null],
    ['ep-experts', { ep: 16 }, '8', MOE],
    ['etp-inner', { etp: 64 }, '48, 96', { ...MOE, expertFfn: 96 }],
    ['ep-ranks', { pp: 16, ep: 8 }, null, MOE],
    ['shard-group', { shardGroup: 3 }, null],
    ['count', { shardGroup: 0 }, null],
    ['format', { precision: { compute: 'fp8', gradients: 'fp32' } }, null],
  ])('%s %o', (rule, given, nearest, sizes) => {
    const found = rules(given, sizes);
    expect(found.map(([name]) => name)).toContain(rule);
    expect(found.find(([name]) => name === rule)![1]).toBe(nearest);
  });

  it('a sequence is cut in two pieces a context rank', () => {
    const problem = { ...problemOf(GPT), sequence: 96 };
    const at = (cp: number) => checkStrategy(problem, baseStrategy(problem, { cp, dp: 64 / cp })).map((p) => p.rule);
    expect([at(16), at(32), at(64)]).toEqual([[], ['cp-sequence'], ['cp-sequence']]);
  });

  it.each<[Partial<Strategy>]>([
    [{}],
    [{ tp: 8 }], // four key-value heads on eight ranks: two hold a copy of each
    [{ pp: 16 }],
    [{ pp: 4, schedule: 'interleaved', vp: 4 }],
    [{ pp: 4, schedule: 'zb-v' }],
    [{ pp: 4, schedule: 'dualpipe' }],
    [{ pp: 2, layout: [0, 16] }],
    [{ cp: 8 }],
    [{ tp: 2, cp: 8, cpKind: 'ulysses' }],
    [{ shardGroup: 8 }],
  ])('%o breaks none', (given) => expect(rules(given)).toEqual([]));

  it('a pipeline may have a chunk for the embedding and one for the head, no more', () => {
    expect(rules({ pp: 2, schedule: 'interleaved', vp: 9, microBatch: 1 })).toEqual([]);
    expect(rules({ pp: 4, schedule: 'interleaved', vp: 5, microBatch: 1 }).map(([rule]) => rule)).toContain(
      'pp-layers',
    );
  });

  it('counts are checked first, for the other rules divide by them', () => {
    expect(rules({ tp: 0, dp: 64 })).toEqual([['count', null]]);
    expect(rules({ microBatch: 1.5 })).toEqual([['count', null]]);
    const none = { ...problemOf(GPT), machine: { ...machine, count: 0 } };
    expect(checkStrategy(none, baseStrategy(none, {}))[0]).toMatchObject({
      rule: 'count',
      values: { name: 'accelerators' },
    });
  });

  it('mxfp8 stands in for fp8 and the other way round', () => {
    const problem = {
      ...problemOf(GPT),
      machine: { ...machine, chip: { id: 'c', peak: { mxfp8: {} } } },
    } as unknown as TrainingProblem;
    const at = (compute: 'fp8' | 'mxfp8' | 'nvfp4') =>
      checkStrategy(problem, baseStrategy(problem, { dp: 64, precision: { compute, gradients: 'fp32' } })).map(
        (p) => p.rule,
      );
    expect([at('fp8'), at('mxfp8'), at('nvfp4')]).toEqual([[], [], ['format']]);
  });
});

describe('nearest divisors', () => {
  it.each([
    [12, 5, '4, 6'],
    [12, 4, '4'],
    [7, 5, '1, 7'],
    [12, 100, '12'],
  ])('of %i beside %i: %s', (n, d, expected) => expect(nearestDivisors(n, d)).toBe(expected));
});
