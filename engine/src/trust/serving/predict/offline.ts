import { closedLoop, createMetrics, meanOf, type RequestRecord, simulateServing } from '../../../serving/index.ts';
import type { Offline } from '../load.ts';
import { type Figures, latencyFigures, rateFigures } from './figures.ts';
import type { Ready } from './ready.ts';

const SEED = 1;
/** Batches after which a run that is not over goes on as it does. */
const BATCHES = 4;
const LEAST = 1200; // requests

/** All requests wait at the start: what is left after some batches takes as long as those in the middle took. */
export function predictOffline(load: Offline, ready: Ready, replicas: number): Figures {
  const { settings, timer } = ready;
  const asked = Math.max(1, Math.round(load.requests / replicas));
  const each = meanOf(load.input) + meanOf(load.output);
  const atOnce = Math.min(settings.maxBatch, Math.max(1, (settings.blocks * settings.blockTokens) / each));
  const requests = Math.min(asked, Math.max(LEAST, Math.ceil(BATCHES * atOnce)));
  const { sink, metrics } = createMetrics({ brief: true });
  const ends: number[] = [];
  const record = (r: Readonly<RequestRecord>): void => {
    sink.record!(r);
    if (!r.refused) ends.push(r.finished);
  };
  simulateServing({
    source: closedLoop({
      seed: SEED,
      clients: requests,
      requests,
      lengths: { input: load.input, output: load.output },
    }),
    pools: [{ settings, timer, count: 1 }],
    sink: { record },
  });
  const run = metrics();
  const stretch = asked / requests;
  const rest = (asked - requests) * pace(ends);
  const seconds = run.seconds + rest;
  const answers = (replicas * stretch) / (load.beams ?? 1);
  const rates = rateFigures(seconds, {
    input: replicas * stretch * run.inputTokens,
    output: answers * run.outputTokens,
    requests: answers * run.finished,
  });
  return { ...latencyFigures(run), latency_ms: 1e3 * (run.e2e.mean + rest / 2), ...rates };
}

/** Seconds from one end to the next in the middle of a run, from its second to its last batch. */
function pace(ends: readonly number[]): number {
  const n = ends.length;
  const from = Math.floor(0.3 * n);
  const to = Math.floor(0.75 * n);
  return to > from ? (ends[to]! - ends[from]!) / (to - from) : (ends[n - 1] ?? 0) / Math.max(1, n);
}
