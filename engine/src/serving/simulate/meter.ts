import { STEP_PARTS, type StepPart, type StepParts } from '../iteration/compile.ts';
import { emptyStep, type StepSums, type StepTimer } from '../iteration/step.ts';
import { fillWork } from '../power/replica-power.ts';
import type { PowerShape } from '../power/shape.ts';
import { noWork } from '../power/work.ts';

/** One call in so many is looked at; a prime, so that it does not fall in step with a batch. */
const EVERY = 31;

/** What can tell more of a step than its seconds. */
export interface Metered {
  readonly timer: StepTimer;
  /** Seconds of a step by part. */
  readonly explain?: ((step: Readonly<StepSums>) => StepParts) | undefined;
  /** Sizes of the model on its accelerators, for bytes and FLOP. */
  readonly shape?: PowerShape | null | undefined;
}

/** Where the seconds of steps go: sums over the steps that were looked at. */
export interface StepUsage {
  /** Steps looked at and their seconds. */
  steps: number;
  seconds: number;
  /** Of those seconds: what prompts added to the step, and of that what reading the tokens before each piece took. */
  promptSeconds: number;
  priorSeconds: number;
  /** Pieces of prompts, and cached or computed tokens before them, summed over pieces. */
  pieces: number;
  priorTokens: number;
  /** Tokens that ran, prompts and answers. */
  tokens: number;
  /** FLOP over peak and bytes over bandwidth, in seconds of the accelerators; 0 where sizes are not known. */
  flopSeconds: number;
  byteSeconds: number;
  readonly parts: Record<StepPart, number>;
}

export const noUsage = (): StepUsage => ({
  steps: 0,
  seconds: 0,
  promptSeconds: 0,
  priorSeconds: 0,
  pieces: 0,
  priorTokens: 0,
  tokens: 0,
  flopSeconds: 0,
  byteSeconds: 0,
  parts: Object.fromEntries(STEP_PARTS.map((part) => [part, 0])) as Record<StepPart, number>,
});

/** A timer that is `factor` times as slow, and keeps account of where the seconds go. The seconds of a step stay a pure function of it. */
export function meter({ timer, explain, shape }: Metered, usage: StepUsage, factor = 1): StepTimer {
  const other = emptyStep();
  const work = noWork();
  let calls = 0;
  const look = (step: Readonly<StepSums>, seconds: number): void => {
    usage.steps++;
    usage.seconds += seconds;
    usage.tokens += step.decodes + step.chunkTokens;
    if (step.chunkTokens > 0) {
      const decodes = step.decodes > 0 ? factor * timer.seconds(decodesOnly(step, other)) : 0;
      usage.promptSeconds += Math.max(0, seconds - decodes);
      usage.pieces += step.chunks;
      usage.priorTokens += step.chunkPrior;
      if (step.chunkPrior > 0)
        usage.priorSeconds += Math.max(0, seconds - factor * timer.seconds(withoutPrior(step, other)));
    }
    if (shape) {
      fillWork(shape, step, work);
      usage.flopSeconds += (work.decodeFlop + work.promptFlop) / shape.chip.peak;
      usage.byteSeconds += (work.weightBytes + work.expertBytes + work.cacheBytes) / shape.chip.bandwidth;
    }
    if (explain) {
      const parts = explain(step);
      for (const part of STEP_PARTS) usage.parts[part] += factor * parts[part];
    }
  };
  const seen = (step: Readonly<StepSums>, seconds: number): number => {
    if (++calls % EVERY === 0) {
      look(step, seconds);
      // Other steps were asked for in between: `again` goes on from this one.
      if (timer.again) timer.seconds(step);
    }
    return seconds;
  };
  return {
    seconds: (step) => seen(step, factor * timer.seconds(step)),
    ...(timer.again && { again: (step: Readonly<StepSums>) => seen(step, factor * timer.again!(step)) }),
    ...(timer.watts && { watts: (step: Readonly<StepSums>, seconds: number) => timer.watts!(step, seconds) }),
    ...(timer.idleWatts !== undefined && { idleWatts: timer.idleWatts }),
  };
}

function decodesOnly(step: Readonly<StepSums>, into: StepSums): StepSums {
  Object.assign(into, step);
  into.chunks = into.chunkTokens = into.chunkPrior = into.chunkSquares = into.chunkPairs = into.starts = 0;
  into.logits = step.decodes;
  return into;
}

function withoutPrior(step: Readonly<StepSums>, into: StepSums): StepSums {
  Object.assign(into, step);
  into.chunkPrior = 0;
  into.chunkPairs = (step.chunkSquares + step.chunkTokens) / 2;
  return into;
}
