import { createMetrics, meanOf, openLoop, simulateServing } from '../../../serving/index.ts';
import type { OpenLoop } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';

const SEED = 1;

/** Poisson arrivals at each copy of the replica. */
export function predictOpenLoop(load: OpenLoop, ready: Ready, replicas: number): Figures {
  const { sink, metrics } = createMetrics();
  simulateServing({
    source: openLoop({
      seed: SEED,
      arrivals: { perSecond: load.requestsPerSecond },
      requests: load.requests,
      lengths: { input: load.input, output: load.output },
    }),
    pools: [{ settings: ready.settings, timer: ready.timer, count: 1 }],
    sink,
  });
  const run = metrics();
  // The front end moves all arrivals alike.
  const before = ready.frontEnd.request + ready.frontEnd.inputToken * meanOf(load.input);
  const rates = rateFigures(run.seconds, {
    input: replicas * run.inputTokens,
    output: replicas * run.outputTokens,
    requests: replicas * run.finished,
  });
  return { ...latencyFigures(run, { before }), ...rates };
}
