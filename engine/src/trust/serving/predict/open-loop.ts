import { createMetrics, meanOf, openLoop, type RequestRecord, simulateServing } from '../../../serving/index.ts';
import type { OpenLoop } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';

const SEED = 1;
/** Requests of a long run that are simulated at first; more where so many are under way at once that it hardly fills. */
const SIMULATED = 1500;
const LIVES = 4; // times a request's life that arrivals are to go on
/** Share of the simulated arrivals in which the system fills up. */
const FILLING = 0.3;
const SETTLED = 0.97; // of the arrivals' pace: answers of finite runs come later than their requests by the last ones' life

/**
 * Poisson arrivals at each copy of the replica. Of a run longer than what is simulated the part after filling up stands for all of it: it
 * answers what arrives, unless requests pile up.
 */
export function predictOpenLoop(load: OpenLoop, ready: Ready, replicas: number): Figures {
  let asked = Math.min(load.requests, SIMULATED);
  let run = simulated(load, ready, asked);
  const underWay = run.e2e * load.requestsPerSecond;
  if (asked < load.requests && asked < LIVES * underWay) {
    asked = Math.min(load.requests, Math.ceil(Math.min(LIVES, 20) * underWay), 8 * SIMULATED);
    run = simulated(load, ready, asked);
  }
  const { metrics } = run;
  // The front end moves all arrivals alike.
  const before = ready.frontEnd.request + ready.frontEnd.inputToken * meanOf(load.input);
  const cut = asked < load.requests;
  const seconds = cut ? metrics.finished / (load.requestsPerSecond * run.kept) : metrics.seconds;
  const rates = rateFigures(seconds, {
    input: replicas * metrics.inputTokens,
    output: (replicas * metrics.outputTokens) / (load.beams ?? 1),
    requests: (replicas * metrics.finished) / (load.beams ?? 1),
  });
  return { ...latencyFigures(metrics, { before }), ...rates };
}

function simulated(load: OpenLoop, { settings, timer }: Ready, requests: number) {
  const cut = requests < load.requests;
  const warmUpSeconds = cut ? (FILLING * requests) / load.requestsPerSecond : 0;
  const { sink, metrics } = createMetrics({ warmUpSeconds });
  const ends: number[] = [];
  let lives = 0;
  let last = 0;
  const record = (r: Readonly<RequestRecord>): void => {
    sink.record!(r);
    lives += r.finished - r.arrival;
    last = Math.max(last, r.arrival);
    ends.push(r.finished);
  };
  simulateServing({
    source: openLoop({
      seed: SEED,
      arrivals: { perSecond: load.requestsPerSecond },
      requests,
      lengths: { input: load.input, output: load.output },
    }),
    pools: [{ settings, timer, count: 1 }],
    sink: { record },
  });
  return { metrics: metrics(), e2e: lives / ends.length, kept: keptUp(ends, warmUpSeconds, last) };
}

/** Share of the arrivals' pace at which requests end while others still arrive; 1 = all, give or take chance. */
function keptUp(ends: readonly number[], from: number, to: number): number {
  const ended = ends.filter((at) => at > from && at <= to).length;
  const arrived = (ends.length * (to - from)) / to;
  const share = ended / arrived;
  return share > SETTLED ? 1 : share;
}
