/**
 * training/ - how to lay a model's training on a machine, and what happens in time.
 * In: a TrainingProblem (architecture, machine, tokens, batch, precision) and a Strategy, or a SearchSpace.
 * Out: memory by stage, step time by cause, utilisation, the run with failures; the best strategies and why others were refused;
 * what a budget buys in loss (scaling/).
 * Papers: Megatron-LM (2104.04473), activation recompute (2205.05198), ZeRO (1910.02054), zero bubble (2401.10241), Llama 3 (2407.21783),
 * DeepSeek-V3 (2412.19437), ring attention (2310.01889).
 */
export * from './answer.ts';
export * from './estimate.ts';
export * from './interval.ts';
export * from './legality.ts';
export * from './presets.ts';
export * from './pricer.ts';
export * from './problem.ts';
export * from './scaling/index.ts';
export * from './schedule/index.ts';
export * from './search/index.ts';
export * from './strategy.ts';
