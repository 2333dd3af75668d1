import type { Shape } from '@ridgepoint/lab/in-page';
import { LabProblem } from '@ridgepoint/lab/problem';
import { type SettingName, type Settings, settingsOf } from '@ridgepoint/lab/settings';
import type { Said } from './protocol.ts';

/** What a page lets be set, and between what: more than this no browser trains while somebody watches. */
export const LIMITS = {
  n_layer: [1, 12],
  n_head: [1, 16],
  n_embd: [8, 512],
  block_size: [4, 512],
  batch_size: [1, 64],
  max_iters: [10, 20_000],
  learning_rate: [1e-5, 0.1],
  dropout: [0, 0.5],
  warmup_iters: [0, 2000],
  eval_interval: [10, 5000],
  eval_iters: [1, 200],
  seed: [0, 2 ** 31 - 1],
  /** 0 takes what there is. */
  threads: [0, 8],
} as const satisfies Partial<Record<SettingName, readonly [number, number]>>;

export type Settable = keyof typeof LIMITS;
export const SETTABLE = Object.keys(LIMITS) as readonly Settable[];

/** nanoGPT's run for a CPU, half as long: about a minute on a laptop. */
const USUAL: Said = { max_iters: '1000', eval_interval: '100' };
/** Of the highest learning rate, nanoGPT's runs end at a tenth. */
const LEAST_RATE = 0.1;

/** The settings of a run. Throws LabProblem with the value, its limits and the nearest that works. */
export function wishOf(said: Said): Settings {
  const known = Object.entries(said).filter(([name]) => Object.hasOwn(LIMITS, name));
  for (const [name, text] of known) {
    const [least, most] = LIMITS[name as Settable];
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) continue;
    const nearest =
      Number.isFinite(value) && text.trim() !== '' ? Math.min(most, Math.max(least, value)) : usualOf(name as Settable);
    throw new LabProblem('setting-value', { name, value: text, choices: `${least}–${most}`, nearest });
  }
  const all = { ...USUAL, ...Object.fromEntries(known) };
  const settings = settingsOf('cpu', all);
  return {
    ...settings,
    lr_decay_iters: settings.max_iters,
    min_lr: settings.learning_rate * LEAST_RATE,
    warmup_iters: Math.min(settings.warmup_iters, settings.max_iters),
    always_save_checkpoint: false,
  };
}

export const shapeOf = (s: Settings, vocabulary: number): Shape => ({
  layers: s.n_layer,
  heads: s.n_head,
  width: s.n_embd,
  block: s.block_size,
  vocabulary,
  bias: s.bias,
});

/** What is usual, as text. */
export const usualOf = (name: Settable): string => String(settingsOf('cpu', USUAL)[name]);
