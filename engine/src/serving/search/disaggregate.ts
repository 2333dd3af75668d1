import { emptyStep } from '../iteration/step.ts';
import type { LatencyLimit, ReadyOption } from './option.ts';
import { limitsOfOption } from './plan-serving.ts';
import { type Load, mostRunning, steadyState } from './steady-state.ts';

/** What one replica of each role carries, in requests/s. */
export interface RoleRates {
  readonly prefill: number;
  readonly decode: number;
}

/**
 * Requests/s of a replica that only reads prompts, its steps full of them, and of one that only answers, its batch as large as cache, slots
 * and the promised pace let it be. Upper bounds: no waiting.
 */
export function roleRates(
  prefill: ReadyOption,
  decode: ReadyOption,
  load: Load,
  limits: readonly LatencyLimit[],
): RoleRates {
  return { prefill: promptRate(prefill, load), decode: answerRate(decode, load, paceOf(limits)) };
}

/** The fewest replicas of each role that can carry a rate without waiting: where a search for the right mix begins. */
export const matchedRoles = (rates: RoleRates, requestsPerSecond: number): { prefill: number; decode: number } => ({
  prefill: Math.max(1, Math.ceil(requestsPerSecond / rates.prefill - 1e-9)),
  decode: Math.max(1, Math.ceil(requestsPerSecond / rates.decode - 1e-9)),
});

/** Seconds of the slowest promised pace; Infinity where none is promised. */
export const paceOf = (limits: readonly LatencyLimit[]): number =>
  Math.min(...limits.filter(({ quantity }) => quantity === 'tpot').map(({ seconds }) => seconds));

function promptRate({ timer, replica }: ReadyOption, load: Load): number {
  const fresh = Math.max(1, load.input - load.cached);
  const piece = Math.min(fresh, replica.maxBatchedTokens);
  const prompts = Math.max(1, Math.floor(replica.maxBatchedTokens / piece));
  const prior = load.cached + (fresh - piece) / 2;
  const step = emptyStep();
  step.chunks = prompts;
  step.chunkTokens = prompts * piece;
  step.chunkPrior = prompts * prior;
  step.chunkSquares = prompts * piece * piece;
  step.chunkPairs = prompts * piece * (prior + (piece + 1) / 2);
  step.logits = (prompts * piece) / fresh;
  step.starts = step.logits;
  return step.chunkTokens / fresh / timer.seconds(step);
}

function answerRate(option: ReadyOption, load: Load, pace: number): number {
  // Whoever only answers finds every prompt in its cache.
  const given: Load = { ...load, cached: Math.max(0, load.input - 1) };
  const limits = limitsOfOption(option);
  let most = mostRunning({ ...given, cached: 0 }, { ...limits, maxBatchedTokens: Number.POSITIVE_INFINITY });
  if (most < 1) return 0;
  const at = (running: number) => steadyState(option.timer, given, limits, running);
  if (at(most).decodeStep > pace) {
    let low = 1;
    while (most - low > 1) {
      const middle = Math.floor((low + most) / 2);
      if (at(middle).decodeStep <= pace) low = middle;
      else most = middle;
    }
    most = low;
  }
  return most / (load.output * at(most).decodeStep);
}
