/**
 * serving/power/ - watts of accelerators while they serve.
 * In: a model on accelerators, what an iteration runs and how long it takes. Out: watts, watts between iterations, joules a token, with
 * intervals. The law: a floor while kernels run, bytes read against bandwidth (matrices, experts, cache each with their own weight),
 * the root of FLOP against peak, tiles of experts filled up with nothing, up to the limit that the chip settles at; while it runs prompts
 * it draws that limit. Parameters belong to a chip family, fitted by calibration/power.ts to measurements of vLLM.
 * Sources: ML.ENERGY Benchmark (2505.06371); idle with a context: 2605.23918; roofline of energy: Choi 2013.
 */
export * from './energy.ts';
export * from './family.ts';
export * from './interval.ts';
export * from './law.ts';
export * from './parameters.ts';
export { LOADED_IDLE_SHARE, powerOf, type ReplicaPower, withPower } from './replica-power.ts';
export * from './row-power.ts';
export { type PowerShape, powerShape } from './shape.ts';
export * from './work.ts';
