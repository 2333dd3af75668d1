import type { StepTimer } from '../iteration/step.ts';
import type { TrafficSource } from '../traffic/request.ts';
import { Arrivals } from './arrivals.ts';
import { emptyRecord, emptyTotals, type Refusal, type ServingSink, type ServingTotals } from './record.ts';
import { Replica } from './replica.ts';
import type { ReplicaListener, ReplicaState } from './replica-state.ts';
import { routerFor } from './routers.ts';
import { schedulerFor } from './schedulers/index.ts';
import { Series, type SeriesPoints } from './series.ts';
import type { ReplicaSettings, RouterName } from './settings.ts';

/** Replicas of one kind. */
export interface ReplicaPool {
  readonly settings: ReplicaSettings;
  readonly timer: StepTimer;
  readonly count: number;
}

/** When a simulation gives up. */
export interface ServingLimits {
  /** Simulated seconds. */
  readonly seconds?: number;
  /** Requests waiting anywhere; a million unless told otherwise. */
  readonly waiting?: number;
}

export interface ServingOptions {
  readonly source: TrafficSource;
  readonly pools: readonly ReplicaPool[];
  readonly router?: RouterName;
  readonly sink?: ServingSink;
  readonly limits?: ServingLimits;
  readonly seed?: number;
  /** Points of the time series; 0 = none. */
  readonly samples?: number;
  /** Plan every step: the same answers, slower. */
  readonly stepwise?: boolean;
  /** Told now and then; false stops the simulation. */
  readonly onProgress?: (finished: number, total: number | undefined) => boolean | undefined;
  /** Told after every event, for tests. */
  readonly onEvent?: (
    replicas: readonly Replica[],
    counts: { readonly arrived: number; readonly finished: number; readonly refused: number },
  ) => void;
}

/** `overloaded`: a limit was reached before all requests had their answer; `stopped`: the caller wished so. */
export type Verdict = 'finished' | 'overloaded' | 'stopped';

export interface ServingResult {
  readonly verdict: Verdict;
  /** Seconds from 0 to the last event. */
  readonly seconds: number;
  readonly arrived: number;
  readonly finished: number;
  readonly refused: number;
  /** Requests without an answer when it ended. */
  readonly waiting: number;
  readonly running: number;
  readonly totals: ServingTotals;
  readonly replicas: readonly ServingTotals[];
  readonly series: SeriesPoints | null;
}

const PROGRESS_EVERY = 4096;
const MOST_WAITING = 1_000_000;
const NEVER = Number.POSITIVE_INFINITY;

/** Runs traffic through replicas behind a router. Deterministic; times in seconds. */
export function simulateServing(options: ServingOptions): ServingResult {
  const { source, pools, sink = {}, limits = {}, samples = 0, onProgress, onEvent } = options;
  const record = emptyRecord();
  const closed = source.finished !== undefined;
  let arrived = 0;
  let finished = 0;
  let refused = 0;

  function tell(replica: ReplicaState, request: number, seconds: number, why: Refusal | null): void {
    const { requests } = replica;
    if (sink.record) {
      record.id = requests.id[request]!;
      record.arrival = requests.arrival[request]!;
      record.input = requests.input[request]!;
      record.output = requests.output[request]!;
      record.session = requests.session[request]!;
      record.priority = requests.priority[request]!;
      record.scheduled = requests.scheduled[request]!;
      record.firstToken = requests.firstToken[request]!;
      record.finished = seconds;
      record.preemptions = requests.preemptions[request]!;
      record.retries = requests.retries[request]!;
      record.cachedTokens = requests.cached[request]!;
      record.lastRunOutput = requests.total[request]! - requests.prompt[request]!;
      record.replica = replica.index;
      record.refused = why;
      sink.record(record);
    }
    if (closed) source.finished!(requests.id[request]!, requests.session[request]!, seconds);
  }

  const listener: ReplicaListener = {
    finished(replica, request) {
      finished++;
      tell(replica, request, replica.clock, null);
      if (closed) (replica as Replica).paused = true;
      return false;
    },
    refused(replica, request, why) {
      refused++;
      tell(replica, request, replica.clock, why);
      if (closed) (replica as Replica).paused = true;
    },
    ...(sink.gap && { gap: (seconds: number, weight: number) => sink.gap!(seconds, weight) }),
  };

  const replicas: Replica[] = [];
  for (const { settings, timer, count } of pools) {
    for (let i = 0; i < count; i++) {
      replicas.push(new Replica(replicas.length, settings, timer, schedulerFor(settings), listener, options));
    }
  }
  const route = routerFor(options.router ?? 'round-robin');
  const arrivals = new Arrivals(source);
  const series = samples > 0 ? new Series(samples) : null;
  const horizon = limits.seconds ?? NEVER;
  const mostWaiting = limits.waiting ?? MOST_WAITING;
  const ordered = (closed && replicas.length > 1) || onEvent !== undefined;

  const waitingOf = (): number => replicas.reduce((sum, { waiting }) => sum + waiting.length, 0);

  /** Whoever comes first in time goes first, and only as far as nobody else can be before it. False when all have reached the limit. */
  function oneStep(limit: number): boolean {
    let first: Replica | null = null;
    let at = limit;
    let second = limit;
    for (const replica of replicas) {
      const { next } = replica;
      if (next < at) {
        second = at;
        at = next;
        first = replica;
      } else if (next < second) second = next;
    }
    if (!first) return false;
    first.paused = false;
    first.advance(onEvent || second === at ? Math.min(limit, justAfter(at)) : second);
    onEvent?.(replicas, { arrived, finished, refused });
    return true;
  }

  let verdict: Verdict = 'finished';
  let told = 0;
  for (;;) {
    const arrival = arrivals.next;
    const sample = series ? series.next : NEVER;
    const limit = Math.min(arrival, sample, horizon);
    if (ordered) {
      if (oneStep(limit)) continue;
    } else {
      let paused = false;
      for (const replica of replicas) {
        replica.paused = false;
        replica.advance(limit);
        paused ||= replica.paused;
      }
      if (paused) continue;
    }
    if (finished + refused >= told + PROGRESS_EVERY) {
      told = finished + refused;
      if (onProgress?.(told, source.total) === false) {
        verdict = 'stopped';
        break;
      }
    }
    const idle = arrival === NEVER && replicas.every(({ next }) => next === NEVER);
    if (idle) break;
    if (limit === horizon) {
      verdict = 'overloaded';
      break;
    }
    if (sample === limit && sample < arrival) {
      series!.sample(replicas);
      continue;
    }
    const request = arrivals.take();
    arrived++;
    route(request, replicas).enqueue(request, arrival);
    onEvent?.(replicas, { arrived, finished, refused });
    if (arrived > mostWaiting && waitingOf() > mostWaiting) {
      verdict = 'overloaded';
      break;
    }
  }
  const seconds = replicas.reduce((latest, { clock }) => Math.max(latest, clock), 0);
  for (const replica of replicas) replica.idle(seconds);
  return {
    verdict,
    seconds,
    arrived,
    finished,
    refused,
    waiting: waitingOf(),
    running: replicas.reduce((sum, { resident }) => sum + resident, 0),
    totals: sumOf(replicas.map((replica) => replica.totals)),
    replicas: replicas.map((replica) => replica.totals),
    series: series?.points ?? null,
  };
}

/** The least number that is certainly greater. */
const justAfter = (x: number): number => x + Math.max(x * 2 ** -52, Number.MIN_VALUE);

function sumOf(parts: readonly ServingTotals[]): ServingTotals {
  const sum = emptyTotals();
  for (const part of parts) for (const key of Object.keys(sum) as (keyof ServingTotals)[]) sum[key] += part[key];
  return sum;
}
