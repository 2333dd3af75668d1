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

/** Which strategies a search may use. Absent = every legal value. */
export interface SearchSpace {
  readonly tp?: readonly number[];
  readonly pp?: readonly number[];
  readonly vp?: readonly number[];
  readonly cp?: readonly number[];
  readonly ep?: readonly number[];
  readonly zero?: readonly (0 | 1 | 2 | 3)[];
  readonly microBatch?: readonly number[];
  readonly recompute?: readonly ('none' | 'selective' | 'full')[];
  readonly schedule?: readonly import('./strategy.ts').Schedule[];
  readonly offload?: boolean;
}
