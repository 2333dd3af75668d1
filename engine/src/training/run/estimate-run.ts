import type { Ranged, Run } from '../answer.ts';
import type { Reliability } from '../problem.ts';
import {
  acceleratorHours,
  checkpointInterval,
  checkpointSeconds,
  goodput,
  interruptions,
  productiveSeconds,
  secondsBetweenInterruptions,
  steps,
  wallSeconds,
} from './terms.ts';

export interface RunInput {
  /** Seconds of one step. */
  readonly step: Ranged;
  readonly tokens: number;
  readonly tokensPerStep: number;
  readonly accelerators: number;
  readonly reliability: Reliability;
}

/**
 * Days from a step time: steps, the wall time with its checkpoints and interruptions, and the accelerator-hours. The range
 * is the step's; reliability is taken as given. A run whose restarts never get through has a wall time of Infinity and goodput 0.
 * Throws RangeError where an input is no count, rate or time.
 */
export function estimateRun(input: RunInput): Run {
  checkRunInput(input);
  const count = steps(input.tokens, input.tokensPerStep);
  const mtbf = secondsBetweenInterruptions(input.reliability.acceleratorHoursPerInterruption, input.accelerators);
  const save = input.reliability.checkpointSeconds;
  const each = (step: number) => productiveSeconds(count, step);
  const wall = (step: number) =>
    wallSeconds(
      each(step),
      intervalOf(input.reliability, mtbf, each(step)),
      save,
      mtbf,
      input.reliability.restartSeconds,
    );
  const hours = (step: number) => acceleratorHours(input.accelerators, wall(step));
  const productive = each(input.step.value);
  const every = intervalOf(input.reliability, mtbf, productive);
  return {
    tokens: input.tokens,
    steps: count,
    productiveSeconds: ranged(input.step, each, 's'),
    wallSeconds: ranged(input.step, wall, 's'),
    goodput: goodput(productive, wall(input.step.value)),
    interruptions: interruptions(wall(input.step.value), mtbf),
    checkpointSeconds: checkpointSeconds(productive, every, save),
    checkpointEverySeconds: every,
    acceleratorHours: ranged(input.step, hours, 'h'),
  };
}

/** Seconds of training between checkpoints: the user's, else the optimum; never more than the run has. */
export const intervalOf = (reliability: Reliability, mtbf: number, productive: number): number =>
  Math.min(reliability.checkpointEverySeconds ?? checkpointInterval(reliability.checkpointSeconds, mtbf), productive);

const ranged = (step: Ranged, of: (step: number) => number, unit: string): Ranged => ({
  value: of(step.value),
  low: of(step.low),
  high: of(step.high),
  unit,
});

function checkRunInput({ step, tokens, tokensPerStep, accelerators, reliability }: RunInput): void {
  const above: [string, number][] = [
    ['tokens', tokens],
    ['tokensPerStep', tokensPerStep],
    ['accelerators', accelerators],
    ['step', step.low],
    ['acceleratorHoursPerInterruption', reliability.acceleratorHoursPerInterruption],
    ['checkpointEverySeconds', reliability.checkpointEverySeconds ?? 1],
  ];
  for (const [name, value] of above) if (!(value > 0)) throw new RangeError(`${name} ${value} is not above 0`);
  for (const name of ['restartSeconds', 'checkpointSeconds'] as const)
    if (!(reliability[name] >= 0)) throw new RangeError(`${name} ${reliability[name]} is below 0`);
  if (!(step.low <= step.value && step.value <= step.high))
    throw new RangeError(`step ${step.value} s lies outside its range ${step.low} to ${step.high} s`);
}
