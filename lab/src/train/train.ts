import { availableParallelism } from 'node:os';
import { checkpointIn, readCheckpoint, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { type Checkpoint, restore } from '../checkpoint/saved-run.ts';
import { weightsIn } from '../checkpoint/weights.ts';
import { openDawn } from '../gpu/dawn.ts';
import { hasHalves, type OpenGpu } from '../gpu/device.ts';
import { findBlas } from '../kernels/blas.ts';
import { beginAt } from '../model/begin.ts';
import { type HeldModel, heldBy, inMemory, onDevice } from '../model/held-model.ts';
import { type How, modelOf } from '../model/model.ts';
import type { Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import { loraOf, type SettingName, type Settings } from '../settings.ts';
import { type Dataset, highestOf, openDataset } from '../tokens/dataset.ts';
import { type Listener, trainOn } from './train-on.ts';

export interface Watcher extends Pick<Listener, 'tell' | 'stop' | 'pause'> {
  readonly kernels: URL;
}

/**
 * Trains what the settings name and keeps it in their folder; of a run that goes on the checkpoint says the model's shape and, where
 * nobody has `said` one, the dataset. Throws LabProblem.
 */
export async function train(
  wanted: Settings,
  watcher: Watcher,
  said: Readonly<Partial<Record<SettingName, unknown>>> = {},
): Promise<void> {
  const saved = wanted.init_from === 'resume' ? readCheckpoint(wanted.out_dir) : undefined;
  const settings = saved ? resumedSettings(wanted, saved, said) : wanted;
  const data = openDataset(settings.dataset, settings.block_size);
  const { held, from, best } = await begun(settings, data, saved, watcher.kernels);
  const { model, device } = held;
  try {
    const save: Listener['save'] = async (run) => {
      const { weights, first, second } = await held.arrays();
      saveCheckpoint(settings.out_dir, { layout: model.layout, weights, first, second }, run);
    };
    const learned = { name: data.folder, train: data.train, val: data.val };
    await trainOn(model, learned, { from, best }, settings, {
      ...watcher,
      save,
      place: checkpointIn(settings.out_dir),
      device,
    });
  } finally {
    model.close();
  }
}

/** What a checkpoint says of the model goes before what is said now, as in nanoGPT. */
const resumedSettings = (
  settings: Settings,
  { shape, dataset }: Checkpoint,
  said: Readonly<Partial<Record<SettingName, unknown>>>,
): Settings => ({
  ...settings,
  block_size: shape.block,
  ...(said.dataset === undefined && dataset !== '' && { dataset }),
});

/** As many threads as were wanted, or one a core; the BLAS that was wanted, or what there is. Throws LabProblem. */
export const howOf = ({ threads, blas }: Pick<Settings, 'threads' | 'blas'>): How => ({
  threads: threads || availableParallelism(),
  blas: findBlas(blas),
});

/** A new model, or the one that was saved. */
async function begun(
  settings: Settings,
  data: Dataset,
  saved: Checkpoint | undefined,
  kernels: URL,
): Promise<{ readonly held: HeldModel; readonly from: number; readonly best: number }> {
  const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, bias, seed } = settings;
  const made = await makerOf(settings, kernels);
  const lora = loraOf(settings);
  if (saved) {
    if (saved.shape.vocabulary !== data.vocabulary)
      throw new LabProblem('checkpoint-words', {
        path: checkpointIn(settings.out_dir),
        known: saved.shape.vocabulary,
        dataset: data.folder,
        given: data.vocabulary,
        learned: saved.dataset,
      });
    const held = await made(saved.shape);
    held.fill((arrays) => restore(arrays, saved, checkpointIn(settings.out_dir)));
    return { held, from: saved.iteration, best: saved.best };
  }
  if (settings.init_from !== 'scratch') {
    const { shape: whole, values } = weightsIn(settings.init_from, block);
    const shape = lora ? { ...whole, lora } : whole;
    if (shape.vocabulary < highestOf(data) + 1)
      throw new LabProblem('dataset-words', { part: 'train', highest: highestOf(data), vocabulary: shape.vocabulary });
    const held = await made(shape);
    held.fill(({ weights }) => {
      // Adapters lie behind the weights that they adapt, and begin anew.
      if (lora) beginAt(weights, held.model.layout.parameters, seed);
      weights.set(values);
    });
    return { held, from: 0, best: Number.POSITIVE_INFINITY };
  }
  const held = await made({ layers, heads, width, block, vocabulary: data.vocabulary, bias, ...(lora && { lora }) });
  held.fill(({ weights }) => beginAt(weights, held.model.layout.parameters, seed));
  return { held, from: 0, best: Number.POSITIVE_INFINITY };
}

/** Makes models where the settings want them: on a GPU, or on threads of this machine. Throws LabProblem. */
async function makerOf(settings: Settings, kernels: URL): Promise<(shape: Shape) => Promise<HeldModel>> {
  const { batch_size: batch } = settings;
  if (settings.device !== 'webgpu') {
    const how = howOf(settings);
    return (shape) => heldBy(shape, batch, async () => inMemory(await modelOf(shape, batch, kernels, how)));
  }
  const gpu = await openDawn();
  const halves = halvesOf(settings, gpu);
  return (shape) => heldBy(shape, batch, () => onDevice(shape, batch, gpu, halves));
}

/** Whether factors of products have 16 bits. Throws LabProblem where the device has none of the type that is wanted. */
function halvesOf({ dtype }: Pick<Settings, 'dtype'>, { device, name }: OpenGpu): boolean {
  const types = hasHalves(device) ? ['float32', 'float16'] : ['float32'];
  if (!types.includes(dtype)) throw new LabProblem('gpu-type', { device: name, dtype, nearest: types.at(-1)! });
  return dtype === 'float16';
}
