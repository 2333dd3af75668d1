import { Arrivals } from './arrivals.ts';
import { Fleet } from './fleet.ts';
import type { Overload } from './overload.ts';
import { emptyTotals, type ServingTotals } from './record.ts';
import type { Replica } from './replica.ts';
import { Series } from './series.ts';
import type { ServingOptions, ServingResult, Verdict } from './serving-options.ts';

const PROGRESS_EVERY = 4096;
const MOST_WAITING = 1_000_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Runs traffic through replicas behind a router, from event to event. The same input and seed give the same answer to the last bit;
 * times in seconds. Memory follows the requests that are in the system at once.
 */
export function simulateServing(options: ServingOptions): ServingResult {
  const { source, limits = {}, samples = 0, onProgress, onEvent } = options;
  const fleet = new Fleet(options);
  const { replicas, timeline } = fleet;
  const arrivals = new Arrivals(source);
  const series = samples > 0 ? new Series(samples) : null;
  const horizon = limits.seconds ?? NEVER;
  const mostWaiting = limits.waiting ?? MOST_WAITING;
  const ordered = fleet.linked || onEvent !== undefined;
  let arrived = 0;
  let told = 0;
  let events = 0;
  let atLastArrival: Overload = { seconds: 0, arrived: 0, waiting: 0, running: 0 };
  let verdict: Verdict | null = null;

  const standing = () => ({ waiting: fleet.waiting, running: fleet.running });
  const tell = (): void => {
    const { finished, refused, travelling } = fleet;
    onEvent!(replicas, { arrived, finished, refused, travelling });
  };

  while (verdict === null) {
    const arrival = arrivals.next;
    const sample = series ? series.next : NEVER;
    const limit = Math.min(arrival, sample, horizon, timeline.first);
    if (ordered ? oneGoes(replicas, limit, fleet.heard, onEvent !== undefined) : allGo(replicas, limit)) {
      if (onEvent) tell();
      continue;
    }
    // All that is known to happen has been done by now, up to the limit.
    const ended = fleet.finished + fleet.refused;
    if (ended >= told + PROGRESS_EVERY || ++events >= PROGRESS_EVERY) {
      told = ended;
      events = 0;
      if (onProgress?.(ended, source.total) === false) verdict = 'stopped';
      fleet.forgetAsker();
    }
    const answered = ended === arrived && fleet.needed === 0;
    if (arrival === NEVER && answered) verdict ??= 'finished';
    else if (limit === horizon) verdict ??= 'overloaded';
    if (verdict) break;
    if (timeline.first === limit) fleet.happen();
    else if (arrival === limit) {
      arrived++;
      fleet.arrive(arrivals.take(), arrival);
      if (arrived > mostWaiting && fleet.waiting > mostWaiting) verdict = 'overloaded';
      if (limits.growing?.(arrival, standing)) verdict = 'overloaded';
      if (arrivals.next === NEVER) atLastArrival = { seconds: arrival, arrived, ...standing() };
    } else series!.sample(replicas);
    if (onEvent) tell();
  }
  const seconds = replicas.reduce((latest, { clock }) => Math.max(latest, clock), 0);
  fleet.close(seconds);
  return {
    verdict,
    seconds,
    arrived,
    finished: fleet.finished,
    refused: fleet.refused,
    waiting: fleet.waiting,
    running: fleet.running,
    travelling: fleet.travelling,
    atLastArrival,
    totals: sumOf(replicas.map((replica) => replica.totals)),
    replicas: replicas.map((replica) => replica.totals),
    series: series?.points ?? null,
  };
}

/** Every replica by itself up to the limit. True when one has stopped before it, for others to act on what it did. */
function allGo(replicas: readonly Replica[], limit: number): boolean {
  let stopped = false;
  for (const replica of replicas) {
    replica.paused = false;
    replica.advance(limit);
    if (replica.paused) stopped = true;
  }
  return stopped;
}

/**
 * Whoever comes first in time goes first, and only as far as no other can do anything before it that it could learn of; where somebody
 * hears of every step, no farther than the next step of another. False when all have reached the limit.
 */
function oneGoes(replicas: readonly Replica[], limit: number, heard: boolean, onlyOne: boolean): boolean {
  let first: Replica | null = null;
  let at = limit;
  for (const replica of replicas) {
    const { next } = replica;
    if (next >= at) continue;
    at = next;
    first = replica;
  }
  if (!first) return false;
  let second = limit;
  for (const replica of replicas) {
    if (replica === first) continue;
    const other = heard ? replica.next : replica.heard;
    if (other < second) second = other;
  }
  first.paused = false;
  first.advance(onlyOne || second === at ? Math.min(limit, justAfter(at)) : second);
  return true;
}

/** A number that is certainly greater, by a rounding or two. */
const justAfter = (x: number): number => x + Math.max(x * 2 ** -52, Number.MIN_VALUE);

function sumOf(parts: readonly ServingTotals[]): ServingTotals {
  const sum = emptyTotals();
  for (const part of parts) for (const key of Object.keys(sum) as (keyof ServingTotals)[]) sum[key] += part[key];
  return sum;
}
