/**
 * What one iteration of an engine runs, as sums: all that its time depends on. One object is filled again and again by the simulator;
 * a timer reads it and keeps nothing of it.
 */
export interface StepSums {
  /** Requests that produce one token from a cache. */
  decodes: number;
  /** Tokens those requests hold in the cache, summed and the longest. */
  decodeContext: number;
  longestContext: number;
  /** Requests that run a piece of their prompt. */
  chunks: number;
  /** Prompt tokens of those pieces; tokens already in the cache before them; squares of the pieces. */
  chunkTokens: number;
  chunkPrior: number;
  chunkSquares: number;
  /** Scores of causal attention of the pieces: sum of t·(prior + (t + 1)/2). */
  chunkPairs: number;
  /** Rows for which logits are made: decodes and pieces that end a prompt. */
  logits: number;
  /** Requests that run for the first time in this step, and that end with it: for costs per request. */
  starts: number;
  ends: number;
}

/** Steps of an unchanged batch: the one in flight, which takes `seconds`, and `left` more. */
export interface QuietSteps {
  /** Seconds at which the step in flight began and at which it ends. */
  clock: number;
  stepEnd: number;
  seconds: number;
  /** Seconds of all steps that ended. */
  busySeconds: number;
  left: number;
  limit: number;
}

/** Times an iteration. Pure: the same sums give the same seconds. */
export interface StepTimer {
  /** Seconds of one iteration of one replica, host and devices together. Finite and > 0 for a step of at least one token. */
  seconds(step: Readonly<StepSums>): number;
  /**
   * The same, to the last bit, for a step that differs from the one `seconds` was last asked for in `decodeContext` and `longestContext`
   * alone and has no pieces of prompts: what depends on nothing else is not looked up again. Absent = ask `seconds`.
   */
  again?(step: Readonly<StepSums>): number;
  /**
   * Runs steps one after the other that `again` could be asked for, each decoding request's context a token longer from one to the
   * next, until none is left or the one in flight does not end before the limit. The same numbers to the last bit, without a call a step.
   * Holds where `of` is this timer's `again`: a timer made from another by giving it an `again` of its own has no such runs.
   */
  readonly runs?: { readonly of: StepTimer['again']; again(step: StepSums, quiet: QuietSteps): void };
  /** Longer contexts never make a step shorter, all else alike: who has nothing to plan need not be watched step by step. */
  readonly rises?: boolean;
  /** Watts of all accelerators of the replica during a step of that many seconds; absent where no power is asked for. */
  watts?(step: Readonly<StepSums>, seconds: number): number;
  /** Watts of all accelerators of the replica between steps. */
  readonly idleWatts?: number;
}

export const emptyStep = (): StepSums => ({
  decodes: 0,
  decodeContext: 0,
  longestContext: 0,
  chunks: 0,
  chunkTokens: 0,
  chunkPrior: 0,
  chunkSquares: 0,
  chunkPairs: 0,
  logits: 0,
  starts: 0,
  ends: 0,
});
