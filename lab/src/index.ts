/**
 * lab/ - trains and samples a nanoGPT-class model for real, on this machine.
 * In: text, nanoGPT's settings. Out: tokens in nanoGPT's layout, events of a run, checkpoints in safetensors, samples.
 * Papers: Radford et al. 2019 (GPT-2), Loshchilov and Hutter arXiv:1711.05101 (AdamW), Dao et al. arXiv:2205.14135 (attention
 * without kept scores), Goto and van de Geijn 2008 (matrix products). model/reference.ts says the model as plainly as it can be said.
 */
export { type Bench, bench } from './bench/bench.ts';
export { fetchWeights, isGpt2 } from './checkpoint/fetch-weights.ts';
export { type Compared, compare, judged } from './probe/compare.ts';
export { type Pace, paceOf, QUIET } from './probe/pace.ts';
export { atYardstick, type Probe, probe } from './probe/probe.ts';
export { sweep, type Work } from './probe/shapes.ts';
export { LabProblem, type LabProblemCode } from './problem.ts';
export { hereRemarksOf, RESUMED, type Remark, remarksOf } from './remarks.ts';
export { sample } from './sample/sample.ts';
export { type SampleWish, type SettingName, type Settings, sampleWishOf, settingsOf, stepsOf } from './settings.ts';
export { type Prepared, prepare, SHAKESPEARE } from './tokens/prepare.ts';
export { howOf, train } from './train/train.ts';
export type { Event } from './train/train-on.ts';
