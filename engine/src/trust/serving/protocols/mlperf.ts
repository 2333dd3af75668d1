import type { LengthSpec } from '../../../serving/index.ts';
import { count } from '../../rows/row.ts';
import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { narrowCache, type Protocol, rateOf } from './protocol.ts';

/** Mean tokens of prompts and answers of MLPerf's data sets; only mean answers are published with the results. */
interface DataSet {
  readonly name: RegExp;
  readonly input: number;
  readonly output: number;
  /** Longest prompt that the benchmark keeps. */
  readonly longest: number;
  /** Beams decoded for each answer. */
  readonly beams?: number;
  readonly source: string;
}

const RULES = 'github.com/mlcommons/inference language';
/** Prompt means are our assumption where the source column says so. */
export const DATA_SETS: readonly DataSet[] = [
  {
    name: /gpt-?j/i,
    input: 1000,
    output: 69,
    longest: 1919,
    beams: 4,
    source: `${RULES}/gpt-j: CNN/DailyMail, beam 4; prompt mean assumed`,
  },
  {
    name: /llama-?2-70b/i,
    input: 290,
    output: 294,
    longest: 1024,
    source: `${RULES}/llama2-70b: OpenOrca; prompt mean assumed`,
  },
  {
    name: /mixtral/i,
    input: 250,
    output: 145,
    longest: 2048,
    source: `${RULES}/mixtral-8x7b: OpenOrca, GSM8K, MBXP; prompt mean assumed`,
  },
  {
    name: /405b/i,
    input: 9400,
    output: 685,
    longest: 20_000,
    source: `${RULES}/llama3.1-405b: LongBench, LongDataCollections, RULER, GovReport; prompt mean assumed`,
  },
  {
    name: /deepseek/i,
    input: 800,
    output: 3880,
    longest: 3136,
    source: `${RULES}/deepseek-r1: AIME, MATH500, GPQA, MMLU-Pro, LiveCodeBench; prompt mean assumed`,
  },
  {
    name: /llama-?3\.1-8b/i,
    input: 870,
    output: 128,
    longest: 2540,
    source: `${RULES}/llama3.1-8b: CNN/DailyMail; prompt mean assumed`,
  },
  { name: /gpt-?oss/i, input: 800, output: 1200, longest: 4096, source: `${RULES}/gpt-oss-120b: lengths assumed` },
];
const OTHER: Omit<DataSet, 'name'> = { input: 500, output: 300, longest: 4096, source: 'lengths assumed' };
const REQUESTS = { least: 300, most: 2000 };

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
    const lengths = { input, output: spread(output, 4 * output) };
    const tokens = tokensOf(row);
    const flags = {
      prefixCache: 'off',
      chunkedPrefill: true,
      // Submissions run in-flight batching whatever the release of their library offers in its benchmarks.
      ...(profile.settings.scheduler === 'static' && { scheduler: 'trtllm' as const, maxBatch: 1024 }),
      ...(maxBatch && { maxBatch: Math.max(1, Math.min(maxBatch, 4096)) }),
      ...(tokens && { maxBatchedTokens: tokens }),
    } as const;
    const rate = rateOf(row);
    const most = Math.min(REQUESTS.most, count(row.serving.num_requests) ?? REQUESTS.most);
    if (row.serving.scenario !== 'offline') {
      if (rate === undefined) return { refused: 'the rate of requests is not stated' };
      const requests = Math.round(Math.max(REQUESTS.least, most / Math.max(1, deployment.dp)));
      return {
        load: { kind: 'open-loop', requestsPerSecond: (rate * beams) / replicas, requests, ...lengths },
        flags,
        assumed,
      };
    }
    return { load: { kind: 'offline', requests: most * beams, ...lengths }, flags, assumed };
  },
};

/** max_num_tokens, where the submitted configuration was found. */
const tokensOf = (row: ServingRow): number | undefined => count(/max_num_tokens (\d+)/.exec(row.notes ?? '')?.[1]);

/** A data set of texts: log-normal, the longest twentieth about three times the mean. */
function spread(mean: number, longest: number): LengthSpec {
  const p95 = Math.min(longest, 2.8 * mean);
  return { kind: 'lognormal', mean, p95: Math.max(p95, 1.2 * mean), low: 1, high: longest };
}
