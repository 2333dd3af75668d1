import type { ReplicaState } from '../replica-state.ts';

/** Fills an engine's next iteration. */
export interface Scheduler {
  /** Decides what the next step runs: through `decodeAll`, `admit` and `addChunk` of the replica. */
  plan(replica: ReplicaState): void;
  /** Blocks for the last token are taken when a request is let in: decoding never asks for one. */
  readonly reservesOutput?: boolean;
  /** Blocks that must be free beyond those that a decode step takes, or else it is planned request by request. */
  readonly spare?: number;
  /** A request that waits may be let in although nothing has left: the wait is planned anew in every step. */
  readonly relents?: boolean;
  /** A preempted request whose prompt was not through keeps only what was computed as its prompt (Vidur). */
  readonly forgetsPrompt?: boolean;
  /** Rows of finished requests stay in the batch until its last one ends. */
  readonly pads?: boolean;
}
