import { describe, expect, it } from 'vitest';
import type { StepTimer } from '../iteration/step.ts';
import { emptyRequest, type Trace, type TrafficSource } from '../traffic/request.ts';
import type { RequestRecord } from './record.ts';
import type { ServingOptions } from './serving-options.ts';
import { PLAIN_REPLICA, type ReplicaSettings } from './settings.ts';
import { simulateReplica } from './simulate-replica.ts';

const settings = (more: Partial<ReplicaSettings> = {}): ReplicaSettings => ({
  scheduler: 'vllm-v1',
  maxBatch: 8,
  maxBatchedTokens: 64,
  chunkedPrefill: true,
  blockTokens: 4,
  blocks: 100,
  watermark: 0,
  maxModelTokens: 1000,
  ...PLAIN_REPLICA,
  swapSecondsPerBlock: 0.5,
  ...more,
});

interface Row {
  readonly at?: number;
  readonly input?: number;
  readonly output?: number;
  readonly priority?: number;
  readonly adapter?: number;
  readonly ids?: readonly number[];
}

function traceOf(rows: readonly Row[]): Trace {
  const starts = [0];
  for (const { ids = [] } of rows) starts.push(starts[starts.length - 1]! + ids.length);
  return {
    count: rows.length,
    arrival: Float64Array.from(rows, ({ at = 0 }) => at),
    input: Int32Array.from(rows, ({ input = 4 }) => input),
    output: Int32Array.from(rows, ({ output = 1 }) => output),
    priority: Int32Array.from(rows, ({ priority = 0 }) => priority),
    adapter: Int32Array.from(rows, ({ adapter = -1 }) => adapter),
    prefixIds: Int32Array.from(rows.flatMap(({ ids = [] }) => ids)),
    prefixStart: Int32Array.from(starts),
    prefixTokens: 4,
  };
}

/** A second for every token of prompts, one for a step of decodes alone. */
const byTokens: StepTimer = { seconds: ({ chunkTokens }) => Math.max(1, chunkTokens) };

function run(
  rows: readonly Row[] | TrafficSource,
  how: Partial<ReplicaSettings>,
  options: Partial<ServingOptions> = {},
) {
  const records: RequestRecord[] = [];
  const result = simulateReplica('next' in rows ? rows : traceOf(rows), settings(how), byTokens, {
    ...options,
    sink: { record: (r) => void records.push({ ...r }) },
  });
  records.sort((a, b) => a.id - b.id);
  return { records, result };
}

describe('prefix cache', () => {
  const ids = [1, 2, 3];
  it('finds a prompt again, all but its last block', () => {
    const { records, result } = run(
      [
        { input: 12, ids },
        { at: 20, input: 12, ids },
      ],
      { prefixCache: 'lru' },
    );
    expect(records.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 8]);
    expect(records.map((r) => r.finished - r.arrival)).toEqual([12, 4]);
    expect(result.totals).toMatchObject({ promptTokens: 16, cachedTokens: 8 });
  });

  it('finds only what leads: the same block after another is another', () => {
    const { records } = run(
      [
        { input: 12, ids },
        { at: 20, input: 12, ids: [9, 2, 3] },
      ],
      { prefixCache: 'lru' },
    );
    expect(records[1]!.cachedTokens).toBe(0);
  });

  it('shares within a step under lru, after it under radix', () => {
    const rows = [
      { input: 13, ids },
      { input: 13, ids },
    ];
    expect(run(rows, { prefixCache: 'lru' }).records[1]!.cachedTokens).toBe(12);
    expect(run(rows, { prefixCache: 'radix' }).records[1]!.cachedTokens).toBe(0);
  });

  it('evicts the deepest block of the longest unused prompt, and brings it back from host memory', () => {
    const rows = [
      { input: 8, ids: [1, 2] },
      { at: 20, input: 8, ids: [7, 8] },
      { at: 40, input: 9, ids: [1, 2] },
    ];
    const evicted = run(rows, { prefixCache: 'lru', blocks: 3 });
    expect(evicted.records[2]).toMatchObject({ cachedTokens: 4, finished: 45 });
    const offloaded = run(rows, { prefixCache: 'lru', blocks: 3, offloadBlocks: 4 });
    // One token and half a second for the block.
    expect(offloaded.records[2]).toMatchObject({ cachedTokens: 8, finished: 41.5 });
    expect(offloaded.result.totals.moveSeconds).toBe(0.5);
  });

  it('moves on to disk what host memory has no room for, and back at the price of the disk', () => {
    const rows = [
      { input: 8, ids: [1, 2] },
      { at: 20, input: 8, ids: [3, 4] },
      { at: 40, input: 9, ids: [1, 2] },
    ];
    const tiers = { prefixCache: 'lru', blocks: 3, diskBlocks: 4, diskSecondsPerBlock: 2 } as const;
    // No host memory at all: the block that was evicted comes from disk.
    const slow = run(rows, { ...tiers, offloadBlocks: 0 });
    expect(slow.records[2]).toMatchObject({ cachedTokens: 8, finished: 43 });
    expect(slow.result.totals.moveSeconds).toBe(2);
    // Host memory first: nothing needs the disk.
    expect(run(rows, { ...tiers, offloadBlocks: 4 }).result.totals.moveSeconds).toBe(0.5);
    // A disk without room is none.
    expect(run(rows, { ...tiers, diskBlocks: 0, offloadBlocks: 0 }).records[2]).toMatchObject({ cachedTokens: 4 });
  });
});

describe('speculative decoding', () => {
  const one = [{ output: 7 }];
  it('gives look-ahead + 1 tokens a step when all are accepted, one when none is', () => {
    expect(run(one, { speculativeTokens: 2, acceptance: 1 }).result.totals.steps).toBe(1 + 2);
    expect(run(one, { speculativeTokens: 2, acceptance: 0 }).result.totals.steps).toBe(1 + 6);
  });

  it('gives 1 + a + a2 + a3 on average', () => {
    const rows = Array.from({ length: 40 }, () => ({ output: 500 }));
    const how = { speculativeTokens: 3, acceptance: 0.6, maxBatch: 1, blocks: 1000 };
    const { result } = run(rows, how, { seed: 3 });
    const perStep = (40 * 499) / (result.totals.steps - 40);
    expect(Math.abs(perStep / (1 + 0.6 + 0.36 + 0.216) - 1)).toBeLessThan(0.02);
    expect(run(rows, how, { seed: 4 }).result.totals.steps).not.toBe(result.totals.steps);
  });

  it('holds blocks and takes budget for tokens ahead', () => {
    const rows = Array.from({ length: 4 }, () => ({ output: 8 }));
    // 4 slots x 4 tokens fill the budget of 16; with 3 ahead three blocks each are wanted, of eight.
    const { result } = run(rows, { speculativeTokens: 3, acceptance: 0, maxBatchedTokens: 16, blocks: 8 });
    expect(result.totals.preemptions).toBeGreaterThan(0);
    expect(run(rows, { maxBatchedTokens: 16, blocks: 12 }).result.totals.preemptions).toBe(0);
  });
});

describe('who may wait and who runs', () => {
  it('a batch mixes no more adapters than it may; others pass by', () => {
    const rows = [{ adapter: 0 }, { adapter: 1 }, { adapter: 0 }, { adapter: -1 }];
    const { records } = run(
      rows.map((r) => ({ ...r, output: 2 })),
      { maxAdapters: 1 },
    );
    expect(records.map(({ scheduled }) => scheduled)).toEqual([0, 13, 0, 0]);
  });

  it('the urgent go first', () => {
    const { records } = run([{}, { priority: 0 }, { priority: 5 }], { byPriority: true, maxBatch: 1 });
    expect(records.map(({ scheduled }) => scheduled)).toEqual([4, 8, 0]);
  });

  it('refuses with a reason', () => {
    const why = (row: Row, how: Partial<ReplicaSettings>): unknown => run([row], how).records[0]!.refused;
    expect(why({ input: 990, output: 11 }, {})).toBe('too-long');
    expect(why({ input: 300, output: 200 }, {})).toBe('exceeds-cache');
    expect(why({ input: 100 }, { chunkedPrefill: false })).toBe('exceeds-batch-tokens');
    expect(why({ input: 100 }, {})).toBe(null);
    const full = run(
      Array.from({ length: 5 }, () => ({})),
      { maxWaiting: 3 },
    );
    expect(full.records.map(({ refused }) => refused)).toEqual([null, null, null, 'queue-full', 'queue-full']);
    expect(full.result).toMatchObject({ arrived: 5, finished: 3, refused: 2, verdict: 'finished' });
  });
});

it('a timer that gives no time is told of at once, also in the midst of equal steps', () => {
  for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    for (const from of [0, 5]) {
      let steps = 0;
      const timer = { seconds: () => (steps++ < from ? 1 : wrong) };
      const trace = traceOf([{ output: 20 }]);
      expect(() => simulateReplica(trace, settings(), timer)).toThrow(`a timer gave ${wrong} s`);
    }
  }
});

describe('a simulation that does not end by itself', () => {
  /** One request every second, each of ten seconds. */
  const endless = (): TrafficSource => {
    let id = 0;
    return {
      next(into) {
        Object.assign(into, emptyRequest(), { id, arrival: id, input: 10, output: 1 });
        id++;
        return true;
      },
    };
  };

  it('ends as overloaded when the line or the time is too long, with what it has', () => {
    const line = run(endless(), { maxBatch: 1 }, { limits: { waiting: 50 } });
    expect(line.result.verdict).toBe('overloaded');
    expect(line.result.waiting).toBe(51);
    expect(line.records.length).toBe(line.result.finished);
    expect(line.result.finished).toBeGreaterThan(3);
    const time = run(endless(), { maxBatch: 1 }, { limits: { seconds: 1000 } });
    expect(time.result.verdict).toBe('overloaded');
    expect(time.result.seconds).toBeLessThanOrEqual(1000);
    expect(time.result.finished).toBe(99);
  });

  it('ends when told so', () => {
    const told: number[] = [];
    const { result } = run(endless(), { maxBatch: 8 }, { onProgress: (n) => told.push(n) < 2 });
    expect(result.verdict).toBe('stopped');
    expect(told.length).toBe(2);
  });
});

it('samples queue, batch and blocks at even distances, never more than asked', () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ at: i * 3, input: 6, output: 3 }));
  const { result } = run(rows, { maxBatch: 2 }, { samples: 64 });
  const { seconds, waiting, running, usedBlocks, blocks } = result.series!;
  expect(seconds.length).toBeGreaterThan(30);
  expect(seconds.length).toBeLessThanOrEqual(64);
  expect(new Set(seconds.slice(1).map((s, i) => s - seconds[i]!)).size).toBe(1);
  expect(Math.max(...running)).toBe(2);
  expect(Math.max(...waiting)).toBeGreaterThan(100);
  expect(usedBlocks.every((n, i) => n <= blocks[i]!)).toBe(true);
  expect(run(rows, { maxBatch: 2 }, { samples: 64 }).result.totals).toEqual(run(rows, { maxBatch: 2 }).result.totals);
});
