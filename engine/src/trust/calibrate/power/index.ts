/**
 * trust/calibrate/power/ - fits the power of accelerators under serving load to published measurements.
 * In: rows of serving-power.json.gz (batch, throughput, watts), a catalogue. Out: parameters of the law of serving/power by chip family,
 * errors in sample and with a model, a family of models or a task left out, and from the other chip; widths of intervals.
 * Method: Levenberg-Marquardt on robust ln(predicted / measured), as kernels are fitted. Source of rows: ML.ENERGY, arXiv 2505.06371.
 */
export { powerFamily, powerId } from '../../rows/serving/power-case.ts';
export type { PowerLeftOut } from '../../serving/left-out.ts';
export * from './cases.ts';
export * from './fit.ts';
export * from './row.ts';
export * from './scores.ts';
export * from './write.ts';
