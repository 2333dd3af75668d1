import {
  type ReplicaSettings,
  type RouterName,
  type StepTimer,
  simulateServing,
  type Trace,
  traceSource,
} from '../../../engine/src/serving/index.ts';
import type { Asked, Job } from './reference.ts';

/** What is compared of one request. */
export type Ended = Pick<Job, 'arrival' | 'scheduled' | 'firstToken' | 'finished' | 'preemptions' | 'lastRunOutput'>;
export interface Simulated {
  /** In order of arrival. */
  readonly jobs: readonly Ended[];
  readonly makespan: number;
  readonly steps: number;
}

export const traceOf = (asked: readonly Asked[]): Trace => ({
  count: asked.length,
  arrival: Float64Array.from(asked, ({ arrival }) => arrival),
  input: Int32Array.from(asked, ({ input }) => input),
  output: Int32Array.from(asked, ({ output }) => output),
});

/** The simulator under test, answers as the reference gives them. */
export function simulated(
  settings: ReplicaSettings,
  timer: StepTimer,
  asked: readonly Asked[],
  {
    replicas = 1,
    router = 'round-robin',
    stepwise = false,
  }: { replicas?: number; router?: RouterName; stepwise?: boolean } = {},
): Simulated {
  const jobs = new Array<Ended>(asked.length);
  const { totals, seconds } = simulateServing({
    source: traceSource(traceOf(asked)),
    pools: [{ settings, timer, count: replicas }],
    router,
    stepwise,
    sink: {
      record(record) {
        jobs[record.id] = { ...record };
      },
    },
  });
  return { jobs, makespan: seconds, steps: totals.steps };
}
