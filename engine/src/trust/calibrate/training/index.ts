/**
 * trust/calibrate/training/ - fits the training parameters to published runs.
 * In: rows of the training corpus, a catalogue, a list of named parameters with priors and bounds. Out: values with what the rows say of
 * each, errors in sample, and errors of every family group by values that never saw it.
 * Method: Gauss-Newton on ln time (Gauss 1809), damped (Levenberg 1944), Huber weights (Huber 1964), a pull to priors.
 */
export * from './evaluate.ts';
export * from './fit.ts';
export * from './fit-case.ts';
export * from './groups.ts';
export * from './left-out.ts';
export * from './machine-parameters.ts';
export * from './memory.ts';
export * from './parameter.ts';
export * from './preset-parameters.ts';
export * from './report.ts';
export * from './write.ts';
