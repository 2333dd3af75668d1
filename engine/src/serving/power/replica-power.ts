import type { ServingProblem } from '../deployment.ts';
import { busiestOf } from '../iteration/busiest.ts';
import type { StepSums, StepTimer } from '../iteration/step.ts';
import { type PowerFamily, powerFamilyOf } from './family.ts';
import { promptShare, wattsOfWork } from './law.ts';
import { type PowerShape, powerShape } from './shape.ts';
import { noWork, type PowerWork } from './work.ts';

/** Watts of a replica. Pure: the same sums and seconds give the same watts. */
export interface ReplicaPower {
  /** Watts of all accelerators during an iteration of that many seconds; never below `idleWatts`, never above the family's limit. */
  watts(step: Readonly<StepSums>, seconds: number): number;
  /** Of those watts, the part drawn for prompts. */
  promptWatts(step: Readonly<StepSums>, seconds: number): number;
  /** Watts of all accelerators between iterations, the model loaded. */
  readonly idleWatts: number;
  readonly accelerators: number;
  readonly shape: PowerShape;
  readonly family: PowerFamily;
}

/**
 * Share of TDP that an accelerator draws with a model loaded and nothing to do: the driver holds its clocks up.
 * H100: about 70 W at rest and 50 W for the context, whatever the memory in use.
 */
export const LOADED_IDLE_SHARE = 0.17; // arXiv 2605.23918, HBM chips: 26-50 W of context above rest

/** Watts of a problem's accelerators under load; null where the chip's power rating is not published. */
export function powerOf(problem: ServingProblem): ReplicaPower | null {
  const shape = powerShape(problem);
  const { chip, count } = shape;
  if (!(chip.tdp > 0)) return null;
  const family = powerFamilyOf(problem.machine.chip);
  const idle = Math.min(LOADED_IDLE_SHARE, family.parameters.floor) * chip.tdp;
  const work = noWork();
  return {
    accelerators: count,
    shape,
    family,
    idleWatts: count * idle,
    watts(step, seconds) {
      fillWork(shape, step, work);
      return count * Math.max(idle, wattsOfWork(family.parameters, chip, work, seconds));
    },
    promptWatts(step, seconds) {
      fillWork(shape, step, work);
      return count * promptShare(work, seconds, chip.peak) * family.parameters.limit * chip.tdp;
    },
  };
}

/** A timer that also gives watts. The timer itself is not changed. */
export function withPower(timer: StepTimer, power: ReplicaPower | null): StepTimer {
  if (!power) return timer;
  return {
    seconds: (step) => timer.seconds(step),
    ...(timer.again && { again: (step: Readonly<StepSums>) => timer.again!(step) }),
    watts: (step, seconds) => power.watts(step, seconds),
    idleWatts: power.idleWatts,
  };
}

/** What an iteration makes one accelerator do, written into `work`. */
export function fillWork(shape: PowerShape, step: Readonly<StepSums>, work: PowerWork): void {
  const { decodes, chunkTokens } = step;
  const passes = Math.min(shape.stages, decodes + step.chunks);
  const tokens = decodes + chunkTokens;
  work.weightBytes = passes * shape.weightBytes;
  work.expertBytes = 0;
  work.paddedFlop = 0;
  addExperts(shape, work, tokens / Math.max(1, passes), passes);
  // Attention data parallelism deals requests evenly; each rank's cache is its own.
  work.cacheBytes = (cacheBytes(shape, decodes, step.decodeContext) + decodes * shape.stateBytes) / shape.dataRanks;
  work.decodeFlop = (decodes * (shape.layerFlop + shape.headFlop)) / shape.count;
  const run = shape.padsRanks
    ? (shape.dataRanks * busiestOf(step.chunks, shape.dataRanks)) / Math.max(1, step.chunks)
    : 1;
  let prompt = run * chunkTokens * (shape.layerFlop + shape.pictureFlop);
  for (const { flop, window } of shape.pairFlop) prompt += flop * Math.min(step.chunkPairs, window * chunkTokens);
  work.promptFlop = prompt / shape.count;
}

/** Adds the experts' part of `share` of iterations of so many tokens: which experts a batch touches follows from even routing. */
export function addExperts(shape: PowerShape, work: PowerWork, tokens: number, share: number): void {
  const { experts, topk, tile } = shape;
  if (experts === 0 || tokens === 0) return;
  const touched = 1 - (1 - topk / experts) ** tokens;
  work.expertBytes += share * shape.expertBytes * touched;
  if (tile === 0) return;
  // A group of rows fills its last tile by half on average, and never less than one; whole tiles run for experts that nobody visits, too.
  const active = tile > 1 ? experts : experts * touched;
  work.paddedFlop += share * shape.expertFlop * active * Math.max(tile, (tokens * topk) / active + (tile - 1) / 2);
}

/** Bytes of the cache that these requests read in one step, on a rank that holds all of them. */
export function cacheBytes(shape: PowerShape, requests: number, contextTokens: number): number {
  let bytes = 0;
  for (const { bytesPerToken, window } of shape.cache)
    bytes += bytesPerToken * Math.min(contextTokens, requests * window);
  return bytes;
}
