/**
 * Receives the tasks of a stage in the order in which the stage runs them. `kind` is a number of TASK. `paired`: runs interleaved with the task
 * emitted next (a forward with a backward): both begin when both can, both results leave when both are done.
 */
export type Emit = (kind: number, chunk: number, microBatch: number, paired?: boolean) => void;
