import fc from 'fast-check';
import {
  PLAIN_REPLICA,
  type ReplicaSettings,
  type StepSums,
  type StepTimer,
} from '../../../engine/src/serving/index.ts';
import type { Asked } from './reference.ts';
import type { ScheduleName } from './reference-schedules.ts';

/** A small replica and its traffic. */
export interface Small {
  readonly settings: Omit<ReplicaSettings, 'scheduler'>;
  readonly asked: readonly Asked[];
}

/** Every sum of the step counts, each with a weight of its own, so that a difference in any is a difference in time. Seconds. */
export const everySum: StepTimer = {
  seconds: (step: Readonly<StepSums>): number =>
    0.01 +
    1.1e-4 * step.decodes +
    1.3e-6 * step.decodeContext +
    1.7e-6 * step.longestContext +
    1.9e-4 * step.chunks +
    2.3e-5 * step.chunkTokens +
    2.9e-6 * step.chunkPrior +
    3.1e-7 * step.chunkSquares +
    3.7e-8 * step.chunkPairs +
    4.1e-5 * step.logits +
    4.3e-4 * step.starts +
    4.7e-4 * step.ends,
};

/** Gaps between arrivals in seconds: bursts, and about as long as a step. */
const gap = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.1, noNaN: true }), fc.constant(0.5));

/**
 * Small replicas under small traces, busy enough to run short of blocks. What cannot be run at all is left out: no request is longer than
 * the cache beside the watermark, or where prompts run whole, than a step; else the engines differ in how they refuse.
 */
export const small: fc.Arbitrary<Small> = fc
  .record({
    maxBatch: fc.integer({ min: 1, max: 16 }),
    moreTokens: fc.integer({ min: 0, max: 100 }),
    blockTokens: fc.constantFrom(1, 4, 16),
    // About what two to ten of the requests hold.
    cacheTokens: fc.integer({ min: 70, max: 300 }),
    watermark: fc.constantFrom(0, 0.01, 0.1),
    requests: fc.array(
      fc.record({ gap, input: fc.integer({ min: 1, max: 40 }), output: fc.integer({ min: 1, max: 60 }) }),
      { minLength: 1, maxLength: 30, size: 'max' },
    ),
  })
  .map(({ maxBatch, moreTokens, blockTokens, cacheTokens, watermark, requests }) => {
    const blocks = Math.ceil(cacheTokens / blockTokens);
    const maxBatchedTokens = Math.max(maxBatch, 8) + moreTokens;
    const usable = (blocks - Math.floor(watermark * blocks) - 1) * blockTokens;
    const longest = Math.max(2, Math.min(usable, maxBatchedTokens));
    let arrival = 0;
    const asked = requests.map(({ gap, input, output }) => {
      arrival += gap;
      const prompt = Math.min(input, longest - 1);
      return { arrival, input: prompt, output: Math.min(output, longest - prompt) };
    });
    return {
      asked,
      settings: {
        maxBatch,
        maxBatchedTokens,
        chunkedPrefill: true,
        blockTokens,
        blocks,
        watermark,
        maxModelTokens: 1 << 20,
        ...PLAIN_REPLICA,
      },
    };
  });

/** TensorRT-LLM runs with chunks and without: the trace's length decides. */
export const settingsFor = (scheduler: ScheduleName, { settings, asked }: Small): ReplicaSettings => ({
  ...settings,
  scheduler,
  chunkedPrefill: CHUNKS[scheduler] ?? asked.length % 2 === 0,
});

const CHUNKS: Partial<Record<ScheduleName, boolean>> = {
  'vidur-sarathi': true,
  'vllm-v1': true,
  sarathi: true,
  'vidur-vllm': false,
  'vllm-v0': false,
  static: false,
};
