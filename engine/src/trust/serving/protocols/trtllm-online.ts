import { count } from '../../rows/row.ts';
import { familyIs, type Protocol, printedLengths, rateOf, wideCache } from './protocol.ts';

/** TensorRT-LLM 0.14's table of online serving: constant lengths, 500 requests at a rate, means of TTFT and inter-token latency. */
export const trtllmOnline: Protocol = {
  name: 'trtllm-0.14-serving',
  holds: familyIs('trtllm-0.14-serving'),
  kv: wideCache,
  source:
    'github.com/NVIDIA/TensorRT-LLM docs/source/performance/perf-overview.md at v0.17: data of 0.14, Triton backend',
  benchmark({ row }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const requests = count(row.serving.num_requests) ?? 500;
    const specs = {
      input: { kind: 'constant', tokens: lengths.input },
      output: { kind: 'constant', tokens: lengths.output },
    } as const;
    const rate = rateOf(row);
    const load =
      rate === undefined
        ? ({ kind: 'closed-loop', concurrency: requests, requests, statistic: 'mean', ...specs } as const)
        : ({ kind: 'open-loop', requestsPerSecond: rate, requests, ...specs } as const);
    return { load, flags: { prefixCache: 'off', chunkedPrefill: false }, assumed: ['arrivals=poisson'] };
  },
};
