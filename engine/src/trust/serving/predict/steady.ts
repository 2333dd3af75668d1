import {
  closedLoop,
  meanOf,
  Quantiles,
  type ReplicaSettings,
  rowPower,
  type ServingProblem,
  simulateServing,
} from '../../../serving/index.ts';
import type { Steady } from '../load.ts';
import type { Figures } from './figures.ts';
import type { Ready } from './ready.ts';

const SEED = 1;
/** Rounds of the batch that are run, of which the first fills up and the last drains; and the fewest requests. */
const ROUNDS = 2.5;
const LEAST = 60;

/** A batch that is kept full: rate, gaps between tokens, watts and joules a token between its filling and its draining. */
export function predictSteady(load: Steady, problem: ServingProblem, { settings, timer }: Ready): Figures {
  const clients = Math.max(1, Math.round(load.running));
  const requests = Math.max(LEAST, Math.ceil(ROUNDS * clients));
  const from = Math.floor(requests / 4);
  const to = Math.max(from + 1, requests - clients);
  const gaps = new Quantiles();
  let ended = 0;
  let tokens = 0;
  let began = 0;
  let seconds = 0;
  simulateServing({
    source: closedLoop({ seed: SEED, clients, requests, lengths: { input: load.input, output: load.output } }),
    pools: [{ settings: holding(settings, clients, load), timer, count: 1 }],
    sink: {
      record({ finished }) {
        ended++;
        if (ended === from) began = finished;
        if (ended === to) seconds = finished - began;
        if (ended > from && ended <= to) tokens++;
      },
      gap(gap, weight) {
        if (ended < from || ended >= to) return;
        gaps.add(gap, weight);
        tokens += weight;
      },
    },
  });
  const rate = tokens / seconds;
  const input = meanOf(load.input);
  const output = meanOf(load.output);
  const power = rowPower({
    problem,
    batch: load.running,
    meanContext: input + output / 2,
    outputTokensPerSecond: rate,
    inputTokens: input,
    outputTokens: output,
  });
  return {
    output_tokens_per_s: rate,
    itl_p50_ms: 1e3 * gaps.at(0.5),
    itl_p90_ms: 1e3 * gaps.at(0.9),
    itl_p99_ms: 1e3 * gaps.at(0.99),
    power_w: power?.watts ?? Number.NaN,
    energy_per_token_j: power ? power.watts / rate : Number.NaN,
  };
}

/** The batch that the row prints did run: slots and cache hold it, whatever we count. */
function holding(settings: ReplicaSettings, clients: number, load: Steady): ReplicaSettings {
  const tokens = 2 * clients * (meanOf(load.input) + meanOf(load.output));
  return {
    ...settings,
    maxBatch: Math.max(settings.maxBatch, clients),
    blocks: Math.max(settings.blocks, Math.ceil(tokens / settings.blockTokens)),
  };
}
