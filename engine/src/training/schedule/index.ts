/**
 * schedule/ - what happens in time on a pipeline of stages during one training step.
 * In: a PipelineSpec (seconds of one micro-batch on each model chunk, schedule, micro-batches, delay between stages).
 * Out: the step's seconds in closed form (search), and task by task (timeline, trace); activations in flight on each stage.
 * Papers: Huang et al. 2019 (GPipe); Narayanan et al. 2021 (1F1B, interleaving; arXiv:2104.04473); Korthikanti et al. 2022
 * (arXiv:2205.05198); Qi et al. 2024 (zero bubble, arXiv:2401.10241); DeepSeek-V3 2024 (DualPipe, arXiv:2412.19437).
 */
export * from './closed-form.ts';
export * from './in-flight.ts';
export * from './placement.ts';
export * from './simulate.ts';
export * from './spec.ts';
export * from './spec-seconds.ts';
export * from './timeline.ts';
