import type { ServingProblem } from '../deployment.ts';
import { busiestByChance } from '../iteration/busiest.ts';
import { type WattsRange, wattsRange } from './interval.ts';
import { promptShare, wattsOfWork } from './law.ts';
import { addExperts, cacheBytes, powerOf, type ReplicaPower } from './replica-power.ts';
import type { PowerShape } from './shape.ts';
import { noWork, type PowerWork } from './work.ts';

/** A replica under steady load, as published rows state it. Tokens, tokens/s; requests that run at once. */
export interface SteadyLoad {
  readonly batch: number;
  /** Tokens that a running request holds in the cache, on average over time. */
  readonly meanContext: number;
  /** Of the whole replica. */
  readonly outputTokensPerSecond: number;
  /** Prompt tokens to compute (cached ones left out) and output tokens of a request. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Watts of all accelerators of the replica, and joules per output token as ML.ENERGY counts them: watts over output tokens a second. */
export interface SteadyPower extends WattsRange {
  readonly wattsEach: number;
  readonly idleWatts: number;
  readonly joulesPerOutputToken: number;
  /** Of the watts, what prompts draw. */
  readonly promptWatts: number;
}

/** Mean work of one accelerator in an iteration under a steady load, written into a fresh object. */
export function steadyWork(shape: PowerShape, load: SteadyLoad): PowerWork {
  const { batch, inputTokens, outputTokens } = load;
  const work = noWork();
  const passes = Math.min(shape.stages, batch);
  const starts = batch / Math.max(1, outputTokens);
  work.weightBytes = passes * shape.weightBytes;
  work.cacheBytes = (cacheBytes(shape, batch, batch * load.meanContext) + batch * shape.stateBytes) / shape.dataRanks;
  work.decodeFlop = (batch * (shape.layerFlop + shape.headFlop)) / shape.count;
  const prompt = starts * inputTokens;
  const run = shape.padsRanks ? shape.dataRanks * busiestByChance(starts, shape.dataRanks) * inputTokens : prompt;
  let promptFlop = run * (shape.layerFlop + shape.pictureFlop);
  for (const { flop, window } of shape.pairFlop) promptFlop += flop * prompt * Math.min(inputTokens / 2, window);
  work.promptFlop = promptFlop / shape.count;
  // Requests start by chance: most iterations of a small batch run no prompt and touch few experts, the others nearly all.
  const withPrompt = inputTokens > 0 ? 1 - Math.exp(-starts) : 0;
  const each = Math.max(1, passes);
  addExperts(shape, work, batch / each, passes * (1 - withPrompt));
  if (withPrompt > 0) addExperts(shape, work, (batch + prompt / withPrompt) / each, passes * withPrompt);
  return work;
}

/** Watts of one accelerator under a steady load by given parameters: what calibration fits. NaN for no throughput. */
export const steadyWatts = (
  shape: PowerShape,
  load: SteadyLoad,
  parameters: Parameters<typeof wattsOfWork>[0],
  work: PowerWork = steadyWork(shape, load),
): number => wattsOfWork(parameters, shape.chip, work, load.batch / load.outputTokensPerSecond);

/**
 * Watts under a steady load of known throughput and batch. The share of time that prompts take follows from their FLOP: what a row's
 * latencies suggest (1 - median latency x throughput / batch) counts pauses of the host too, in which nothing is drawn.
 * @returns null where the chip's power rating is not published
 */
export function rowPower({ problem, ...load }: SteadyLoad & { readonly problem: ServingProblem }): SteadyPower | null {
  const power = powerOf(problem);
  return power && steadyPower(power, load);
}

/** The same of a power already made. */
export function steadyPower(power: ReplicaPower, load: SteadyLoad): SteadyPower {
  const { shape, family, accelerators } = power;
  const work = steadyWork(shape, load);
  const seconds = load.batch / load.outputTokensPerSecond;
  const watts = Math.max(power.idleWatts, accelerators * wattsOfWork(family.parameters, shape.chip, work, seconds));
  const prompts = promptShare(work, seconds, shape.chip.peak);
  return {
    ...wattsRange(power, watts),
    wattsEach: watts / accelerators,
    idleWatts: power.idleWatts,
    joulesPerOutputToken: watts / load.outputTokensPerSecond,
    promptWatts: accelerators * prompts * family.parameters.limit * shape.chip.tdp,
  };
}
