import type { GpuModel } from '../gpu/gpu-model.ts';
import type { Model } from './built-model.ts';
import { shortening, type Update } from './update.ts';

/** What a training loop asks of a model: wasm answers at once, a device when it has come to it. */
export type Trainable =
  | Pick<Model, 'layout' | 'threads' | 'library' | 'loss' | 'clearGradient' | 'gradientNorm' | 'update'>
  | Pick<GpuModel, 'layout' | 'threads' | 'library' | 'loss' | 'clearGradient' | 'updateWithin'>;

/** An update with gradients shortened to `longest`, where that is not zero (torch.nn.utils.clip_grad_norm_). */
export function shortenedUpdate(model: Trainable, longest: number, step: Omit<Update, 'clip'>): void | Promise<void> {
  if ('updateWithin' in model) return model.updateWithin(longest, step);
  const length = longest > 0 ? model.gradientNorm() : 0;
  model.update({ ...step, clip: shortening(longest, length) });
}
