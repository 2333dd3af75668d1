import type { Because } from '../because/index.ts';
import type { PipelineSpec } from './schedule/spec.ts';
import type { Strategy } from './strategy.ts';

/** A number that leaves the engine: 90 % interval, base unit. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** Seconds of a step on the pacing rank; they add up to the step. */
export interface StepParts {
  readonly matmul: number;
  readonly attention: number;
  readonly elementwise: number;
  readonly recompute: number;
  readonly launch: number;
  readonly exposedTp: number;
  readonly exposedCp: number;
  readonly exposedEp: number;
  readonly exposedPp: number;
  readonly exposedDp: number;
  readonly bubble: number;
  readonly optimizer: number;
  readonly offload: number;
  readonly other: number;
}

/** Bytes on one accelerator of one pipeline stage, at the schedule's peak. */
export interface MemoryParts {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  readonly logits: number;
  readonly experts: number; // dispatch buffers
  readonly communication: number;
  readonly workspace: number;
  readonly runtime: number;
}

/** From steps to days: failures and checkpoints included. Money and energy are economics/. */
export interface Run {
  readonly tokens: number;
  readonly steps: number;
  /** Steps x step time. */
  readonly productiveSeconds: Ranged;
  readonly wallSeconds: Ranged;
  /** productiveSeconds / wallSeconds. */
  readonly goodput: number;
  /** Interruptions expected over the run. */
  readonly interruptions: number;
  /** Seconds of the whole run spent saving checkpoints that count. */
  readonly checkpointSeconds: number;
  /** Seconds of training between two checkpoints. */
  readonly checkpointEverySeconds: number;
  readonly acceleratorHours: Ranged;
}

/** A rule that a strategy breaks; worded by messages/. */
export interface Problem {
  readonly rule: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface TrainingEstimate {
  readonly strategy: Strategy;
  readonly accelerators: number;
  readonly problems: readonly Problem[];
  readonly fits: boolean;
  readonly step: Ranged; // s
  readonly parts: StepParts;
  readonly memory: {
    readonly capacity: number;
    readonly peak: Ranged; // B, fullest stage
    readonly stage: number;
    /** Of each kind of stages the first, where most is held. */
    readonly perStage: readonly MemoryParts[];
    /** Of each stage, in their order. */
    readonly byStage: readonly MemoryParts[];
  };
  readonly mfu: Ranged;
  readonly hfu: Ranged;
  readonly tokensPerSecondPerAccelerator: Ranged;
  readonly flopsPerToken: number;
  readonly run: Run;
  /** Root `estimate`; children step_time, memory, mfu, run. */
  readonly because: Because;
  readonly grade: 'silicon' | 'family' | 'datasheet';
  readonly assumed: readonly { readonly key: string; readonly value: string; readonly source: string }[];
  readonly pipeline: PipelineSpec;
}

/** What a search found. Strategies come as estimates with their reasons; counts tell how far it looked. */
export interface TrainingPlan {
  readonly best: TrainingEstimate | null;
  /** The next best that differ in kind (another degree, schedule, recompute or sharding), best first, at most ten. */
  readonly alternatives: readonly TrainingEstimate[];
  /** Best memory headroom, fewest stages, ... : not dominated in (time, peak memory). */
  readonly pareto: readonly TrainingEstimate[];
  readonly evaluated: number;
  readonly legal: number;
  readonly fitting: number;
  readonly refused: readonly Refusal[];
  /** When nothing fits: the strategy that needs least memory. */
  readonly nearest: TrainingEstimate | null;
  /** When nothing fits: the change that makes the nearest strategy fit. */
  readonly lever: Lever | null;
  /** False when the search was cut short by `budget`. */
  readonly complete: boolean;
}

export interface Refusal {
  readonly rule: string;
  readonly count: number;
  readonly example: Problem;
}

export interface Lever {
  /** For example `recompute`, `zero`, `offload`, `accelerators`, `sequence`, `memory`. */
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly values: Readonly<Record<string, string | number>>;
}
