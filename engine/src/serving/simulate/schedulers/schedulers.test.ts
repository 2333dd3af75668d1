import { describe, expect, it } from 'vitest';
import type { StepSums } from '../../iteration/step.ts';
import type { Trace } from '../../traffic/request.ts';
import type { RequestRecord } from '../record.ts';
import { PLAIN_REPLICA, type ReplicaSettings, type SchedulerName } from '../settings.ts';
import { simulateReplica } from '../simulate-replica.ts';

/** Small enough to follow by hand. */
const settings = (scheduler: SchedulerName, more: Partial<ReplicaSettings> = {}): ReplicaSettings => ({
  scheduler,
  maxBatch: 4,
  maxBatchedTokens: 6,
  chunkedPrefill: ['vllm-v1', 'sarathi', 'sglang', 'vidur-sarathi'].includes(scheduler),
  blockTokens: 4,
  blocks: 100,
  watermark: 0,
  maxModelTokens: 1000,
  ...PLAIN_REPLICA,
  swapSecondsPerBlock: 0.5,
  ...more,
});

/** [arrival, input, output] of each request. */
const trace = (rows: readonly (readonly [number, number, number])[]): Trace => ({
  count: rows.length,
  arrival: Float64Array.from(rows, ([arrival]) => arrival),
  input: Int32Array.from(rows, ([, input]) => input),
  output: Int32Array.from(rows, ([, , output]) => output),
});

/** Every step takes a second. [scheduled, first token, last token] of each request, and the steps. */
function run(traffic: Trace, how: ReplicaSettings) {
  const records: RequestRecord[] = [];
  const steps: StepSums[] = [];
  const timer = {
    seconds(step: Readonly<StepSums>) {
      steps.push({ ...step });
      return 1;
    },
  };
  const result = simulateReplica(traffic, how, timer, { sink: { record: (r) => void records.push({ ...r }) } });
  records.sort((a, b) => a.id - b.id);
  return { records, steps, result, times: records.map((r) => [r.scheduled, r.firstToken, r.finished]) };
}

describe('three requests, the third comes late', () => {
  const three = trace([
    [0, 4, 3],
    [0, 4, 2],
    [1.5, 4, 2],
  ]);
  const mixed = [
    [0, 1, 3],
    [0, 2, 3],
    [2, 3, 4],
  ];
  const promptsFirst = [
    [0, 1, 5],
    [1, 2, 4],
    [2, 3, 4],
  ];
  it.each<[SchedulerName, number[][]]>([
    // Six tokens: 4 + 2; then 1 + the other 2; then 1 + 1 + 4.
    ['vllm-v1', mixed],
    ['sarathi', mixed],
    ['vidur-sarathi', mixed],
    // Whole prompts do not fit together, and nobody decodes while one runs.
    ['vllm-v0', promptsFirst],
    ['vidur-vllm', promptsFirst],
    [
      'sglang',
      [
        [0, 1, 5],
        [0, 2, 4],
        [2, 3, 4],
      ],
    ],
    // Whole prompts beside the decodes.
    [
      'trtllm',
      [
        [0, 1, 3],
        [1, 2, 3],
        [2, 3, 4],
      ],
    ],
    // Both prompts, then decodes to the end of the longer; the third waits for all of it.
    [
      'static',
      [
        [0, 1, 4],
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
  ])('%s', (scheduler, times) => expect(run(three, settings(scheduler)).times).toEqual(times));

  it('steps carry the sums of what they run', () => {
    const { steps } = run(three, settings('vllm-v1'));
    const none = { decodes: 0, decodeContext: 0, longestContext: 0 };
    expect(steps).toEqual([
      {
        ...none,
        chunks: 2,
        chunkTokens: 6,
        chunkPrior: 0,
        chunkSquares: 20,
        chunkPairs: 13,
        logits: 1,
        starts: 2,
        ends: 0,
      },
      {
        ...{ decodes: 1, decodeContext: 5, longestContext: 5 },
        ...{ chunks: 1, chunkTokens: 2, chunkPrior: 2, chunkSquares: 4, chunkPairs: 7, logits: 2, starts: 0, ends: 0 },
      },
      {
        ...{ decodes: 2, decodeContext: 11, longestContext: 6 },
        ...{
          chunks: 1,
          chunkTokens: 4,
          chunkPrior: 0,
          chunkSquares: 16,
          chunkPairs: 10,
          logits: 3,
          starts: 1,
          ends: 2,
        },
      },
      {
        ...{ decodes: 1, decodeContext: 5, longestContext: 5 },
        ...{ chunks: 0, chunkTokens: 0, chunkPrior: 0, chunkSquares: 0, chunkPairs: 0, logits: 1, starts: 0, ends: 1 },
      },
    ]);
  });

  it('a static batch computes rows that have ended', () => {
    const { steps } = run(three, settings('static'));
    expect(steps.map(({ decodes }) => decodes)).toEqual([0, 0, 2, 2, 0, 1]);
  });

  it('TensorRT-LLM lets in only what can end', () => {
    const { times } = run(three, settings('trtllm', { blocks: 2 }));
    expect(times).toEqual([
      [0, 1, 3],
      [3, 4, 5],
      [5, 6, 7],
    ]);
  });
});

describe('two requests and three blocks', () => {
  const two = trace([
    [0, 4, 6],
    [0, 4, 6],
  ]);
  const tight = { blocks: 3, maxBatchedTokens: 16 };

  it.each<SchedulerName>(['vllm-v1', 'sarathi'])(
    '%s: the newer is preempted and computes its five tokens again',
    (scheduler) => {
      const { records, times, steps } = run(two, settings(scheduler, tight));
      expect(times).toEqual([
        [0, 1, 6],
        [0, 1, 11],
      ]);
      expect(records.map(({ preemptions }) => preemptions)).toEqual([0, 1]);
      expect(steps[6]).toMatchObject({ chunkTokens: 5, decodes: 0 });
      expect(records.map(({ lastRunOutput }) => lastRunOutput)).toEqual([6, 5]);
    },
  );

  it('swapped instead, it waits for its block to leave and to come back', () => {
    const { records, times } = run(two, settings('vllm-v1', { ...tight, preemption: 'swap' }));
    expect(times).toEqual([
      [0, 1, 6.5],
      [0, 1, 12],
    ]);
    expect(records[1]!.preemptions).toBe(1);
  });

  it('Vidur asks for a free block where none is taken: the first restarts though it holds all it needs', () => {
    const longer = trace([
      [0, 4, 8],
      [0, 4, 8],
    ]);
    // With nine tokens it holds all three blocks; its steps with ten and with eleven find none free.
    const of = (scheduler: SchedulerName) => run(longer, settings(scheduler, tight)).records[0]!;
    expect(of('vidur-sarathi').preemptions).toBe(2);
    expect(of('vllm-v1').preemptions).toBe(0);
    expect(of('vidur-sarathi').lastRunOutput).toBe(1);
  });

  it('SGLang keeps room for outputs to come, so that the second waits', () => {
    const { times } = run(two, settings('sglang', tight));
    // 4 + 6 of 12 tokens are planned for the first; 4 + 6 more do not fit.
    expect(times[0]).toEqual([0, 1, 6]);
    expect(times[1]![0]).toBe(6);
  });

  it('SGLang retracts who has generated least when it hoped for too much', () => {
    const six = trace(Array.from({ length: 6 }, () => [0, 4, 40] as const));
    const { records, result } = run(
      six,
      settings('sglang', { blocks: 40, blockTokens: 4, maxBatch: 6, maxBatchedTokens: 64 }),
    );
    expect(result.totals.preemptions).toBeGreaterThan(0);
    expect(records.every(({ finished }) => finished > 0)).toBe(true);
  });
});

describe('vLLM v0', () => {
  it('stops decoding while prompts come, v1 does not', () => {
    const stream = trace([[0, 4, 8], ...[1, 2, 3, 4].map((t) => [t - 0.5, 4, 1] as const)]);
    expect(run(stream, settings('vllm-v0')).times[0]![2]).toBe(12);
    expect(run(stream, settings('vllm-v1')).times[0]![2]).toBe(8);
  });

  it('keeps its watermark free when it lets in', () => {
    const two = trace([
      [0, 8, 2],
      [0, 8, 2],
    ]);
    const how = { blocks: 5, maxBatchedTokens: 16 };
    expect(run(two, settings('vllm-v0', how)).times[1]![0]).toBe(0);
    expect(run(two, settings('vllm-v0', { ...how, watermark: 0.4 })).times[1]![0]).toBeGreaterThan(0);
  });

  it('with chunked prefill fills its steps as Sarathi does', () => {
    const rows = trace([
      [0, 9, 4],
      [0, 7, 3],
      [2, 5, 6],
    ]);
    expect(run(rows, settings('vllm-v0', { chunkedPrefill: true })).times).toEqual(
      run(rows, settings('sarathi')).times,
    );
  });
});

describe('prompts that wait for each other', () => {
  const late = trace([
    [0, 4, 20],
    [2.5, 2, 1],
    [4.5, 2, 1],
  ]);
  const scheduled = (waitsFor?: ReplicaSettings['waitsFor']) =>
    run(late, settings('trtllm', waitsFor ? { waitsFor } : {})).times.map(([at]) => at);

  it('start at the next step where nobody tells them to wait', () => {
    expect(scheduled()).toEqual([0, 3, 5]);
  });

  it('start together when they fill their share of an iteration, or after so many steps', () => {
    // One token of the decode and two prompts of two are five of six.
    expect(scheduled({ share: 0.8, steps: 20 })).toEqual([0, 5, 5]);
    expect(scheduled({ share: 1, steps: 4 })).toEqual([0, 7, 7]);
  });

  it('never wait for a batch that is empty', () => {
    expect(run(trace([[0, 2, 2]]), settings('trtllm', { waitsFor: { share: 1, steps: 9 } })).times).toEqual([
      [0, 1, 2],
    ]);
  });
});
