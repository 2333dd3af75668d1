/**
 * quantisation/ - how weights are stored and multiplied.
 * In: a format as people name it, a chip, an architecture and its parallelism. Out: bits and the fits that price its products, what the
 * chip really runs, bytes of weights on one accelerator.
 */
export * from './checkpoints.ts';
export * from './format-error.ts';
export * from './formats.ts';
export * from './quality.ts';
export * from './weight-bytes.ts';
