import type { Model } from '../model/built-model.ts';
import { shortening } from '../model/update.ts';
import type { Settings } from '../settings.ts';

/** One step as training takes it. */
export function step(model: Model, tokens: Int32Array, settings: Settings, number: number): void {
  const { learning_rate: rate, beta1, beta2, weight_decay: decay, dropout: drop, grad_clip, seed } = settings;
  model.clearGradient();
  const loss = model.loss(tokens, tokens, { parts: 1, drop, seed: seed + number });
  if (!Number.isFinite(loss)) throw new RangeError(`loss ${loss}`);
  const length = model.gradientNorm();
  model.update({ step: number, rate, beta1, beta2, decay, clip: shortening(grad_clip, length) });
}
