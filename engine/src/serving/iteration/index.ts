/**
 * iteration/ - seconds of one iteration of an engine.
 * In: a model on accelerators under an engine, the fits of kernels. Out: a timer that reads sums of a batch (step.ts) and gives seconds
 * and their parts. Kernels: cost/kernels; overheads: ../profile. Papers: Orca (OSDI 2022), Sarathi-Serve (2403.02310), Vidur (2405.05465).
 */
export { type Adapters, adapterBytes, withAdapters } from './adapters.ts';
export * from './compile.ts';
export type { Speculation } from './draft-table.ts';
export { type Grade, type KernelSource, weakest } from './kernel-choice.ts';
export { localStep } from './local-step.ts';
export * from './sparse-law.ts';
export * from './step.ts';
export type { TableMemo } from './table-memo.ts';
