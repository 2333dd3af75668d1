import { count, positive } from '../../rows/row.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { concurrencyOf, type EngineFlags, type Protocol, printedLengths, rateOf, wideCache } from './protocol.ts';

const REQUESTS_A_CLIENT = 10;
/** ShareGPT, which tools of 2023-24 take where a table names no data set: mean prompt and answer in tokens (vLLM paper, figure 11). */
const SHARE_GPT = { input: 161, output: 338 };

/**
 * Any other row: at a rate if it has one, else as many clients as it prints, equal lengths, ten requests each, mean over all. LMDeploy's
 * data set, ninehills, vLLM on Ascend, AMD's and vendors' pages.
 */
export const closedLoop: Protocol = {
  name: 'closed-loop',
  holds: () => true,
  kv: wideCache,
  source: 'fields of the row; vLLM benchmark_serving defaults',
  benchmark({ row, deployment }) {
    const printed = printedLengths(row);
    const lengths = 'refused' in printed ? (meansOf(row) ?? SHARE_GPT) : printed;
    const assumed: string[] = 'refused' in printed ? [`input=${lengths.input}`, `output=${lengths.output}`] : [];
    const specs =
      'refused' in printed
        ? ({
            input: { kind: 'lognormal', mean: lengths.input, p95: 3 * lengths.input },
            output: { kind: 'lognormal', mean: lengths.output, p95: 2.5 * lengths.output },
          } as const)
        : ({
            input: { kind: 'constant', tokens: lengths.input },
            output: { kind: 'constant', tokens: lengths.output },
          } as const);
    const clients = concurrencyOf(row);
    const asked = count(row.serving.num_requests);
    const rate = rateOf(row);
    const flags = {
      prefixCache: 'off' as const,
      ...slotsOf(row),
      ...speculationOf(row.serving.speculative, assumed),
    };
    if (rate !== undefined && clients === undefined) {
      return {
        load: { kind: 'open-loop', requestsPerSecond: rate, requests: asked ?? 500, ...specs },
        flags,
        assumed: [...assumed, 'arrivals=poisson'],
      };
    }
    if (clients === undefined) {
      const requests = asked ?? 1000;
      return {
        load: { kind: 'offline', requests, ...specs },
        flags,
        assumed: [...assumed, ...(asked ? [] : [`requests=${requests}`])],
      };
    }
    // Batches are printed for each rank of attention data parallelism, concurrency for all.
    const concurrency = row.serving.concurrency ? clients : clients * deployment.dp;
    return {
      load: {
        kind: 'closed-loop',
        concurrency,
        requests: Math.min(asked ?? REQUESTS_A_CLIENT * concurrency, 5000),
        statistic: 'mean',
        ...specs,
      },
      flags,
      assumed: [...assumed, ...(asked ? [] : ['requests=10 x concurrency'])],
    };
  },
};

/** Mean lengths of a data set that is not named, where tokens and requests are counted over the same seconds: they say nothing of speed. */
function meansOf({ measured }: ServingRow): { input: number; output: number } | undefined {
  const [all, out, requests] = [measured.total_tokens_per_s, measured.output_tokens_per_s, measured.requests_per_s].map(
    positive,
  );
  if (!all || !out || !requests || all <= out) return undefined;
  return { input: Math.round((all - out) / requests), output: Math.round(out / requests) };
}

/** Tokens that suffix decoding guesses in a step where a table is silent: drafts are short when little of a text repeats. */
const SUFFIX_TOKENS = 2;

/** Tokens guessed ahead and how often they are right, from a text such as "MTP, 3 next-token layers" or "suffix decoding, accept rate 50.3%". */
function speculationOf(text: string | null | undefined, assumed: string[]): Partial<EngineFlags> {
  if (!text || /^(none|no|off)/i.test(text)) return {};
  const share = Number(/(\d+(?:\.\d+)?)\s*%/.exec(text)?.[1] ?? Number.NaN) / 100;
  const lookup = /suffix|n-?gram|lookup/i.test(text);
  const tokens = count(/(\d+)\s*(?:next-token|token|draft)/i.exec(text)?.[1]) ?? (lookup ? SUFFIX_TOKENS : 3);
  const acceptance = Number.isFinite(share) ? Math.min(0.95, lookup ? eachOf(share) : share) : 0.7;
  assumed.push(`speculation=${tokens} tokens, ${acceptance.toFixed(2)} accepted`);
  return { speculativeTokens: Math.min(8, tokens), acceptance, ...(lookup && { guessedBy: 'lookup' as const }) };
}

/** Chance that a token is right once those before it are, where `share` of two guessed ones are kept: p + p² = 2 share. */
const eachOf = (share: number): number => (Math.sqrt(1 + 8 * share) - 1) / 2;

/** Requests under way at most, where the launch is quoted. */
const slotsOf = ({ notes }: ServingRow): Partial<EngineFlags> => {
  const slots = count(/max-num-seqs (\d+)/i.exec(notes ?? '')?.[1]);
  return slots ? { maxBatch: slots } : {};
};
