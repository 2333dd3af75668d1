import { emptyStep, type StepSums, type StepTimer } from '../iteration/step.ts';

/** What one request asks on average. Tokens. */
export interface Load {
  readonly input: number;
  readonly output: number;
  /** Of the input, already in the cache. */
  readonly cached: number;
  /** Of those, held once for all requests (a system prompt): the others each running request holds for itself. Absent = all of them. */
  readonly shared?: number;
}

/** What bounds a batch besides time. */
export interface BatchLimits {
  readonly maxBatch: number;
  readonly maxBatchedTokens: number;
  /** Tokens that the KV cache holds. */
  readonly kvTokens: number;
}

/** A replica under constant load. */
export interface SteadyState {
  /** Requests that run at once. */
  readonly running: number;
  /** Seconds of a mean iteration: the mean time per output token. */
  readonly step: number;
  /** Seconds of an iteration that decodes and runs no prompt. */
  readonly decodeStep: number;
  /** The same of one that also runs prompts or pieces of them. */
  readonly mixedStep: number;
  /** What those two iterations run. */
  readonly decode: Readonly<StepSums>;
  readonly mixed: Readonly<StepSums>;
  /** Of all iterations, those that run a prompt or a piece of one. */
  readonly prefillShare: number;
  readonly requestsPerSecond: number;
  readonly outputTokensPerSecond: number;
}

/**
 * `running` requests at all times, each replaced when it ends: over the `output` iterations that a request stays, every request of the
 * batch brings its prompt once, in pieces of what the token budget leaves. What queueing adds is left to the simulation.
 */
export function steadyState(timer: StepTimer, load: Load, limits: BatchLimits, running: number): SteadyState {
  const fresh = Math.max(1, load.input - load.cached);
  const room = Math.max(1, limits.maxBatchedTokens - running);
  const piece = Math.min(fresh, room);
  // Prompts that end up in one iteration when many requests are replaced in it.
  const perIteration = running / load.output; // prompts
  const prompts = Math.min(room / piece, Math.max(1, perIteration));
  const prefillShare = Math.min(1, (perIteration * (fresh / piece)) / prompts);
  const decode = emptyStep();
  decode.decodes = running;
  decode.logits = running;
  decode.decodeContext = running * (load.input + load.output / 2);
  decode.longestContext = load.input + load.output;
  const decodeStep = timer.seconds(decode);
  const mixed = { ...decode };
  const prior = load.cached + (fresh - piece) / 2;
  mixed.chunks = prompts;
  mixed.chunkTokens = prompts * piece;
  mixed.chunkPrior = prompts * prior;
  mixed.chunkSquares = prompts * piece * piece;
  mixed.chunkPairs = prompts * piece * (prior + (piece + 1) / 2);
  mixed.logits = running + (prompts * piece) / fresh;
  mixed.starts = (prompts * piece) / fresh;
  mixed.ends = mixed.starts;
  // The budget may not even carry the prompts that end: then prompts set the pace.
  const stretch = Math.max(1, (perIteration * fresh) / (prompts * piece));
  const mixedStep = timer.seconds(mixed);
  const step = ((1 - prefillShare) * decodeStep + prefillShare * mixedStep) * (prefillShare < 1 ? 1 : stretch);
  const requestsPerSecond = running / (load.output * step);
  return {
    running,
    step,
    decodeStep,
    mixedStep,
    decode,
    mixed,
    prefillShare,
    requestsPerSecond,
    outputTokensPerSecond: requestsPerSecond * load.output,
  };
}

/** Tokens of the cache that a running request holds on average, besides what all share. */
export const heldTokens = ({ input, output, cached, shared = cached }: Load): number =>
  Math.max(1, input - Math.min(shared, cached)) + output / 2;

/** Most requests at once: slots, tokens of one iteration, and the cache at a request's mean length. */
export const mostRunning = (load: Load, limits: BatchLimits): number =>
  Math.max(0, Math.min(limits.maxBatch, limits.maxBatchedTokens, Math.floor(limits.kvTokens / heldTokens(load))));

/** The steady state at which a replica keeps up with a rate; null when it never does. Bisection over the batch. */
export function steadyStateAt(
  timer: StepTimer,
  load: Load,
  limits: BatchLimits,
  requestsPerSecond: number,
): SteadyState | null {
  const most = mostRunning(load, limits);
  if (most < 1) return null;
  const full = steadyState(timer, load, limits, most);
  if (full.requestsPerSecond < requestsPerSecond) return null;
  let low = 0;
  let high = most;
  for (let i = 0; i < 40 && high - low > 1e-3 * high; i++) {
    const middle = (low + high) / 2;
    const rate =
      middle >= 1
        ? steadyState(timer, load, limits, middle).requestsPerSecond
        : middle * steadyState(timer, load, limits, 1).requestsPerSecond;
    if (rate < requestsPerSecond) low = middle;
    else high = middle;
  }
  return high >= 1 ? steadyState(timer, load, limits, high) : { ...steadyState(timer, load, limits, 1), running: high };
}
