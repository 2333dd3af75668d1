import type { Schedule } from '../strategy.ts';

/** A pipeline to be run: seconds of one micro-batch on each model chunk, in model order (chunk c lives on stage c % stages). */
export interface PipelineSpec {
  readonly schedule: Schedule;
  readonly stages: number;
  /** Chunks per stage (interleaving, ZB-V and DualPipe use 2). */
  readonly chunks: number;
  readonly microBatches: number;
  /** Length stages x chunks, seconds. */
  readonly forward: readonly number[];
  /** Gradient of the inputs (and recompute), seconds. */
  readonly backwardInput: readonly number[];
  /** Gradient of the weights, seconds; schedules that do not split run it right after backwardInput. */
  readonly backwardWeight: readonly number[];
  /** Seconds by which a tensor arrives at the neighbour after it was produced (delay; the sender is not blocked). */
  readonly hop: number;
}
