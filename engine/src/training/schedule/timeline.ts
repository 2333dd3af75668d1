/** What a task does. A `backward` computes both gradients in one go and passes its result on at its end; `input` and `weight` are its halves, and its number their sum of bits. */
export const TASK = { forward: 0, input: 1, weight: 2, backward: 3 } as const;

/** One step of a pipeline, task by task; tasks are sorted by stage, then by start. */
export interface Timeline {
  readonly stages: number;
  /** Pace of steps that follow each other: the longest time from a stage's first start to its last end (a stage begins the next step as soon as it ends this one). */
  readonly seconds: number;
  /** From the first start on any stage to the last end on any stage; >= seconds. */
  readonly makespan: number;
  readonly tasks: {
    readonly length: number;
    readonly stage: Int32Array;
    /** A number of TASK. */
    readonly kind: Uint8Array;
    readonly microBatch: Int32Array;
    /** Which of the stage's chunks, 0 first in the model; DualPipe: which stream, 0 entering at stage 0. */
    readonly chunk: Int32Array;
    /** Seconds from the start of the step. */
    readonly start: Float64Array;
    readonly end: Float64Array;
  };
  /** Seconds of each stage, of `seconds`, without work. */
  readonly idle: Float64Array;
  /** Peak number of activations held, in units of one chunk's of one micro-batch: from the start of the forward to the end of the input gradient. */
  readonly peakInFlight: Int32Array;
  /** Peak number of chunk micro-batches whose input gradient is done and whose weight gradient is not: their layer inputs are still held. */
  readonly peakAwaitingWeight: Int32Array;
}
