import { count } from '../../rows/row.ts';
import { familyIs, type Protocol, printedLengths, wideCache } from './protocol.ts';

/** LMDeploy's tables: sessions of equal length that start together (profile_generation), and requests of a data set (profile_throughput). */
export const lmdeploy: Protocol = {
  name: 'lmdeploy',
  holds: (row) => familyIs('lmdeploy')(row) && !('refused' in printedLengths(row)),
  kv: wideCache,
  source:
    'github.com/InternLM/lmdeploy docs/en/benchmark: profile_generation.py; first-token latency is the average of the sessions',
  benchmark({ row }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const batch = count(row.serving.batch) ?? count(row.serving.concurrency) ?? 1;
    return {
      load: { kind: 'static-batch', batch, ...lengths },
      flags: { prefixCache: 'off', maxBatch: batch },
      assumed: [],
    };
  },
};
