import { count } from '../../rows/row.ts';
import { familyIs, narrowCache, type Protocol, printedLengths } from './protocol.ts';
import { tunedLimits } from './trtllm-bench.ts';

const REQUESTS = 2000; // where a table is silent
/** Of what is free after loading: "in many cases" .95 in place of the default .9. Source: the same page, Reproducing Benchmarked Results. */
const FRACTION = 0.95;

/**
 * TensorRT-LLM's tables from 0.17 on: constant lengths, all requests queued at the start, output tokens a second of the whole run, ends
 * included. The batch is what fits into the cache.
 */
export const maxThroughput: Protocol = {
  name: 'trtllm-max-throughput',
  holds: familyIs('trtllm-0.17', 'trtllm-0.21', 'trtllm-1.0', 'trtllm-1.1', 'trtllm-1.2'),
  kv: narrowCache,
  source:
    'github.com/NVIDIA/TensorRT-LLM docs/source/performance/perf-overview.md: trtllm-bench throughput, all requests queued',
  benchmark({ row, architecture, deployment, machine }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const stated = count(row.serving.num_requests);
    const tuned = tunedLimits(architecture, deployment, machine, lengths);
    return {
      load: {
        kind: 'offline',
        requests: stated ?? REQUESTS,
        input: { kind: 'constant', tokens: lengths.input },
        output: { kind: 'constant', tokens: lengths.output },
      },
      flags: {
        prefixCache: 'off',
        // Limits are of a micro-batch; an iteration of ours takes all of them through the pipeline.
        maxBatch: deployment.pp * tuned.maxBatch,
        maxBatchedTokens: Math.max(deployment.pp * tuned.maxBatchedTokens, lengths.input + 64),
        chunkedPrefill: true,
        fraction: FRACTION,
      },
      assumed: stated === undefined ? [`requests=${REQUESTS}`] : [],
    };
  },
};
