import type { StepParts } from '../iteration/compile.ts';
import type { StepSums, StepTimer } from '../iteration/step.ts';
import type { PowerShape } from '../power/shape.ts';
import type { TrafficSource } from '../traffic/request.ts';
import { meter, noUsage, type StepUsage } from './meter.ts';
import { createMetrics, type Latency, type ServiceLevel, type ServingMetrics } from './metrics.ts';
import { type Overload, OverloadWatch } from './overload.ts';
import type { ServingSink } from './record.ts';
import type { ReplicaPool, ServingLimits, ServingOptions, ServingResult } from './serving-options.ts';
import { simulateServing } from './simulate-serving.ts';

/** Replicas of one kind, with what can be told of their steps. */
export interface MeteredPool extends ReplicaPool {
  readonly explain?: (step: Readonly<StepSums>) => StepParts;
  readonly shape?: PowerShape | null;
}

/** A simulation that is to be looked at from all sides. */
export interface SimulationSetup extends Pick<ServingOptions, 'router' | 'transfer' | 'failures' | 'seed' | 'samples'> {
  /** A new source of the same requests, as each run uses one up. */
  readonly source: () => TrafficSource;
  readonly pools: readonly MeteredPool[];
  readonly level?: ServiceLevel;
  /** Requests that arrive before are not counted: the system fills up. */
  readonly warmUpSeconds?: number;
  readonly limits?: Omit<ServingLimits, 'growing'>;
}

export interface RunOptions {
  /** Steps take this many times as long. */
  readonly factor?: number;
  /** Told of each request, and of each step, while the run goes on. */
  readonly sink?: ServingSink;
  /** Measure the gaps between tokens. */
  readonly gaps?: boolean;
  readonly onProgress?: ServingOptions['onProgress'];
}

export interface SimulatedRun {
  readonly result: ServingResult;
  readonly metrics: ServingMetrics;
  /** Set where the line grew to the end, or a limit ended the run. */
  readonly overload: Overload | null;
  /** A pool each. */
  readonly usage: readonly StepUsage[];
  /** Seconds of a latency at a share of requests (0.99). NaN where nothing was measured. */
  quantile(latency: Latency, share: number): number;
}

/** Simulates once, with everything measured that a report needs. */
export function runSimulation(setup: SimulationSetup, options: RunOptions = {}): SimulatedRun {
  const { source, pools, level, warmUpSeconds, limits, router, transfer, failures, seed, samples } = setup;
  const { factor = 1, sink, gaps = false, onProgress } = options;
  const measured = createMetrics({
    ...(level && { level }),
    ...(warmUpSeconds !== undefined && { warmUpSeconds }),
    gaps,
  });
  const usage = pools.map(noUsage);
  const watch = new OverloadWatch();
  const result = simulateServing({
    source: source(),
    pools: pools.map((pool, i) => meteredPool(pool, usage[i]!, factor)),
    ...(router && { router }),
    ...(transfer && { transfer }),
    ...(failures && { failures }),
    ...(seed !== undefined && { seed }),
    ...(samples !== undefined && { samples }),
    ...(onProgress && { onProgress }),
    limits: { ...limits, growing: (seconds, standing) => watch.arrived(seconds, standing) },
    sink: sink ? both(measured.sink, sink) : measured.sink,
  });
  const overload = result.verdict === 'overloaded' ? watch.last : watch.verdict(result.atLastArrival);
  return { result, metrics: measured.metrics(), overload, usage, quantile: measured.quantile };
}

function meteredPool(pool: MeteredPool, usage: StepUsage, factor: number): ReplicaPool {
  const { settings, count, role, frontEnd, scale } = pool;
  const timer: StepTimer = meter(pool, usage, factor);
  return {
    settings,
    timer,
    count,
    ...(role && { role }),
    ...(frontEnd && {
      frontEnd: { request: factor * frontEnd.request, inputToken: factor * frontEnd.inputToken },
    }),
    ...(scale && { scale }),
  };
}

/** Two sinks as one; what neither wants is not asked for. */
function both(a: ServingSink, b: ServingSink): ServingSink {
  const { gap } = a;
  return {
    record(record) {
      a.record?.(record);
      b.record?.(record);
    },
    ...(gap && { gap: (seconds: number, weight: number) => gap(seconds, weight) }),
    ...(b.step && { step: b.step.bind(b) }),
  };
}
