import { count } from '../../rows/row.ts';
import { familyIs, narrowCache, type Protocol, printedLengths } from './protocol.ts';

/** One batch by itself: TensorRT-LLM's gptSessionBenchmark to 0.9, FasterTransformer's guide, Optimum Habana, FlexLLMGen. */
export const staticBatch: Protocol = {
  name: 'static-batch',
  holds: familyIs(
    'trtllm-0.5',
    'trtllm-0.6.1',
    'trtllm-0.8.0',
    'trtllm-0.9.0',
    'trtllm-h200launch',
    'fastertransformer',
    'flexgen-offload',
    'gaudi2',
    'gaudi3',
  ),
  kv: narrowCache,
  source:
    'github.com/NVIDIA/TensorRT-LLM docs/source/performance.md to v0.9; github.com/NVIDIA/FasterTransformer docs/gpt_guide.md',
  benchmark({ row }) {
    // A table of first-token latency: the answer's length says nothing of it.
    const first = Boolean(row.measured.ttft_ms) && !row.measured.tpot_ms;
    const lengths = printedLengths(first ? { ...row, serving: { ...row.serving, output_len: 1 } } : row);
    if ('refused' in lengths) return lengths;
    const batch = count(row.serving.batch) ?? count(row.serving.concurrency);
    if (batch === undefined) return { refused: 'the batch is not stated' };
    return {
      load: { kind: 'static-batch', batch, ...lengths },
      flags: { prefixCache: 'off', scheduler: 'static' },
      assumed: [],
    };
  },
};
