import { count } from '../../rows/row.ts';
import { concurrencyOf, familyIs, type Protocol, printedLengths, wideCache } from './protocol.ts';

/** Chance that the one guessed token is accepted: DeepSeek-V3's own figure for its prediction module on text is 0.85-0.9; on random tokens less. */
const ACCEPTANCE_ON_RANDOM = 0.5;

/** Images of a day, with networks that the engine has just learnt: kernels that nobody has tuned yet. */
const NIGHTLY = 'engine=image of a day';

/** InferenceX, experimental token_position_decode_slo: vLLM on 8 H200, equal lengths, closed loop, medians. */
export const inferencexSlo: Protocol = {
  name: 'inferencex-slo',
  holds: familyIs('inferencex-slo'),
  kv: wideCache,
  source: 'github.com/SemiAnalysisAI/InferenceX experimental/token_position_decode_slo: raw result files, medians',
  benchmark({ row }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const concurrency = concurrencyOf(row);
    if (concurrency === undefined) return { refused: 'the number of clients is not stated' };
    const guesses = count(/(\d+) token/i.exec(row.serving.speculative ?? '')?.[1]) ?? 0;
    return {
      load: {
        kind: 'closed-loop',
        concurrency,
        requests: count(row.serving.num_requests) ?? 10 * concurrency,
        input: { kind: 'constant', tokens: lengths.input },
        output: { kind: 'constant', tokens: lengths.output },
        statistic: 'median',
      },
      flags: {
        prefixCache: 'off',
        ...(guesses > 0 && { speculativeTokens: guesses, acceptance: ACCEPTANCE_ON_RANDOM }),
      },
      assumed: [NIGHTLY, ...(guesses > 0 ? [`acceptance=${ACCEPTANCE_ON_RANDOM}`] : [])],
    };
  },
};
