import type { Trace } from '../../serving/index.ts';
import type { LengthSpec } from '../../serving/traffic/generators/lengths.ts';

/** What a benchmark asks of a deployment: how requests come, how long they are, what is published. Tokens, requests, seconds. */
export type Load =
  | ClosedLoop
  | OpenLoop
  | Offline
  | StaticBatch
  | Alone
  | Steady
  | Disaggregated
  | { readonly kind: 'replay'; readonly trace: Trace };

export interface Lengths {
  readonly input: LengthSpec;
  readonly output: LengthSpec;
}

/** Clients that wait for their answer: a burst of `concurrency` at the start, then one for each that is done. */
export interface ClosedLoop extends Lengths {
  readonly kind: 'closed-loop';
  readonly concurrency: number;
  readonly requests: number;
  /** Which of the requests' figures is published. */
  readonly statistic: 'mean' | 'median';
  /** Decode steps between two looks of the engine at its door; 0 or absent = every step. */
  readonly pollSteps?: number;
}

/** Requests that come on their own. */
export interface OpenLoop extends Lengths {
  readonly kind: 'open-loop';
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** Requests that are beams of one answer: rates count answers. */
  readonly beams?: number;
}

/** All requests wait at the start: what counts is when the last one is done. */
export interface Offline extends Lengths {
  readonly kind: 'offline';
  readonly requests: number;
  /** Requests that are beams of one answer: rates count answers. */
  readonly beams?: number;
}

/** One batch: all prompts together, then as many steps as the answer has tokens. */
export interface StaticBatch {
  readonly kind: 'static-batch';
  readonly batch: number;
  readonly input: number;
  readonly output: number;
  /** Tokens that every step attends to, full or not: graphs compiled for one size of cache. Absent = those that are held. */
  readonly bucket?: number;
}

/** One request by itself; llama-bench times prompt and answer apart, the answer from an empty context. */
export interface Alone {
  readonly kind: 'alone';
  readonly batch: number;
  /** Tokens in the cache when the answer begins. */
  readonly context: number;
  readonly output: number;
  /** Prompt that is timed by itself; 0 = none. */
  readonly prompt: number;
}

/** A batch that is kept full. */
export interface Steady extends Lengths {
  readonly kind: 'steady';
  readonly running: number;
}

/** Prompts on one set of workers, answers on another; closed loop. */
export interface Disaggregated extends Lengths {
  readonly kind: 'disaggregated';
  readonly concurrency: number;
  readonly prefill: { readonly workers: number };
  readonly decode: { readonly workers: number };
}
