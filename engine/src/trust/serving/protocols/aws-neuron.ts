import { count } from '../../rows/row.ts';
import { familyIs, type Protocol, printedLengths, wideCache } from './protocol.ts';

/** AWS Neuron's tables: one static batch, medians; the graph is compiled for a bucket of context and always attends to all of it. */
export const awsNeuron: Protocol = {
  name: 'aws-neuron',
  holds: familyIs('aws-neuron'),
  kv: wideCache,
  source: 'github.com/aws-neuron/aws-neuron-sdk about-neuron/benchmarks/{inf2,trn1}: p50, tensor parallelism in cores',
  benchmark({ row }) {
    const lengths = printedLengths(row);
    if ('refused' in lengths) return lengths;
    const batch = count(row.serving.batch) ?? 1;
    const bucket = count(/bucket (\d+)/i.exec(row.notes ?? '')?.[1]) ?? lengths.input + lengths.output;
    return {
      load: { kind: 'static-batch', batch, input: lengths.input, output: lengths.output, bucket },
      flags: { prefixCache: 'off', scheduler: 'static' },
      assumed: [],
    };
  },
};
