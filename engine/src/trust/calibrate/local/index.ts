/**
 * trust/calibrate/local/ - fits what prices engines that serve one request at a time: llama.cpp, ExLlama, MLC, on CUDA and Metal.
 * In: rows of serving.json.gz with a speed of answers or prompts, a catalogue. Out: the table of serving/profile/local, errors in sample and
 * with each chip left out. Method: Levenberg-Marquardt on robust ln(predicted / measured), group by group.
 */
export { predictionTools } from '../../serving/predict/ready.ts';
export * from './cases.ts';
export * from './fit.ts';
export * from './fit-engines.ts';
export * from './metal-runs.ts';
export * from './write.ts';
