import { type CompiledStep, STEP_PARTS, type StepPart, type StepParts } from '../iteration/compile.ts';
import { emptyStep, type StepSums, type StepTimer } from '../iteration/step.ts';
import {
  type BatchLimits,
  heldTokens,
  type Load,
  mostRunning,
  type SteadyState,
  steadyState,
  steadyStateAt,
} from '../search/steady-state.ts';
import { residual, timePerToken, timeToFirst, tokensPerStep } from './terms.ts';

/** What comes to one replica: so many requests a second, so many clients that wait, or as many as it can run. */
export type Demand =
  | { readonly kind: 'rate'; readonly requestsPerSecond: number }
  | { readonly kind: 'clients'; readonly clients: number }
  | { readonly kind: 'full' };

export interface SteadyQuestion {
  readonly timer: StepTimer;
  readonly step: Pick<CompiledStep, 'explain' | 'frontEnd'>;
  readonly load: Load;
  readonly limits: BatchLimits;
  readonly demand: Demand;
  /** Guesses of an iteration and the chance that the next is accepted. */
  readonly speculation?: { readonly tokens: number; readonly acceptance: number };
}

/** A replica under that load; seconds, tokens, of one replica. */
export interface SteadyFigures {
  readonly state: SteadyState;
  /** Tokens of a request in one iteration: 1 without guesses. */
  readonly tokensPerStep: number;
  readonly running: number;
  /** Clients whose request stands in line because the batch is full; 0 for a rate that it keeps up with. */
  readonly inLine: number;
  /** Share of time in which iterations run. */
  readonly busy: number;
  readonly tpot: number;
  /** Of an idle replica; and of one under this load, those in line before it not counted. */
  readonly ttftAlone: number;
  readonly ttft: number;
  /** Until a client's request leaves the line (Little's law); 0 where there is none. */
  readonly lineSeconds: number;
  /** Parts of the TTFTs. */
  readonly front: number;
  readonly wait: number;
  readonly pieces: number;
  readonly promptStepAlone: number;
  /** From the start to the last token, the line included. */
  readonly e2e: number;
  readonly requestsPerSecond: number;
  /** The most that it can carry, and how many requests run then. */
  readonly most: { readonly requestsPerSecond: number; readonly running: number };
  /** Seconds of the mean iteration by part. */
  readonly parts: StepParts;
  /** Of the time of iterations: what prompts add, the part of it that reads tokens found in the cache, and the rest. They add up to 1. */
  readonly shares: { readonly input: number; readonly cached: number; readonly output: number };
}

/** Null where not even one request fits, or the rate is more than the replica carries. */
export function steadyFigures(question: SteadyQuestion): SteadyFigures | null {
  const { timer, step, load, limits, demand, speculation } = question;
  const gained = speculation ? tokensPerStep(speculation.acceptance, speculation.tokens) : 1;
  // Accepted guesses shorten the stay, not the context.
  const stay = load.output / gained;
  const kept = (load.output - stay) / 2;
  const asRun: Load = { ...load, input: load.input + kept, cached: load.cached + kept, output: stay };
  const cap = mostRunning(load, limits);
  if (cap < 1) return null;
  const full = steadyState(timer, asRun, limits, cap);
  const state =
    demand.kind === 'rate'
      ? steadyStateAt(timer, asRun, { ...limits, kvTokens: fullOf(asRun, cap) }, demand.requestsPerSecond)
      : demand.kind === 'clients'
        ? steadyState(timer, asRun, limits, Math.max(1, Math.min(cap, demand.clients)))
        : full;
  if (!state) return null;
  const { running, prefillShare: f, decodeStep, mixedStep } = state;
  const clients = demand.kind === 'clients' ? demand.clients : 0;
  const few = demand.kind !== 'full' && running < 1;
  const requestsPerSecond = few && demand.kind === 'rate' ? demand.requestsPerSecond : state.requestsPerSecond;
  const inLine = Math.max(0, clients - running);
  const tpot = timePerToken(state.step, gained);
  const fresh = Math.max(1, load.input - load.cached);
  const front = step.frontEnd.request + step.frontEnd.inputToken * load.input;
  const busy = Math.min(1, running);
  // Who has waited for an answer meets all others, not itself.
  const met = demand.kind === 'rate' ? busy : Math.min(1, Math.max(0, running - 1));
  const wait = residual(met, f, decodeStep, mixedStep);
  const pieces = Math.ceil(fresh / Math.max(1, limits.maxBatchedTokens - running));
  const alone = promptAlone(load, limits);
  const promptStepAlone = timer.seconds(alone.sums);
  const ttftAlone = timeToFirst(front, 0, alone.pieces, promptStepAlone);
  const ttft =
    running <= 1
      ? timeToFirst(front, wait, alone.pieces, promptStepAlone)
      : timeToFirst(front, wait, pieces, mixedStep);
  const lineSeconds = inLine / requestsPerSecond;
  const after = Math.max(0, load.output - 1) * tpot;
  return {
    state,
    tokensPerStep: gained,
    running,
    inLine,
    busy,
    tpot,
    ttftAlone,
    ttft,
    lineSeconds,
    front,
    wait,
    pieces: running <= 1 ? alone.pieces : pieces,
    promptStepAlone,
    e2e: ttft + lineSeconds + after,
    requestsPerSecond,
    most: { requestsPerSecond: full.requestsPerSecond, running: cap },
    parts: meanParts(step, state),
    shares: timeShares(timer, state),
  };
}

/** Cache that holds exactly `running` requests of a load, for searches over the batch. */
const fullOf = (load: Load, running: number): number => running * heldTokens(load) * (1 + 1e-12);

/** A prompt by itself, in as many pieces as the token budget makes of it; the sums are those of a middle piece. */
function promptAlone({ input, cached }: Load, { maxBatchedTokens }: BatchLimits): { sums: StepSums; pieces: number } {
  const fresh = Math.max(1, input - cached);
  const pieces = Math.ceil(fresh / Math.max(1, maxBatchedTokens));
  const piece = fresh / pieces;
  const prior = cached + (fresh - piece) / 2;
  const sums = emptyStep();
  sums.chunks = 1;
  sums.chunkTokens = piece;
  sums.chunkPrior = prior;
  sums.chunkSquares = piece * piece;
  sums.chunkPairs = piece * (prior + (piece + 1) / 2);
  sums.logits = 1;
  sums.starts = 1 / pieces;
  return { sums, pieces };
}

function meanParts(step: Pick<CompiledStep, 'explain'>, { prefillShare: f, decode, mixed }: SteadyState): StepParts {
  // A timer may fill one object again and again.
  const without = { ...step.explain(decode) };
  const beside = step.explain(mixed);
  return Object.fromEntries(
    STEP_PARTS.map((part): [StepPart, number] => [part, (1 - f) * without[part] + f * beside[part]]),
  ) as Record<StepPart, number>;
}

/** Prompts pay for the seconds that they add to iterations, cached tokens for the part of it that reads them, answers for the rest. */
function timeShares(timer: StepTimer, { prefillShare: f, decodeStep, mixedStep, mixed }: SteadyState) {
  const step = (1 - f) * decodeStep + f * mixedStep;
  const cold = {
    ...mixed,
    chunkPrior: 0,
    chunkPairs: mixed.chunkPairs - mixed.chunkTokens * (mixed.chunkPrior / mixed.chunks),
  };
  const cached = (f * Math.max(0, mixedStep - timer.seconds(cold))) / step;
  const prompts = Math.min(1, (f * Math.max(0, mixedStep - decodeStep)) / step);
  return { input: Math.max(0, prompts - cached), cached: Math.min(cached, prompts), output: 1 - prompts };
}
