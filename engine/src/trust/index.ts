/**
 * trust/ - how far predictions are from what others measured.
 * In: rows of the published corpora (training runs, kernels, collectives) and a catalogue. Out: for each row a prediction with its 80 and
 * 90 % interval or a refusal with its reason; errors by family and accelerator with the naive line beside them; interval widths.
 * Rows are mapped, never tuned: what a source leaves unsaid comes from a convention that is listed beside the prediction.
 * Sources: Ridgepoint training study 2026-11; Spearman 1904; quantiles as Hyndman and Fan 1996, type 7.
 */

export * from './accuracy-groups.ts';
export * from './accuracy-rows.ts';
export * from './bars/index.ts';
export * from './calibrate/kernels/index.ts';
export * from './calibrate/user/index.ts';
export * from './cells.ts';
export {
  FITTED_FROM,
  type FittedWidth,
  fitSides,
  fitStepWidths,
  type WidthError,
  type WidthSample,
} from './fit-widths.ts';
export * from './interface.ts';
export { type Interval, MISSING, memoryInterval, missingWidth, rowVariance, trainingInterval } from './intervals.ts';
export type { KernelCall } from './kernels/call.ts';
export { FORMULA_KINDS, kernelCall, kernelPrediction } from './kernels/index.ts';
export { naiveOf } from './naive.ts';
export { type CasePrediction, type Prediction, predictCase, stepOf } from './predict.ts';
export * from './ranking.ts';
export { CONVENTIONS, type Convention, conventionOf } from './rows/conventions.ts';
export { KERNEL_EXCLUSIONS, type KernelExclusion } from './rows/kernel-exclusions.ts';
export { isNoted, REPAIRS, type Repair, repairRow, repairsOf } from './rows/repairs.ts';
export { type KernelRow, kindOfRow, type RowKind, type TrainingRow } from './rows/row.ts';
export { SERVING_EXCLUSIONS, type ServingExclusion } from './rows/serving/serving-exclusions.ts';
export { type RowCatalogue, type TrainingCase, toTrainingCase } from './rows/to-training-case.ts';
export * from './score.ts';
export { isMissingOf, missingVariance, rangedOf, SERVING_MISSING } from './serving/interval.ts';
export { kindOfServed } from './serving/kind-of-served.ts';
export { type LeftOutFigure, leftOutWatts, type PowerLeftOut, servingLeftOutRows } from './serving/left-out.ts';
export { suiteOf } from './serving/suite.ts';
export { mean, median, quantile, spearman } from './statistics.ts';
export * from './tables.ts';
export { kernelFamily, validateRows } from './validate.ts';
