import type { StepTimer } from '../iteration/step.ts';
import { type Trace, type TrafficSource, traceSource } from '../traffic/request.ts';
import type { ServingOptions, ServingResult } from './serving-options.ts';
import type { ReplicaSettings } from './settings.ts';
import { simulateServing } from './simulate-serving.ts';

/**
 * Runs a trace or a source through one replica. Times in seconds; the same input gives the same answer to the last bit.
 * `options.sink.record` is told of each request when it ends, with an object that is used again.
 */
export function simulateReplica(
  traffic: Trace | TrafficSource,
  settings: ReplicaSettings,
  timer: StepTimer,
  options: Omit<ServingOptions, 'source' | 'pools' | 'router'> = {},
): ServingResult {
  const source = 'next' in traffic ? traffic : traceSource(traffic);
  return simulateServing({ ...options, source, pools: [{ settings, timer, count: 1 }] });
}
