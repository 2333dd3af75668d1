/**
 * in-page - what a page takes of the lab: the same kernels, model, loop and sampling as in Node, without files, threads of Node or BLAS.
 * In: text, settings, a compiled module of kernels. Out: events of a run, checkpoints as bytes, samples.
 * tests/laws/lab-in-page.test.ts follows its imports: none leads to a module of Node.
 */
export { restore, runOf, tensorsOfRun } from './checkpoint/saved-run.ts';
export { partsOf, tensorsIn } from './checkpoint/tensor-bytes.ts';
export { kernelsOn, type Load, validatesRelaxed } from './kernels/kernels-on.ts';
export { beginAt } from './model/begin.ts';
export { builtModel, type Model } from './model/built-model.ts';
export { countOf, parametersOf, type Shape } from './model/shape.ts';
export { flopsOf } from './probe/shapes.ts';
export { LabProblem } from './problem.ts';
export { readerOf } from './sample/reader.ts';
export { writeOn } from './sample/write-on.ts';
export { DEFAULTS, rateAt, type Settings } from './settings.ts';
export { type Coder, charactersOf, coderOf } from './tokens/coder.ts';
export { type Event, type Learned, trainOn } from './train/train-on.ts';
