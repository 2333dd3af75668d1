import { createMetrics, simulateServing, type Trace, traceSource } from '../../../serving/index.ts';
import type { Figures } from './figures.ts';
import type { Ready } from './ready.ts';

/** A recorded run again, request by request: means and percentiles of its requests, in seconds. */
export function predictReplay(trace: Trace, { settings, timer, frontEnd }: Ready): Figures {
  const { sink, metrics } = createMetrics({ exact: trace.count });
  simulateServing({
    source: traceSource(trace),
    pools: [{ settings, timer, count: 1, frontEnd }],
    sink,
  });
  const run = metrics();
  const figures: Record<string, number> = { makespan_s: run.seconds - trace.arrival[0]! };
  for (const what of ['ttft', 'tpot', 'e2e'] as const) {
    figures[`${what}_s_mean`] = run[what].mean;
    figures[`${what}_s_p50`] = run[what].p50;
    figures[`${what}_s_p90`] = run[what].p90;
  }
  return figures;
}
