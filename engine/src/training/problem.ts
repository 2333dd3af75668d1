import type { Machine } from '../machine/machine.ts';
import type { Architecture } from '../model/architecture.ts';
import type { Optimizer, Precision } from './strategy.ts';

/** What is to be trained on what. The strategy is the unknown. */
export interface TrainingProblem {
  readonly architecture: Architecture;
  readonly machine: Machine;
  /** Tokens of the whole run. */
  readonly tokens: number;
  /** Tokens of one sequence. */
  readonly sequence: number;
  /** Sequences per step over all replicas. */
  readonly globalBatch: number;
  readonly precision: Precision;
  readonly optimizer: Optimizer;
  readonly preset: string;
  /** Share of the memory capacity kept free. */
  readonly memoryHeadroom: number;
  readonly reliability: Reliability;
  /** Measured over predicted step time on this chip and framework; absent = 1. */
  readonly local?: LocalFactor;
}

/** What a user's own runs make of a predicted step time; `low` to `high`: the factor of one more run, nine times of ten. */
export interface LocalFactor {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** How often the machine fails and what a failure costs. */
export interface Reliability {
  /** Accelerator-hours between interruptions of the whole job. */
  readonly acceleratorHoursPerInterruption: number;
  /** Seconds from a failure to training again, besides lost work. */
  readonly restartSeconds: number;
  /** Seconds during which a checkpoint stops training. */
  readonly checkpointSeconds: number;
  /** Seconds between checkpoints; null = Young-Daly optimum. */
  readonly checkpointEverySeconds: number | null;
}
