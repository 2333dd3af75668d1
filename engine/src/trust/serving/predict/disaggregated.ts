import { closedLoop, meanOf, simulateServing } from '../../../serving/index.ts';
import type { Disaggregated } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';
import { collected } from './rounds.ts';

const SEED = 1;
const REQUESTS_A_CLIENT = 10;
/** Most requests that are simulated; later rounds are alike. */
const MOST = 1200;
const START = 1e-3; // s, the hand-over itself: Dynamo and Mooncake transfer engines
/** Of two sides that share nodes or racks, the link between them. */
const LINK_SHARE = 0.7;

/** Prompts on one set of workers, answers on another; the cache of each request is sent over the network in between. */
export function predictDisaggregated(
  load: Disaggregated,
  prefill: Ready,
  decode: Ready,
  bytesPerSecond: number,
): Figures {
  // Equal shares of a system behave as the whole does.
  const shares = commonDivisor(load.prefill.workers, load.decode.workers);
  const clients = Math.max(1, Math.round(load.concurrency / shares));
  const before = prefill.frontEnd.request + prefill.frontEnd.inputToken * meanOf(load.input);
  const asked = REQUESTS_A_CLIENT * clients;
  const requests = Math.max(2 * clients, Math.min(asked, MOST));
  const run = collected(clients, requests, Math.max(1, asked / requests), 1);
  simulateServing({
    source: closedLoop({
      seed: SEED,
      clients,
      requests,
      think: { kind: 'constant', seconds: before },
      lengths: { input: load.input, output: load.output },
    }),
    router: 'least-outstanding',
    pools: [
      {
        settings: prefill.settings,
        timer: prefill.timer,
        count: load.prefill.workers / shares,
        role: 'prefill',
      },
      { settings: decode.settings, timer: decode.timer, count: load.decode.workers / shares, role: 'decode' },
    ],
    transfer: { seconds: START, secondsPerToken: prefill.bytesPerToken / (LINK_SHARE * bytesPerSecond) },
    sink: run.sink,
  });
  const { metrics, seconds } = run.result();
  const rates = rateFigures(seconds, {
    input: shares * metrics.inputTokens,
    output: shares * metrics.outputTokens,
    requests: shares * metrics.finished,
  });
  return { ...latencyFigures(metrics, { before }), ...rates };
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
