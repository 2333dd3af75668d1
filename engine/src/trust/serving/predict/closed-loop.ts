import { closedLoop, meanOf, simulateServing } from '../../../serving/index.ts';
import type { ClosedLoop } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';
import { collected } from './rounds.ts';

/** Requests a client that are simulated at most where there are some clients: later rounds are alike. */
const ROUNDS = { clients: 8, most: 5 };
const SEED = 1;

/** Clients that wait for their answers, dealt to the copies of the replica. */
export function predictClosedLoop(load: ClosedLoop, ready: Ready, replicas: number): Figures {
  const clients = Math.max(1, Math.round(load.concurrency / replicas));
  const asked = Math.max(clients, Math.round(load.requests / replicas));
  const requests = clients > ROUNDS.clients ? Math.min(asked, ROUNDS.most * clients) : asked;
  const run = collected(clients, requests, asked / requests);
  // To the engine a client whose request is in the front end is one that thinks.
  const before = ready.frontEnd.request + ready.frontEnd.inputToken * meanOf(load.input);
  simulateServing({
    source: closedLoop({
      seed: SEED,
      clients,
      requests,
      think: { kind: 'constant', seconds: before },
      lengths: { input: load.input, output: load.output },
    }),
    pools: [
      {
        settings: load.pollSteps ? { ...ready.settings, pollSteps: load.pollSteps } : ready.settings,
        timer: ready.timer,
        count: 1,
      },
    ],
    sink: run.sink,
  });
  const { metrics, seconds } = run.result();
  const rates = rateFigures(seconds, {
    input: replicas * metrics.inputTokens,
    output: replicas * metrics.outputTokens,
    requests: replicas * metrics.finished,
  });
  return { ...latencyFigures(metrics, { statistic: load.statistic, before }), ...rates };
}
