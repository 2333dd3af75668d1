/**
 * calibrate/serving/ - the few overheads of each engine from published runs of it.
 * In: rows as cases, an engine's profile, values to start from. Out: values drawn to their priors, errors of every row in the fit and by a
 * fit that saw no row of its model and chip. Kernels' shares are not touched: they come from kernel tables.
 */
export * from '../../serving/case.ts';
export { type PredictionTools, predictionTools } from '../../serving/predict/ready.ts';
export { predictServing } from '../../serving/predict-serving.ts';
export * from './fit.ts';
export * from './fit-case.ts';
export * from './sample.ts';
export * from './write.ts';
