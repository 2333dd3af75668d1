import { availableParallelism } from 'node:os';
import { checkpointIn, readCheckpoint, restore, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { weightsIn } from '../checkpoint/weights.ts';
import { findBlas } from '../kernels/blas.ts';
import { beginAt } from '../model/begin.ts';
import { type How, type Model, modelOf } from '../model/model.ts';
import { countOf, type Shape } from '../model/shape.ts';
import { LabProblem } from '../problem.ts';
import { rateAt, type Settings } from '../settings.ts';
import { type Dataset, highestOf, openDataset } from '../tokens/dataset.ts';
import { batchOf } from './batches.ts';

/** What a run tells while it goes on. */
export type Event =
  | {
      readonly kind: 'begin';
      readonly shape: Shape;
      readonly parameters: number;
      readonly tokensPerStep: number;
      readonly from: number;
      readonly to: number;
      readonly threads: number;
      /** Of a BLAS that multiplies. */
      readonly library?: string;
      readonly dataset: string;
    }
  | { readonly kind: 'judged'; readonly iteration: number; readonly train: number; readonly val: number }
  | { readonly kind: 'saved'; readonly iteration: number; readonly path: string }
  | {
      readonly kind: 'step';
      readonly iteration: number;
      readonly loss: number;
      readonly rate: number;
      readonly milliseconds: number;
    }
  | { readonly kind: 'end'; readonly iteration: number; readonly stopped: boolean; readonly best: number };

export interface Watcher {
  readonly kernels: URL;
  readonly tell: (event: Event) => void;
  /** Whether somebody wants it to stop; it saves first. */
  readonly stop?: () => boolean;
  /** Lets others have a turn, so that somebody can want so. */
  readonly pause?: () => Promise<void>;
}

/**
 * nanoGPT's training loop (train.py): judges before the first step and every eval_interval, saves what is better, steps until
 * max_iters. Throws LabProblem for what cannot be done, and where a loss is not a number: the last checkpoint is kept.
 */
export async function train(settings: Settings, watcher: Watcher): Promise<void> {
  const data = openDataset(settings.dataset, settings.block_size);
  const { model, from, best } = await begun(settings, data, watcher.kernels);
  try {
    await trainOn(model, data, { from, best }, settings, watcher);
  } finally {
    model.close();
  }
}

/** As many threads as were wanted, or one a core; the BLAS that was wanted, or what there is. Throws LabProblem. */
export const howOf = ({ threads, blas }: Pick<Settings, 'threads' | 'blas'>): How => ({
  threads: threads || availableParallelism(),
  blas: findBlas(blas),
});

async function trainOn(
  model: Model,
  data: Dataset,
  { from, best: known }: { readonly from: number; readonly best: number },
  settings: Settings,
  { tell, stop = () => false, pause }: Watcher,
): Promise<void> {
  const { block_size, batch_size, gradient_accumulation_steps: parts, max_iters, seed, dropout } = settings;
  const { shape, parameters } = model.layout;
  const sizes = { batch: batch_size, block: block_size };
  let best = known;
  tell({
    kind: 'begin',
    shape,
    parameters: countOf(parameters),
    tokensPerStep: parts * batch_size * block_size,
    from,
    to: max_iters,
    threads: model.threads,
    ...(model.library && { library: model.library }),
    dataset: data.folder,
  });
  const save = (iteration: number): void => {
    saveCheckpoint(settings.out_dir, model, { iteration, best, dataset: settings.dataset, seed });
    tell({ kind: 'saved', iteration, path: checkpointIn(settings.out_dir) });
  };
  for (let iteration = from; ; iteration++) {
    if (iteration % settings.eval_interval === 0) {
      const losses = judge(iteration);
      tell({ kind: 'judged', iteration, ...losses });
      const better = losses.val < best;
      best = Math.min(best, losses.val);
      if (iteration > from && (better || settings.always_save_checkpoint)) save(iteration);
    }
    const wanted = stop();
    if (wanted && iteration > from) save(iteration);
    if (wanted || settings.eval_only || iteration >= max_iters) {
      tell({ kind: 'end', iteration, stopped: wanted, best });
      return;
    }
    step(iteration);
    await pause?.();
  }

  function step(iteration: number): void {
    const started = performance.now();
    model.clearGradient();
    let loss = 0;
    for (let part = 0; part < parts; part++) {
      const { tokens, targets } = batchOf(data.train, sizes, { seed, use: 'learn', number: iteration * parts + part });
      loss +=
        model.loss(tokens, targets, { parts, drop: dropout, seed: Math.imul(seed, 31) + iteration * parts + part }) /
        parts;
    }
    if (!Number.isFinite(loss))
      throw new LabProblem('loss-not-a-number', { iteration, path: checkpointIn(settings.out_dir) });
    const length = settings.grad_clip > 0 ? model.gradientNorm() : 0;
    const rate = rateAt(iteration, settings);
    const clip = length > settings.grad_clip ? settings.grad_clip / (length + 1e-6) : 1; // torch.nn.utils.clip_grad_norm_
    const { beta1, beta2, weight_decay: decay } = settings;
    model.update({ step: iteration + 1, rate, beta1, beta2, decay, clip });
    tell({ kind: 'step', iteration, loss, rate, milliseconds: performance.now() - started });
  }

  function judge(iteration: number): { readonly train: number; readonly val: number } {
    const mean = (use: 'train' | 'val'): number => {
      let sum = 0;
      for (let i = 0; i < settings.eval_iters; i++) {
        const number = iteration * settings.eval_iters + i;
        const { tokens, targets } = batchOf(data[use], sizes, { seed, use, number });
        sum += model.loss(tokens, targets);
      }
      return sum / settings.eval_iters;
    };
    return { train: mean('train'), val: mean('val') };
  }
}

/** A new model, or the one that was saved. */
async function begun(
  settings: Settings,
  data: Dataset,
  kernels: URL,
): Promise<{ readonly model: Model; readonly from: number; readonly best: number }> {
  const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, bias, batch_size, seed } = settings;
  const how = howOf(settings);
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
    const { shape, values } = weightsIn(settings.init_from, block);
    if (shape.vocabulary < highestOf(data) + 1)
      throw new LabProblem('dataset-words', { part: 'train', highest: highestOf(data), vocabulary: shape.vocabulary });
    const model = await made(shape, batch_size, kernels, how);
    model.weights.set(values);
    return { model, from: 0, best: Number.POSITIVE_INFINITY };
  }
  const model = await made(
    { layers, heads, width, block, vocabulary: data.vocabulary, bias },
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
