/**
 * user/ - fits the formulas to a user's own measurements.
 * In: the text of a file of rows (JSON in the format of the validation corpora, or CSV) and a catalogue. Out: fits of kernels and factors
 * of training steps as a catalogue overlay, with errors before and after on shapes left out, and every row that was not used with its
 * reason. A weak prior (ridge; Hoerl and Kennard 1970) pulls to this chip's fit, its relatives' medians or the formula's own starts.
 */
export { type CalibrateOptions, type Calibration, calibrateRows } from './calibrate-rows.ts';
export type { KernelResult } from './fit-group.ts';
export type { StepResult } from './fit-steps.ts';
export { helps, overlayText } from './overlay-text.ts';
export { type RowsCode, RowsProblem, type RowsReason, type Unused } from './problem.ts';
export { readUserRows, type UserRow } from './read-rows.ts';
