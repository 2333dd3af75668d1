/**
 * in-page - what a page takes of the lab: the same kernels, model, loop and sampling as in Node, without files, threads of Node or BLAS.
 * In: text, settings, a compiled module of kernels. Out: events of a run, checkpoints as bytes, samples.
 * tests/laws/lab-in-page.test.ts follows its imports: none leads to a module of Node.
 */
export type { Spread } from './bench/spread.ts';
export { type Checkpoint, restore, runOf, tensorsOfRun } from './checkpoint/saved-run.ts';
export { partsOf, tensorsIn } from './checkpoint/tensor-bytes.ts';
export { type Gpu, type OpenGpu, openGpu } from './gpu/device.ts';
export { foreseeGpu } from './gpu/foresee-gpu.ts';
export { kernelsOn, type Load, validatesRelaxed } from './kernels/kernels-on.ts';
export { beginAt } from './model/begin.ts';
export { builtModel, type Means, type Model } from './model/built-model.ts';
export { type HeldModel, heldBy, inMemory, onDevice } from './model/held-model.ts';
export { countOf, parametersOf, type Shape } from './model/shape.ts';
export { foresee } from './probe/foresee.ts';
export { LabProblem } from './problem.ts';
export { type Reader, readerOf } from './sample/reader.ts';
export { writeOn } from './sample/write-on.ts';
export type { SettingName, Settings } from './settings.ts';
export { type Calls, follow, play, type Seat } from './threads/play.ts';
export { byCharacter } from './tokens/by-character.ts';
export { type Event, trainOn } from './train/train-on.ts';
