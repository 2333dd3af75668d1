import type { EngineFamily } from '../../../serving/index.ts';
import { concurrencyOf, type EngineFlags, familyIs, narrowCache, type Protocol, printedLengths } from './protocol.ts';

/**
 * Share by which answers of equal length spread in time because clients do not turn round at once: an engine's constant, found on these
 * runs (Ridgepoint serving study 2026-11, 3.1) and kept. SGLang's cohorts stay in lock step.
 */
const JITTER: Readonly<Partial<Record<EngineFamily, number>>> = { trtllm: 0.08, vllm: 0.02, sglang: 0 };
const REQUESTS_A_CLIENT = 10;

/** NVIDIA's own measurements for aiconfigurator: constant lengths, closed loop of C clients, mean over all requests. */
export const nvidiaGap: Protocol = {
  name: 'nvidia-gap',
  holds: (row) => familyIs('nvidia-gap')(row) && !row.serving.disagg?.decode,
  // TensorRT-LLM's FP8 checkpoints ask for an FP8 cache: 128 requests of 1,536 tokens ran on one H100 beside 33 GB of weights without a queue.
  kv: (row, chip, weights) => (/tensorrt/i.test(row.serving.engine ?? '') ? narrowCache(row, chip, weights) : 'bf16'),
  source: 'github.com/ai-dynamo/aiconfigurator systems/silicon_sample.csv; batch = concurrency = max_batch_size',
  benchmark({ row, profile }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const concurrency = concurrencyOf(row);
    if (concurrency === undefined) return { refused: 'the number of clients is not stated' };
    const jitter = JITTER[profile.family] ?? 0.05;
    const spread = jitter * lengths.output;
    return {
      load: {
        kind: 'closed-loop',
        concurrency,
        requests: REQUESTS_A_CLIENT * concurrency,
        input: { kind: 'constant', tokens: lengths.input },
        output:
          spread < 0.5
            ? { kind: 'constant', tokens: lengths.output }
            : { kind: 'uniform', low: lengths.output - spread, high: lengths.output + spread },
        statistic: 'mean',
      },
      flags: flagsOf(profile.family, concurrency, lengths.input, !row.model.weights),
      assumed: ['requests=10 x concurrency', 'statistic=mean', `jitter=${jitter}`],
    };
  },
};

/**
 * TensorRT-LLM 1.0 with max_batch_size = C runs C - 1 at once: one place of the graph is padding. The runs whose precision is stated show
 * nobody waiting: with eight clients first tokens take one prompt's time, whatever the length of answers.
 */
function flagsOf(family: EngineFamily, concurrency: number, input: number, short: boolean): EngineFlags {
  if (family !== 'trtllm') return { prefixCache: 'off' };
  const tokens = Math.max(8192, input + concurrency + 64);
  return {
    prefixCache: 'off',
    maxBatch: Math.max(1, short ? concurrency - 1 : concurrency),
    maxBatchedTokens: tokens,
  };
}
