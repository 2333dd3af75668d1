import { availableParallelism } from 'node:os';
import { checkpointIn, readCheckpoint, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { restore } from '../checkpoint/saved-run.ts';
import { weightsIn } from '../checkpoint/weights.ts';
import { findBlas } from '../kernels/blas.ts';
import { beginAt } from '../model/begin.ts';
import type { Model } from '../model/built-model.ts';
import { type How, modelOf } from '../model/model.ts';
import type { Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import { loraOf, type Settings } from '../settings.ts';
import { type Dataset, highestOf, openDataset } from '../tokens/dataset.ts';
import { type Listener, trainOn } from './train-on.ts';

export interface Watcher extends Pick<Listener, 'tell' | 'stop' | 'pause'> {
  readonly kernels: URL;
}

/** Trains what the settings name and keeps it in their folder. Throws LabProblem. */
export async function train(settings: Settings, watcher: Watcher): Promise<void> {
  const data = openDataset(settings.dataset, settings.block_size);
  const { model, from, best } = await begun(settings, data, watcher.kernels);
  try {
    const save: Listener['save'] = (run) => saveCheckpoint(settings.out_dir, model, run);
    const learned = { name: data.folder, train: data.train, val: data.val };
    await trainOn(model, learned, { from, best }, settings, {
      ...watcher,
      save,
      place: checkpointIn(settings.out_dir),
    });
  } finally {
    model.close();
  }
}

/** As many threads as were wanted, or one a core; the BLAS that was wanted, or what there is. Throws LabProblem. */
export const howOf = ({ threads, blas }: Pick<Settings, 'threads' | 'blas'>): How => ({
  threads: threads || availableParallelism(),
  blas: findBlas(blas),
});

/** A new model, or the one that was saved. */
async function begun(
  settings: Settings,
  data: Dataset,
  kernels: URL,
): Promise<{ readonly model: Model; readonly from: number; readonly best: number }> {
  const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, bias, batch_size, seed } = settings;
  const how = howOf(settings);
  const lora = loraOf(settings);
  if (settings.init_from === 'resume') {
    const saved = readCheckpoint(settings.out_dir);
    // What a checkpoint says of the model goes before what is said now, as in nanoGPT.
    if (saved.shape.block !== block || saved.shape.vocabulary !== data.vocabulary)
      throw new LabProblem('checkpoint-shape', {
        path: checkpointIn(settings.out_dir),
        name: saved.shape.block !== block ? 'block_size' : 'vocab_size',
        given: saved.shape.block !== block ? saved.shape.block : saved.shape.vocabulary,
        wanted: saved.shape.block !== block ? block : data.vocabulary,
      });
    const model = await made(saved.shape, batch_size, kernels, how);
    restore(model, saved, checkpointIn(settings.out_dir));
    return { model, from: saved.iteration, best: saved.best };
  }
  if (settings.init_from !== 'scratch') {
    const { shape: whole, values } = weightsIn(settings.init_from, block);
    const shape = lora ? { ...whole, lora } : whole;
    if (shape.vocabulary < highestOf(data) + 1)
      throw new LabProblem('dataset-words', { part: 'train', highest: highestOf(data), vocabulary: shape.vocabulary });
    const model = await made(shape, batch_size, kernels, how);
    // Adapters lie behind the weights that they adapt, and begin anew.
    if (lora) beginAt(model.weights, model.layout.parameters, seed);
    model.weights.set(values);
    return { model, from: 0, best: Number.POSITIVE_INFINITY };
  }
  const model = await made(
    { layers, heads, width, block, vocabulary: data.vocabulary, bias, ...(lora && { lora }) },
    batch_size,
    kernels,
    how,
  );
  beginAt(model.weights, model.layout.parameters, seed);
  return { model, from: 0, best: Number.POSITIVE_INFINITY };
}

async function made(shape: Shape, batch: number, kernels: URL, how: How): Promise<Model> {
  try {
    return await modelOf(shape, batch, kernels, how);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new LabProblem('memory', { batch, block: shape.block, nearest: Math.max(1, batch >> 1) });
  }
}
