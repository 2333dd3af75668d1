import { count } from '../../rows/row.ts';
import { familyIs, narrowCache, type Protocol, printedLengths } from './protocol.ts';

const REQUESTS = 2000; // where a table is silent
/** trtllm-bench's engine: its heuristics choose the batch; these are the bounds that its documentation prints. */
const BOUNDS = { old: { maxBatch: 2048, tokens: 8192 }, pytorch: { maxBatch: 2048, tokens: 8192 } };

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
  benchmark({ row, profile }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const stated = count(row.serving.num_requests);
    const bounds = profile.id === 'trtllm-1.0' ? BOUNDS.pytorch : BOUNDS.old;
    return {
      load: {
        kind: 'offline',
        requests: stated ?? REQUESTS,
        input: { kind: 'constant', tokens: lengths.input },
        output: { kind: 'constant', tokens: lengths.output },
      },
      flags: {
        prefixCache: 'off',
        maxBatch: bounds.maxBatch,
        maxBatchedTokens: Math.max(bounds.tokens, lengths.input + 64),
        chunkedPrefill: true,
      },
      assumed: stated === undefined ? [`requests=${REQUESTS}`] : [],
    };
  },
};
