import type { ServingRow } from '../../rows/serving/serving-row.ts';
import { awsNeuron } from './aws-neuron.ts';
import { closedLoop } from './closed-loop.ts';
import { disaggregated } from './disaggregated.ts';
import { inferencex } from './inferencex.ts';
import { inferencexSlo } from './inferencex-slo.ts';
import { llamaBench } from './llama-bench.ts';
import { lmdeploy } from './lmdeploy.ts';
import { maxThroughput } from './max-throughput.ts';
import { mlperf } from './mlperf.ts';
import { nvidiaGap } from './nvidia-gap.ts';
import { oneRequest } from './one-request.ts';
import type { Protocol } from './protocol.ts';
import { staticBatch } from './static-batch.ts';
import { trtllmOnline } from './trtllm-online.ts';

/**
 * protocols/ - how each source of serving rows measures.
 * In: a row that is mapped to model, chip, engine and ranks. Out: the load it ran, the engine's flags, what was assumed.
 * One file a source, with the place where its scripts or pages say so. Rows of unknown sources are run by their fields.
 */
export const PROTOCOLS: readonly Protocol[] = [
  disaggregated,
  inferencex,
  inferencexSlo,
  nvidiaGap,
  trtllmOnline,
  maxThroughput,
  staticBatch,
  awsNeuron,
  lmdeploy,
  mlperf,
  llamaBench,
  oneRequest,
  closedLoop,
];

export const protocolOf = (row: ServingRow): Protocol => PROTOCOLS.find(({ holds }) => holds(row))!;
export type { Benchmark, EngineFlags, Mapped, Protocol } from './protocol.ts';
