import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { isBlackwell } from '../chips.ts';
import { concurrencyOf, type EngineFlags, familyIs, type Mapped, type Protocol, printedLengths } from './protocol.ts';

/** Prompts and answers are uniform whole numbers in [0.8 L, L], each on its own. */
const SHORTEST = 0.8; // random-range-ratio
const REQUESTS_A_CLIENT = 10;
/** SGLang looks for new requests once in so many decode steps, from 16 clients on and below. */
const POLL = { many: 30, few: 10, from: 16 };

/**
 * InferenceX (InferenceMAX) of SemiAnalysis: closed loop, a burst of C requests at the start and 10 C in all, mean over all of them;
 * end-of-sequence ignored, prefix caching off. Flags by engine and model as its scripts set them in spring 2026; Llama's (70b_*.sh) until October 2025.
 */
export const inferencex: Protocol = {
  name: 'inferencex',
  holds: (row) => familyIs('inferencex')(row) && !row.serving.disagg?.decode,
  kv: (row, chip) => (isBlackwell(chip) || /minimax/i.test(row.model.name) ? 'fp8' : 'bf16'),
  source:
    'github.com/SemiAnalysisAI/InferenceX benchmarks/*.sh and benchmark_lib.sh: random-range-ratio 0.8, num-prompts 10 x CONC, request-rate inf',
  benchmark(mapped) {
    const { row } = mapped;
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const concurrency = concurrencyOf(row);
    if (concurrency === undefined) return { refused: 'the number of clients is not stated' };
    const guesses = runsAhead(row);
    const polls = mapped.profile.family === 'sglang' && isBlackwell(mapped.chip);
    return {
      load: {
        kind: 'closed-loop',
        concurrency,
        requests: REQUESTS_A_CLIENT * concurrency,
        input: { kind: 'uniform', low: Math.ceil(SHORTEST * lengths.input), high: lengths.input },
        output: { kind: 'uniform', low: Math.ceil(SHORTEST * lengths.output), high: lengths.output },
        statistic: 'mean',
        ...(polls && { pollSteps: concurrency >= POLL.from ? POLL.many : POLL.few }),
      },
      flags: { ...flagsOf(mapped, lengths, concurrency), ...(guesses && GUESS) },
      assumed: [guesses ? 'speculation=unstated: one token, 0.7 accepted' : 'speculation=none', 'statistic=mean'],
    };
  },
};

/** One prediction module whose token is right in seven of ten cases: what a reader would assume of the rows below. */
const GUESS = { speculativeTokens: 1, acceptance: 0.7 };
/**
 * TensorRT-LLM's DeepSeek-R1 on B200 without attention data parallelism ran with its prediction modules: the twin label "DeepSeek-V3" is
 * the same weights without them (Ridgepoint serving study 2026-11, section 7).
 */
const runsAhead = (row: ServingRow): boolean =>
  /^inferencex\/DeepSeek-R1\/b200_sxm\/trtllm\/agg/.test(row.family) && (row.serving.dp ?? 1) === 1;

/** Llama's scripts for TensorRT-LLM let prompts of 1024 tokens with answers as long wait for each other on fewer than eight cards. */
const TOGETHER = { share: 0.9, steps: 20 };

function flagsOf(mapped: Mapped, lengths: { input: number; output: number }, concurrency: number): EngineFlags {
  const { row, chip, profile, deployment } = mapped;
  const name = row.model.name.toLowerCase();
  const off = { prefixCache: 'off' } as const;
  if (profile.family === 'vllm') {
    if (name.includes('minimax')) {
      const pieces = isBlackwell(chip) ? 2 * lengths.input : concurrency >= 64 ? 32_768 : 16_384;
      return { ...off, maxBatch: 512, maxBatchedTokens: Math.max(2048, pieces), fraction: 0.95 };
    }
    return {
      ...off,
      maxBatch: isBlackwell(chip) ? 512 : concurrency,
      maxBatchedTokens: 8192,
      fraction: 0.9,
      ...(name.includes('llama') && isBlackwell(chip) && { eagerPrompts: true }),
    };
  }
  if (profile.family === 'sglang') {
    if (name.includes('qwen') || deployment.weights.id === 'fp8-block')
      return { ...off, maxBatch: 128, maxBatchedTokens: isBlackwell(chip) ? 32_768 : 16_384, fraction: 0.82 };
    return { ...off, maxBatch: 256, maxBatchedTokens: 16_384, fraction: 0.85 };
  }
  if (/gpt-?oss/.test(name))
    return { ...off, maxBatch: isBlackwell(chip) ? 512 : concurrency, maxBatchedTokens: 20_000, fraction: 0.85 };
  if (/deepseek/.test(name)) {
    const tokens = Math.ceil((concurrency + lengths.input + 64) / 64) * 64;
    return { ...off, maxBatch: 2048, maxBatchedTokens: Math.max(8192, tokens), fraction: 0.8 };
  }
  const waits = lengths.input === 1024 && lengths.output === 1024 && deployment.tp < 8;
  return { ...off, maxBatch: 2048, maxBatchedTokens: 16_384, fraction: 0.9, ...(waits && { waitsFor: TOGETHER }) };
}
