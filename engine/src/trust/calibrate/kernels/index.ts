/**
 * kernels/ - fits the formulas of cost/kernels to measured calls.
 * In: a table of measured calls of one kernel on one chip. Out: a `KernelFit`: parameters, a coarse grid of what the formula misses,
 * errors and interval widths on whole shapes left out.
 * Robust Levenberg-Marquardt (Marquardt 1963; Huber 1964), k-means (Lloyd 1982), split conformal widths (Vovk 2005).
 */
export { calibrateTable, errorOf, fitId, widthsOf } from './calibrate-table.ts';
export { minimise } from './minimise.ts';
export { fractionOf, thinned } from './sampling.ts';
export type { KernelTable, Sample } from './table.ts';
export { type Fitted, transferOf } from './transfer.ts';
