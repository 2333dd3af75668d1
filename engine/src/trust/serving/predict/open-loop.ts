import { createMetrics, meanOf, openLoop, type RequestRecord, simulateServing } from '../../../serving/index.ts';
import type { OpenLoop } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';

const SEED = 1;
/** Requests of a long run that are simulated at first; more where so many are under way at once that it hardly fills. */
const SIMULATED = 1500;
const MOST = 12_000;
const LIVES = 8; // times a request's life that arrivals are to go on
/** Share of the simulated arrivals in which the system fills up. */
const FILLING = 0.5;
/** Of the arrivals' pace at which requests end, what counts as all: the rest is chance. */
const SETTLED = 0.97;
/** Of what a replica sustains: where a published run that did not pile up is looked at, if by our count it would have. */
const BELOW = 0.985;

/**
 * Poisson arrivals at each copy of the replica. Of a run longer than what is simulated the part after filling up stands for all of it: it
 * answers what arrives, unless requests pile up. Then rates and the pace of answers are those of a full replica, and first tokens those just
 * below what it sustains: how long a line gets that only grows is a matter of when one looks.
 */
export function predictOpenLoop(load: OpenLoop, ready: Ready, replicas: number): Figures {
  const run = settled(load, ready);
  const { metrics } = run;
  // The front end moves all arrivals alike.
  const before = ready.frontEnd.request + ready.frontEnd.inputToken * meanOf(load.input);
  const seconds = run.cut ? metrics.finished / (load.requestsPerSecond * run.kept) : metrics.seconds;
  const rates = rateFigures(seconds, {
    input: replicas * metrics.inputTokens,
    output: (replicas * metrics.outputTokens) / (load.beams ?? 1),
    requests: (replicas * metrics.finished) / (load.beams ?? 1),
  });
  if (!run.cut || run.kept === 1) return { ...latencyFigures(metrics, { before }), ...rates };
  const line = settled({ ...load, requestsPerSecond: BELOW * run.kept * load.requestsPerSecond }, ready).metrics;
  const e2e = { ...metrics.e2e, mean: line.ttft.mean + metrics.tpot.mean * meanOf(load.output) };
  return { ...latencyFigures({ ttft: line.ttft, tpot: metrics.tpot, e2e }, { before }), ...rates };
}

/** A run that is long enough for its middle to be like any other part. */
function settled(load: OpenLoop, ready: Ready) {
  const asked = Math.min(load.requests, SIMULATED);
  const first = simulated(load, ready, asked);
  const enough = Math.ceil(LIVES * first.e2e * load.requestsPerSecond);
  return !first.cut || asked >= enough ? first : simulated(load, ready, Math.min(load.requests, enough, MOST));
}

function simulated(load: OpenLoop, { settings, timer }: Ready, requests: number) {
  const cut = requests < load.requests;
  const warmUpSeconds = cut ? (FILLING * requests) / load.requestsPerSecond : 0;
  const { sink, metrics } = createMetrics({ warmUpSeconds, brief: true });
  const arrivals: number[] = [];
  const ends: number[] = [];
  let lives = 0;
  const record = (r: Readonly<RequestRecord>): void => {
    sink.record!(r);
    lives += r.finished - r.arrival;
    arrivals.push(r.arrival);
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
  arrivals.sort((a, b) => a - b);
  const share = spanOf(arrivals) / spanOf(ends);
  return { cut, metrics: metrics(), e2e: lives / ends.length, kept: share > SETTLED ? 1 : share };
}

/** Seconds between an early and a late one of times in order: neither the filling nor the draining of a replica. */
const spanOf = (times: readonly number[]): number =>
  times[Math.floor(0.75 * (times.length - 1))]! - times[Math.floor(0.3 * (times.length - 1))]!;
