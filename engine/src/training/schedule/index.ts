/**
 * schedule/ - what happens in time on a pipeline of stages during one training step.
 * In: a PipelineSpec (seconds of one micro-batch on each model chunk, schedule, micro-batches, delay between stages).
 * Out: the step's seconds at three costs: `pipelineSeconds` (a few numbers, no loop: search), `pipelineSpecSeconds` (stages as they are, no
 * micro-batch run: ranking), `simulate` (every task: what is shown), its trace and picture; activations in flight on each stage.
 * Papers: Huang et al. 2019 (GPipe, arXiv:1811.06965); Narayanan et al. 2021 (1F1B, interleaving; arXiv:2104.04473); Korthikanti et al. 2022
 * (arXiv:2205.05198); Qi et al. 2024 (zero bubble, arXiv:2401.10241); DeepSeek-V3 2024 (DualPipe, arXiv:2412.19437).
 */
export * from './ascii-timeline.ts';
export * from './chrome-trace.ts';
export * from './closed-form.ts';
export * from './in-flight.ts';
export * from './placement.ts';
export { checkSpec } from './program.ts';
export * from './simulate.ts';
export * from './spec.ts';
export * from './spec-seconds.ts';
export * from './summary.ts';
export * from './terms/gpipe.ts';
export * from './terms/interleaved.ts';
export * from './terms/one-chunk.ts';
export * from './terms/two-slots.ts';
export * from './timeline.ts';
