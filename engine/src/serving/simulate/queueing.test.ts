import { describe, expect, it } from 'vitest';
import { chanceFor } from '../traffic/generators/random.ts';
import type { Trace } from '../traffic/request.ts';
import { createMetrics } from './metrics.ts';
import { PLAIN_REPLICA, type ReplicaSettings } from './settings.ts';
import { simulateReplica } from './simulate-replica.ts';

/** Requests a case; with it the means are known to about half a percent. */
const COUNT = 250_000;
/** Tokens of a mean service: fine enough that whole tokens do not show. */
const SERVICE = 10_000;

const settings: ReplicaSettings = {
  scheduler: 'vllm-v1',
  maxBatch: 1,
  maxBatchedTokens: 1e9,
  chunkedPrefill: true,
  blockTokens: 1024,
  blocks: 2 ** 28,
  watermark: 0,
  maxModelTokens: 1e9,
  ...PLAIN_REPLICA,
};

/** Poisson arrivals at `rate` a second; lengths by a draw of mean 1. */
function traffic(
  rate: number,
  lengths: (draw: ReturnType<typeof chanceFor>) => { input: number; output: number },
): Trace {
  const gaps = chanceFor(11, 1);
  const draws = chanceFor(11, 2);
  const trace = {
    count: COUNT,
    arrival: new Float64Array(COUNT),
    input: new Int32Array(COUNT),
    output: new Int32Array(COUNT),
  };
  let now = 0;
  for (let i = 0; i < COUNT; i++) {
    now += gaps.exponential() / rate;
    trace.arrival[i] = now;
    const { input, output } = lengths(draws);
    trace.input[i] = Math.max(1, Math.round(input));
    trace.output[i] = Math.max(1, Math.round(output));
  }
  return trace;
}

/** One request at a time; its prompt is its service: seconds = tokens/SERVICE. */
function oneServer(rate: number, draw: (chance: ReturnType<typeof chanceFor>) => number) {
  const { sink, metrics } = createMetrics({ exact: 0 });
  const trace = traffic(rate, (chance) => ({ input: SERVICE * draw(chance), output: 1 }));
  simulateReplica(trace, settings, { seconds: (step) => step.chunkTokens / SERVICE }, { sink });
  return metrics();
}

const within = (value: number, expected: number): void =>
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(0.02);

/** Pollaczek-Khinchine: mean wait of M/G/1 with service of mean 1 and this squared coefficient of variation. */
const pollaczek = (rate: number, cv2: number): number => (rate * (1 + cv2)) / (2 * (1 - rate));

describe('mean waits of queueing theory', () => {
  it('M/M/1', () => {
    const { queue, e2e } = oneServer(0.6, (chance) => chance.exponential());
    within(queue.mean, pollaczek(0.6, 1));
    within(e2e.mean, 1 / (1 - 0.6));
  });

  it('M/D/1', () => within(oneServer(0.7, () => 1).queue.mean, pollaczek(0.7, 0)));

  it('M/G/1 with gamma service', () =>
    within(oneServer(0.6, (chance) => chance.gamma(2) / 2).queue.mean, pollaczek(0.6, 0.5)));

  it('M/M/c: slots of a batch whose steps take the same time however many decode', () => {
    const servers = 4;
    const steps = 400; // decode steps of a mean service of one second
    const rate = 0.7 * servers;
    const { sink, metrics } = createMetrics({ exact: 0 });
    const trace = traffic(rate, (chance) => ({ input: 1, output: steps * chance.exponential() + 0.5 }));
    simulateReplica(trace, { ...settings, maxBatch: servers }, { seconds: () => 1 / steps }, { sink });
    // Erlang C.
    const load = rate;
    let sum = 0;
    let term = 1;
    for (let k = 0; k < servers; k++) {
      sum += term;
      term *= load / (k + 1);
    }
    const busy = term / (1 - load / servers);
    const wait = busy / (sum + busy) / (servers - rate);
    // Whoever comes while others decode waits for the end of their step, half of one on average.
    within(metrics().queue.mean, wait + 0.5 / steps);
    within(metrics().e2e.mean, 1 + wait + 0.5 / steps);
  });
});
