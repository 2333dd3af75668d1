import { type Because, derive, find, input as given } from '../../because/index.ts';
import type { Reliability } from '../problem.ts';
import { estimateRun, type RunInput } from './estimate-run.ts';
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

/** Why the parts of a run are what they are, where they are known better than as the user's input. */
export interface RunReasons {
  /** Why the step takes its time; its value is the step's. */
  readonly step?: Because;
  /** As `defaultReliability` gives it: children named as the fields of `Reliability` in snake case. */
  readonly reliability?: Because;
}

/** Why a run lasts as long as it does. Root `run` (wall seconds); children wall, goodput, interruptions, checkpoints, accelerator_hours. */
export function runBecause(input: RunInput, reasons: RunReasons = {}): Because {
  const run = estimateRun(input);
  const tokens = given('tokens', input.tokens, 'token');
  const accelerators = given('accelerators', input.accelerators, '1');
  const step = reasons.step ?? { ...given('step', input.step.value, 's'), low: input.step.low, high: input.step.high };
  const count = derive('steps', steps, [tokens, given('tokens_per_step', input.tokensPerStep, 'token')]);
  const productive = derive('productive', productiveSeconds, [count, step]);
  const reason = (name: string, value: number, unit: string) => {
    const known = reasons.reliability && find(reasons.reliability, name);
    return known?.value === value ? known : given(name, value, unit); // a default that the user overrode is the user's
  };
  const { reliability } = input;
  const mtbf = derive('mtbf', secondsBetweenInterruptions, [
    reason('accelerator_hours_per_interruption', reliability.acceleratorHoursPerInterruption, 'h'),
    accelerators,
  ]);
  const save = reason('checkpoint_seconds', reliability.checkpointSeconds, 's');
  const restart = reason('restart_seconds', reliability.restartSeconds, 's');
  const every = intervalBecause(reliability, save, mtbf, run.checkpointEverySeconds);
  const wall = {
    ...derive('wall', wallSeconds, [productive, every, save, mtbf, restart]),
    low: run.wallSeconds.low,
    high: run.wallSeconds.high,
  };
  const hours = {
    ...derive('accelerator_hours', acceleratorHours, [accelerators, wall]),
    low: run.acceleratorHours.low,
    high: run.acceleratorHours.high,
  };
  return {
    ...wall,
    name: 'run',
    formula: 'wall',
    source: 'sum',
    inputs: [
      wall,
      derive('goodput', goodput, [productive, wall]),
      derive('interruptions', interruptions, [wall, mtbf]),
      derive('checkpoints', checkpointSeconds, [productive, every, save]),
      hours,
    ],
  };
}

function intervalBecause(reliability: Reliability, save: Because, mtbf: Because, used: number): Because {
  const name = 'checkpoint_every';
  const asked = reliability.checkpointEverySeconds;
  const chosen = asked === null ? derive(name, checkpointInterval, [save, mtbf]) : given(name, asked, 's');
  if (chosen.value === used) return chosen;
  return { ...chosen, value: used, note: `one checkpoint at the end: the run is shorter than ${chosen.value} s` };
}
