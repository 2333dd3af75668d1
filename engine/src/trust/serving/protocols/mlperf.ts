import { type LengthSpec, meanOf } from '../../../serving/index.ts';
import { count } from '../../rows/row.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { narrowCache, type Protocol, rateOf } from './protocol.ts';

/** Mean tokens of prompts and answers of MLPerf's data sets; only mean answers are published with the results. */
interface DataSet {
  readonly name: RegExp;
  readonly input: number;
  readonly output: number;
  /** Longest prompt that the benchmark keeps, and the longest answer that it asks for. */
  readonly longest: number;
  readonly longestAnswer: number;
  /** Samples that a run goes through. */
  readonly samples: number;
  /** Beams decoded for each answer. */
  readonly beams?: number;
  readonly source: string;
}

const RULES = 'github.com/mlcommons/inference language';
/** Samples: loadgen/mlperf.conf, performance_sample_count_override. Mean answers: tools/submission, TOKENS_PER_SAMPLE. Prompt means are our assumption where the source column says so. */
export const DATA_SETS: readonly DataSet[] = [
  {
    name: /gpt-?j/i,
    samples: 13_368,
    input: 900,
    output: 69,
    longest: 1919,
    longestAnswer: 128,
    beams: 4,
    source: `${RULES}/gpt-j: CNN/DailyMail, beam 4, 30-128 new tokens; prompt mean assumed`,
  },
  {
    name: /llama-?2-70b/i,
    samples: 24_576,
    input: 294,
    output: 294.45,
    longest: 1024,
    longestAnswer: 1024,
    source: `${RULES}/llama2-70b: OpenOrca, both within 1,024; prompt mean assumed`,
  },
  {
    name: /mixtral/i,
    samples: 15_000,
    input: 510,
    output: 144.84,
    longest: 2048,
    longestAnswer: 1024,
    source: `${RULES}/mixtral-8x7b: OpenOrca (380), GSM8K behind worked examples (930), MBXP (220); prompt means assumed`,
  },
  {
    name: /405b/i,
    samples: 8313,
    input: 9400,
    output: 684.68,
    longest: 20_000,
    longestAnswer: 2000,
    source: `${RULES}/llama3.1-405b: LongBench, LongDataCollections, RULER, GovReport; prompt mean assumed`,
  },
  {
    name: /deepseek/i,
    samples: 4388,
    input: 800,
    output: 3886.23,
    longest: 3136,
    longestAnswer: 20_000,
    source: `${RULES}/deepseek-r1: AIME, MATH500, GPQA, MMLU-Pro, LiveCodeBench; prompt mean assumed`,
  },
  {
    name: /llama-?3\.1-8b/i,
    samples: 13_368,
    input: 870,
    output: 128,
    longest: 2540,
    longestAnswer: 128,
    source: `${RULES}/llama3.1-8b: CNN/DailyMail, answers of 128; prompt mean assumed`,
  },
  {
    name: /gpt-?oss/i,
    samples: 6396,
    input: 1000,
    output: 1278.2,
    longest: 4096,
    longestAnswer: 10_240,
    source: `${RULES}/gpt-oss-120b: summaries with little reasoning; prompt mean assumed`,
  },
];
const OTHER: Omit<DataSet, 'name'> = {
  samples: 10_000,
  input: 500,
  output: 300,
  longest: 4096,
  longestAnswer: 2048,
  source: 'lengths assumed',
};
/** Prompts so many times longer than answers are not worth computing twice. */
const LONG = 2;
/** Slots that submissions give themselves, so that memory is the limit. Source: batch sizes of 800-4,096 in closed/NVIDIA/configs, 768-2,048 in closed/AMD. */
const SLOTS = 2048;

/** A run lasts ten minutes and goes through all samples at least. Source: github.com/mlcommons/inference loadgen/mlperf.conf, min_duration. */
const LEAST_SECONDS = 600;

/** MLPerf Inference: all samples at once (offline) or Poisson arrivals at the submitted rate (server, interactive). */
export const mlperf: Protocol = {
  name: 'mlperf',
  holds: (row) => Boolean(row.mlperf),
  kv: narrowCache,
  source: 'github.com/mlcommons/inference_results_v4.1, v5.1, v6.0; loadgen: offline one query, server Poisson',
  benchmark({ row, profile, deployment, replicas }) {
    const set = DATA_SETS.find(({ name }) => name.test(row.model.name)) ?? OTHER;
    const stated = count(row.serving.output_len);
    const output = stated ?? set.output;
    const beams = ('beams' in set && set.beams) || 1;
    const maxBatch = count(row.serving.batch);
    const assumed = [
      `input=${set.input}`,
      ...(stated ? [] : [`output=${output}`]),
      ...(beams > 1 ? [`beams=${beams}`] : []),
    ];
    // Each beam decodes its own answer after the one prompt.
    const input = spread(set.input / beams, set.longest);
    const lengths = { input, output: spread(output, set.longestAnswer) };
    const tokens = tokensOf(row);
    const flags = {
      prefixCache: 'off',
      chunkedPrefill: true,
      // NVIDIA's harness runs in-flight batching whatever the release; it lets requests in as their prompts fit (max_util), where a
      // paused request does not have to compute a long prompt again.
      ...(profile.family === 'trtllm' && {
        scheduler: set.input > LONG * output ? ('trtllm' as const) : ('vllm-v1' as const),
      }),
      // Limits are of a micro-batch; an iteration of ours takes all of them through the pipeline.
      maxBatch: deployment.pp * beams * (maxBatch ?? SLOTS),
      ...(tokens && { maxBatchedTokens: deployment.pp * tokens }),
    } as const;
    const rate = rateOf(row);
    if (row.serving.scenario !== 'offline') {
      if (rate === undefined) return { refused: 'the rate of requests is not stated' };
      const requestsPerSecond = (rate * beams) / replicas;
      const requests = Math.ceil(Math.max(LEAST_SECONDS * requestsPerSecond, (set.samples * beams) / replicas));
      const load = { kind: 'open-loop', requestsPerSecond, requests, beams, ...lengths } as const;
      return { load, flags, assumed: [...assumed, 'queue=at the limit'] };
    }
    const requests = beams * (count(row.serving.num_requests) ?? set.samples);
    return { load: { kind: 'offline', requests, beams, ...lengths }, flags, assumed };
  },
};

/** max_num_tokens, where the submitted configuration was found. */
const tokensOf = (row: ServingRow): number | undefined => count(/max_num_tokens (\d+)/.exec(row.notes ?? '')?.[1]);

/**
 * A data set of texts: log-normal, the longest twentieth about three times the mean, cut at the longest; what is cut off is made up for,
 * so that the mean is the published one. Answers may all be of one length.
 */
function spread(mean: number, longest: number): LengthSpec {
  if (mean >= 0.99 * longest) return { kind: 'constant', tokens: Math.round(mean) };
  const key = `${mean}|${longest}`;
  const known = SPREADS.get(key);
  if (known) return known;
  let spec = law(mean, longest);
  for (let i = 0, centre = mean; i < 4; i++) {
    centre *= mean / meanOf(spec);
    spec = law(centre, longest);
  }
  SPREADS.set(key, spec);
  return spec;
}

/** Submissions share data sets. */
const SPREADS = new Map<string, LengthSpec>();

const law = (mean: number, longest: number): LengthSpec => ({
  kind: 'lognormal',
  mean,
  p95: Math.max(Math.min(longest, 2.8 * mean), 1.2 * mean),
  low: 1,
  high: longest,
});
