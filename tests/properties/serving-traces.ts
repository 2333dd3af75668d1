import fc from 'fast-check';
import type { ReplicaSettings, SchedulerName, Trace } from '../../engine/src/serving/index.ts';

/** Small random traffic and a replica that is often too small for it. */
export interface Case {
  readonly trace: Trace;
  readonly settings: ReplicaSettings;
}

const request = fc.record({
  gap: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 12 })),
  input: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 150 })),
  output: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 20, max: 120 })),
  session: fc.integer({ min: -1, max: 5 }),
  priority: fc.integer({ min: 0, max: 2 }),
  adapter: fc.integer({ min: -1, max: 3 }),
  /** Which of a few texts the prompt begins with, and how far. */
  text: fc.integer({ min: 0, max: 3 }),
  shared: fc.integer({ min: 0, max: 12 }),
});

/** Seconds of one unit of a gap. */
const GAP = 1 / 256;

const traces: fc.Arbitrary<Trace> = fc
  .record({
    requests: fc.array(request, { minLength: 1, maxLength: 40, size: 'max' }),
    prefixTokens: fc.constantFrom(4, 6, 16, 32),
  })
  .map(({ requests, prefixTokens }) => {
    let now = 0;
    const prefixIds: number[] = [];
    const prefixStart = [0];
    requests.forEach(({ text, shared, input }, i) => {
      const blocks = Math.floor(input / prefixTokens);
      for (let b = 0; b < blocks; b++) prefixIds.push(b < shared ? text * 1000 + b : 10_000 + 100 * i + b);
      prefixStart.push(prefixIds.length);
    });
    const column = (of: (r: (typeof requests)[number]) => number) => Int32Array.from(requests, of);
    return {
      count: requests.length,
      arrival: Float64Array.from(requests, ({ gap }) => {
        now += gap * GAP;
        return now;
      }),
      input: column((r) => r.input),
      output: column((r) => r.output),
      session: column((r) => r.session),
      priority: column((r) => r.priority),
      adapter: column((r) => r.adapter),
      prefixIds: Int32Array.from(prefixIds),
      prefixStart: Int32Array.from(prefixStart),
      prefixTokens,
    };
  });

/** Settings of every kind; features are on in a part of the cases. */
export const settingsOf = (scheduler: SchedulerName): fc.Arbitrary<ReplicaSettings> =>
  fc
    .record({
      maxBatch: fc.integer({ min: 2, max: 16 }),
      maxBatchedTokens: fc.integer({ min: 24, max: 200 }),
      chunkedPrefill: fc.boolean(),
      blockTokens: fc.constantFrom(1, 4, 16),
      tokens: fc.integer({ min: 180, max: 500 }),
      watermark: fc.constantFrom(0, 0.01, 0.05),
      maxModelTokens: fc.constantFrom(200, 1000, 1000),
      prefixCache: fc.constantFrom('off', 'off', 'lru', 'radix' as const),
      preemption: fc.constantFrom('recompute', 'recompute', 'swap' as const),
      offload: fc.constantFrom(0, 100, 300),
      speculativeTokens: fc.constantFrom(0, 0, 1, 3),
      maxAdapters: fc.constantFrom(0, 0, 1, 2),
      maxWaiting: fc.constantFrom(0, 0, 0, 10),
      byPriority: fc.boolean(),
    })
    .map(({ tokens, offload, ...rest }) => ({
      ...rest,
      scheduler,
      blocks: Math.ceil(tokens / rest.blockTokens),
      swapSecondsPerBlock: 2 ** -12,
      offloadBlocks: Math.ceil(offload / rest.blockTokens),
      // A disk behind it in every other case.
      ...(offload % 2 === 1 && { diskBlocks: Math.ceil(offload / 2 / rest.blockTokens), diskSecondsPerBlock: 0.01 }),
      acceptance: 0.6,
      ...(scheduler.startsWith('vidur') && {
        prefixCache: 'off' as const,
        preemption: 'recompute' as const,
        speculativeTokens: 0,
        maxAdapters: 0,
        byPriority: false,
        chunkedPrefill: scheduler === 'vidur-sarathi',
      }),
    }));

export const casesOf = (scheduler: SchedulerName): fc.Arbitrary<Case> =>
  fc.record({ trace: traces, settings: settingsOf(scheduler) });
