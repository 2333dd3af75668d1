import { count } from '../../rows/row.ts';
import { isBlackwell } from '../chips.ts';
import { concurrencyOf, type Protocol, printedLengths } from './protocol.ts';

/** Prompts on one set of workers, answers on another (Dynamo with TensorRT-LLM or SGLang), closed loop; lengths as in InferenceX. */
export const disaggregated: Protocol = {
  name: 'disaggregated',
  holds: (row) => Boolean(row.serving.disagg?.decode && row.serving.disagg.prefill),
  kv: (_, chip) => (isBlackwell(chip) ? 'fp8' : 'bf16'),
  source:
    'github.com/SemiAnalysisAI/InferenceX multi-node runs, as in github.com/ai-dynamo/aiconfigurator silicon_sample.csv',
  benchmark({ row }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const { prefill, decode } = row.serving.disagg!;
    const workers = { prefill: count(prefill!.workers) ?? 1, decode: count(decode!.workers) ?? 1 };
    const concurrency = concurrencyOf(row) ?? (count(decode!.batch) ?? 1) * workers.decode;
    const jittered = row.family.startsWith('inferencex/');
    const spec = (tokens: number) =>
      jittered
        ? ({ kind: 'uniform', low: Math.ceil(0.8 * tokens), high: tokens } as const)
        : ({ kind: 'constant', tokens } as const);
    return {
      load: {
        kind: 'disaggregated',
        concurrency,
        input: spec(lengths.input),
        output: spec(lengths.output),
        prefill: { workers: workers.prefill },
        decode: { workers: workers.decode },
      },
      flags: { prefixCache: 'off' },
      assumed: ['speculation=none', 'statistic=mean'],
    };
  },
};
