/**
 * search/ - every legal strategy of a problem, priced. In: a TrainingProblem and a SearchSpace. Out: the best of each kind, the front
 * of time against memory, what was refused by rule, the lever. Layers, stages and groups are priced once; the innermost loop is plain numbers.
 */
export * from './fastest.ts';
export * from './keep.ts';
export * from './lever.ts';
export * from './plan.ts';
export { type Found, kindOf } from './price-frame.ts';
export * from './search.ts';
export * from './search-memory.ts';
export * from './space.ts';
export { baseStrategy, frames, legalPoints } from './walk.ts';
