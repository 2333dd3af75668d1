import type { StepTimer } from '../iteration/step.ts';
import type { TrafficSource } from '../traffic/request.ts';
import type { Overload } from './overload.ts';
import type { ServingSink, ServingTotals } from './record.ts';
import type { Replica } from './replica.ts';
import type { SeriesPoints } from './series.ts';
import type { ReplicaSettings, RouterName } from './settings.ts';

/** What replicas do with a request. */
export type Role = 'both' | 'prefill' | 'decode';

/** Replicas of one kind. */
export interface ReplicaPool {
  readonly settings: ReplicaSettings;
  readonly timer: StepTimer;
  /** Replicas; with `scale` the most there may be. */
  readonly count: number;
  /**
   * `prefill` computes prompts and gives the first token, `decode` all others: a request then runs on one of each, and its cache is moved in
   * between. A system has either replicas that do `both` or some of the two other kinds.
   */
  readonly role?: Role;
  /** Seconds between the router and the engine's queue: of a request, and of each token of its prompt. */
  readonly frontEnd?: { readonly request: number; readonly inputToken: number };
  readonly scale?: ScaleRule;
}

/** Replicas come and go by the requests outstanding on each, as an autoscaler sees them from time to time. */
export interface ScaleRule {
  /** Replicas at the start, and the fewest. */
  readonly least: number;
  /** Seconds between two looks, and from the wish for a replica until it takes requests. */
  readonly everySeconds: number;
  readonly startSeconds: number;
  /** Mean requests outstanding on a replica above which one more is started, and below which one takes no more and ends when it is empty. */
  readonly above: number;
  readonly below: number;
}

/** A replica is lost: all its requests start anew elsewhere. */
export interface Failure {
  readonly replica: number;
  readonly seconds: number;
  /** Until it takes requests again. */
  readonly repairSeconds: number;
}

/** When a simulation gives up. */
export interface ServingLimits {
  /** Simulated seconds. */
  readonly seconds?: number;
  /** Requests waiting anywhere; a million unless told otherwise. */
  readonly waiting?: number;
  /** Asked at each arrival; true ends it. */
  readonly growing?: (seconds: number, standing: () => { waiting: number; running: number }) => boolean;
}

export interface ServingOptions {
  readonly source: TrafficSource;
  readonly pools: readonly ReplicaPool[];
  /** Chooses among the replicas that take new requests; among those that decode, the one with the fewest outstanding is taken. */
  readonly router?: RouterName;
  /** Moving the cache of a request from a `prefill` to a `decode` replica. */
  readonly transfer?: { readonly seconds: number; readonly secondsPerToken: number };
  readonly failures?: readonly Failure[];
  readonly sink?: ServingSink;
  readonly limits?: ServingLimits;
  /** Of the draws of speculative decoding. */
  readonly seed?: number;
  /** Most points of the time series; 0 = none. */
  readonly samples?: number;
  /** Plan every step: the same answers, slower. */
  readonly stepwise?: boolean;
  /** Told now and then how many requests have ended; false stops the simulation. */
  readonly onProgress?: (ended: number, total: number | undefined) => boolean | undefined;
  /** Told after every event, for tests: then time advances one event at a time. */
  readonly onEvent?: (replicas: readonly Replica[], counts: ServingCounts) => void;
}

/** `travelling`: between two replicas or with none that takes them. */
export interface ServingCounts {
  readonly arrived: number;
  readonly finished: number;
  readonly refused: number;
  readonly travelling: number;
}

/** `overloaded`: a limit was reached before all requests had their answer, or no replica is left to give it; `stopped`: as the caller wished. */
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
  readonly travelling: number;
  /** When the last request came, how many had come, waited and ran then. */
  readonly atLastArrival: Overload;
  readonly totals: ServingTotals;
  readonly replicas: readonly ServingTotals[];
  readonly series: SeriesPoints | null;
}
