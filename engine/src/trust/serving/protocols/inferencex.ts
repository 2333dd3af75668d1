import { isBlackwell } from '../chips.ts';
import { cacheOf, guessedTokens, isRepeated, newB300, scriptedFlags } from './inferencex-scripts.ts';
import { concurrencyOf, familyIs, type Protocol, printedLengths } from './protocol.ts';

/** Prompts and answers are uniform whole numbers in [0.8 L, L], each on its own. */
const SHORTEST = 0.8; // random-range-ratio
const REQUESTS_A_CLIENT = 10;
/** Chance that a guessed token is right, each after those before it: what a reader would assume of text. */
const ACCEPTED = 0.7;
/** SGLang looks for new requests once in so many decode steps, from 16 clients on and below. */
const POLL = { many: 30, few: 10, from: 16 };

/**
 * InferenceX (InferenceMAX) of SemiAnalysis: closed loop, a burst of C requests at the start and 10 C in all, mean over all of them;
 * end-of-sequence ignored, prefix caching off. Flags by engine and model as its scripts set them in spring 2026; Llama's (70b_*.sh) until October 2025.
 */
export const inferencex: Protocol = {
  name: 'inferencex',
  holds: (row) => (familyIs('inferencex')(row) || isRepeated(row)) && !row.serving.disagg?.decode,
  kv: (row, chip) => cacheOf(row, chip),
  source:
    'github.com/SemiAnalysisAI/InferenceX benchmarks/*.sh and benchmark_lib.sh: random-range-ratio 0.8, num-prompts 10 x CONC, request-rate inf',
  benchmark(mapped) {
    const { row } = mapped;
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const concurrency = concurrencyOf(row);
    if (concurrency === undefined) return { refused: 'the number of clients is not stated' };
    const modules = guessedTokens(mapped);
    const polls = mapped.profile.family === 'sglang' && isBlackwell(mapped.chip);
    return {
      load: {
        kind: 'closed-loop',
        concurrency,
        requests: REQUESTS_A_CLIENT * concurrency,
        input: { kind: 'uniform', low: Math.ceil(SHORTEST * lengths.input), high: lengths.input },
        output: { kind: 'uniform', low: Math.ceil(SHORTEST * lengths.output), high: lengths.output },
        statistic: 'mean',
        ...(polls && { pollSteps: concurrency >= POLL.from && !newB300(mapped) ? POLL.many : POLL.few }),
      },
      flags: {
        ...scriptedFlags(mapped, { ...lengths, concurrency }),
        ...(modules > 0 && { speculativeTokens: modules, acceptance: ACCEPTED }),
      },
      assumed: [modules > 0 ? `acceptance=${ACCEPTED}` : 'speculation=none', 'statistic=mean'],
    };
  },
};
