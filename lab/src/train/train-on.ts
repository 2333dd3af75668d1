import type { Checkpoint } from '../checkpoint/saved-run.ts';
import { countOf, type Shape } from '../model/shape.ts';
import { shortenedUpdate, type Trainable } from '../model/trainable.ts';
import { LabProblem } from '../problem.ts';
import { rateAt, type Settings } from '../settings.ts';
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
      /** What a GPU calls itself that reckons in their place. */
      readonly device?: string;
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

/** What is learned from, and what is judged by. */
export interface Learned {
  readonly name: string;
  readonly train: Uint16Array;
  readonly val: Uint16Array;
}

/** Whoever looks on. */
export interface Listener {
  readonly tell: (event: Event) => void;
  /** Keeps the model as it is. */
  readonly save: (run: Omit<Checkpoint, 'tensors' | 'shape'>) => void | Promise<void>;
  /** What is kept is called so. */
  readonly place: string;
  /** What a GPU calls itself, where one reckons. */
  readonly device?: string | null;
  /** Whether somebody wants it to stop; it saves first. */
  readonly stop?: () => boolean;
  /** Lets others have a turn, so that somebody can want so. */
  readonly pause?: () => Promise<void>;
}

/**
 * nanoGPT's training loop (train.py) on a model that has been begun: judges before the first step and every eval_interval, saves what is
 * better, steps until max_iters. Throws LabProblem where a loss is not a number: the last checkpoint is kept.
 */
export async function trainOn(
  model: Trainable,
  data: Learned,
  { from, best: known }: { readonly from: number; readonly best: number },
  settings: Settings,
  { tell, save: keep, stop = () => false, pause, place, device }: Listener,
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
    ...(device && { device }),
    dataset: data.name,
  });
  const save = async (iteration: number): Promise<void> => {
    await keep({ iteration, best, dataset: settings.dataset, seed });
    tell({ kind: 'saved', iteration, path: place });
  };
  for (let iteration = from; ; iteration++) {
    if (iteration % settings.eval_interval === 0) {
      const losses = await judge(iteration);
      tell({ kind: 'judged', iteration, ...losses });
      const better = losses.val < best;
      best = Math.min(best, losses.val);
      if (iteration > from && (better || settings.always_save_checkpoint)) await save(iteration);
    }
    const wanted = stop();
    if (wanted && iteration > from) await save(iteration);
    if (wanted || settings.eval_only || iteration >= max_iters) {
      tell({ kind: 'end', iteration, stopped: wanted, best });
      return;
    }
    await step(iteration);
    await pause?.();
  }

  async function step(iteration: number): Promise<void> {
    const started = performance.now();
    model.clearGradient();
    let loss = 0;
    for (let part = 0; part < parts; part++) {
      const { tokens, targets } = batchOf(data.train, sizes, { seed, use: 'learn', number: iteration * parts + part });
      const learn = { parts, drop: dropout, seed: Math.imul(seed, 31) + iteration * parts + part };
      loss += (await model.loss(tokens, targets, learn)) / parts;
    }
    if (!Number.isFinite(loss)) throw new LabProblem('loss-not-a-number', { iteration, path: place });
    const rate = rateAt(iteration, settings);
    const { beta1, beta2, weight_decay: decay, grad_clip } = settings;
    await shortenedUpdate(model, grad_clip, { step: iteration + 1, rate, beta1, beta2, decay });
    tell({ kind: 'step', iteration, loss, rate, milliseconds: performance.now() - started });
  }

  async function judge(iteration: number): Promise<{ readonly train: number; readonly val: number }> {
    const mean = async (use: 'train' | 'val'): Promise<number> => {
      let sum = 0;
      for (let i = 0; i < settings.eval_iters; i++) {
        const number = iteration * settings.eval_iters + i;
        const { tokens, targets } = batchOf(data[use], sizes, { seed, use, number });
        sum += await model.loss(tokens, targets);
      }
      return sum / settings.eval_iters;
    };
    return { train: await mean('train'), val: await mean('val') };
  }
}
