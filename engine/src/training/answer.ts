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

export interface Run {
  readonly tokens: number;
  readonly steps: number;
  /** Steps x step time. */
  readonly productiveSeconds: Ranged;
  readonly wallSeconds: Ranged;
  readonly goodput: number;
  readonly interruptions: number;
  readonly checkpointSeconds: number;
  readonly checkpointEverySeconds: number;
  readonly acceleratorHours: Ranged;
  readonly cost: Ranged; // USD
  readonly energy: Ranged; // J, at the meter (PUE included)
  readonly carbon: Ranged; // kgCO2e
  readonly averagePower: number; // W, whole site
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
    readonly perStage: readonly MemoryParts[];
  };
  readonly mfu: Ranged;
  readonly hfu: Ranged;
  readonly tokensPerSecondPerAccelerator: Ranged;
  readonly flopsPerToken: number;
  readonly run: Run | null;
  /** Root `estimate`; children step_time, memory, mfu, run. */
  readonly because: Because;
  readonly grade: 'silicon' | 'family' | 'datasheet';
  readonly assumed: readonly { readonly key: string; readonly value: string; readonly source: string }[];
  readonly pipeline: PipelineSpec;
}
