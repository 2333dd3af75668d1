import { type Lora, PROJECTIONS, type Projection } from './model/shape.ts';
import { LabProblem } from './problem.ts';

/** What `lab train` can be told: nanoGPT's names and defaults (train.py and model.py of github.com/karpathy/nanoGPT, 3adf61e). */
export interface Settings {
  readonly out_dir: string;
  readonly eval_interval: number;
  readonly log_interval: number;
  readonly eval_iters: number;
  readonly eval_only: boolean;
  readonly always_save_checkpoint: boolean;
  readonly init_from: string;
  readonly dataset: string;
  readonly gradient_accumulation_steps: number;
  readonly batch_size: number;
  readonly block_size: number;
  readonly n_layer: number;
  readonly n_head: number;
  readonly n_embd: number;
  readonly dropout: number;
  readonly bias: boolean;
  readonly learning_rate: number;
  readonly max_iters: number;
  readonly weight_decay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly grad_clip: number;
  readonly decay_lr: boolean;
  readonly warmup_iters: number;
  readonly lr_decay_iters: number;
  readonly min_lr: number;
  /** cpu; webgpu, which nanoGPT does not have, for a GPU; and nanoGPT's, which do nothing here, as those below: see remarks.ts. */
  readonly device: string;
  /** Of what a GPU multiplies; a processor takes float32. */
  readonly dtype: string;
  readonly compile: boolean;
  readonly backend: string;
  readonly wandb_log: boolean;
  readonly wandb_project: string;
  readonly wandb_run_name: string;
  readonly seed: number;
  /** Rank of adapters that learn in place of all weights; 0 for none. Their strength, and of which linear layers, with commas. */
  readonly lora_rank: number;
  readonly lora_alpha: number;
  readonly lora_targets: string;
  /** 0 takes a thread a core. */
  readonly threads: number;
  /** auto, off, or a library's path. */
  readonly blas: string;
}

export type SettingName = keyof Settings;

/** train.py without a config file. */
export const DEFAULTS: Settings = {
  out_dir: 'out',
  eval_interval: 2000,
  log_interval: 1,
  eval_iters: 200,
  eval_only: false,
  always_save_checkpoint: true,
  init_from: 'scratch',
  dataset: 'openwebtext',
  gradient_accumulation_steps: 40, // 5 x 8 processes
  batch_size: 12,
  block_size: 1024,
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  dropout: 0,
  bias: false,
  learning_rate: 6e-4,
  max_iters: 600_000,
  weight_decay: 0.1,
  beta1: 0.9,
  beta2: 0.95,
  grad_clip: 1,
  decay_lr: true,
  warmup_iters: 2000,
  lr_decay_iters: 600_000,
  min_lr: 6e-5,
  device: 'cpu',
  dtype: 'float32',
  compile: false,
  backend: 'nccl',
  wandb_log: false,
  wandb_project: 'owt',
  wandb_run_name: 'gpt2',
  seed: 1337,
  lora_rank: 0,
  lora_alpha: 16,
  lora_targets: 'attn.c_attn',
  threads: 0,
  blas: 'auto',
};

/** config/train_shakespeare_char.py: for a GPU. */
const SHAKESPEARE_CHAR: Partial<Settings> = {
  out_dir: 'out-shakespeare-char',
  eval_interval: 250,
  log_interval: 10,
  always_save_checkpoint: false,
  dataset: 'shakespeare_char',
  gradient_accumulation_steps: 1,
  batch_size: 64,
  block_size: 256,
  n_layer: 6,
  n_head: 6,
  n_embd: 384,
  dropout: 0.2,
  learning_rate: 1e-3,
  max_iters: 5000,
  lr_decay_iters: 5000,
  min_lr: 1e-4,
  beta2: 0.99,
  warmup_iters: 100,
};

/** config/eval_gpt2*.py. */
const evaluating = (init_from: string): Partial<Settings> => ({
  batch_size: 8,
  eval_iters: 500,
  eval_only: true,
  init_from,
});

/** What a run begins from, by name: nanoGPT's config files, and what its README does where there is no GPU. */
export const PRESETS = {
  cpu: {
    ...SHAKESPEARE_CHAR,
    eval_iters: 20,
    log_interval: 1,
    block_size: 64,
    batch_size: 12,
    n_layer: 4,
    n_head: 4,
    n_embd: 128,
    max_iters: 2000,
    lr_decay_iters: 2000,
    dropout: 0,
  },
  train_shakespeare_char: SHAKESPEARE_CHAR,
  train_gpt2: { dataset: 'openwebtext', max_iters: 600_000, eval_interval: 1000, eval_iters: 200, log_interval: 10 },
  finetune_shakespeare: {
    out_dir: 'out-shakespeare',
    eval_interval: 5,
    eval_iters: 40,
    dataset: 'shakespeare',
    init_from: 'gpt2-xl',
    always_save_checkpoint: false,
    batch_size: 1,
    gradient_accumulation_steps: 32,
    max_iters: 20,
    learning_rate: 3e-5,
    decay_lr: false,
  },
  eval_gpt2: evaluating('gpt2'),
  eval_gpt2_medium: evaluating('gpt2-medium'),
  eval_gpt2_large: evaluating('gpt2-large'),
  eval_gpt2_xl: evaluating('gpt2-xl'),
} as const satisfies Readonly<Record<string, Partial<Settings>>>;

export type PresetName = keyof typeof PRESETS;

/** `config/train_gpt2.py` is train_gpt2: as nanoGPT's own commands name it. */
export const presetNamed = (words: string): string => words.replace(/^.*[\\/]/, '').replace(/\.py$/, '');

/** The defaults, what the preset says otherwise, and what was said on top, as text. Throws LabProblem. */
export function settingsOf(preset: PresetName, said: Readonly<Partial<Record<SettingName, string>>>): Settings {
  const settings: Record<string, string | number | boolean> = { ...DEFAULTS, ...PRESETS[preset] };
  for (const [name, text] of Object.entries(said)) settings[name] = readSetting(name, text, settings[name]!);
  const chosen = settings as unknown as Settings;
  const { n_head, n_embd } = chosen;
  if (n_embd % n_head !== 0) {
    const near = [...Array(n_embd).keys()].map((i) => i + 1).filter((h) => n_embd % h === 0);
    const nearest = near.reduce((best, h) => (Math.abs(h - n_head) < Math.abs(best - n_head) ? h : best));
    throw new LabProblem('heads', { heads: n_head, width: n_embd, nearest });
  }
  return chosen;
}

/** Least and most of each number; whole ones are told by the least being whole and a default that is. */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number, whole?: 'whole']>> = {
  eval_interval: [1, 1e9, 'whole'],
  log_interval: [1, 1e9, 'whole'],
  eval_iters: [1, 1e6, 'whole'],
  gradient_accumulation_steps: [1, 1e6, 'whole'],
  batch_size: [1, 65_536, 'whole'],
  block_size: [1, 65_536, 'whole'],
  n_layer: [1, 1000, 'whole'],
  n_head: [1, 1024, 'whole'],
  n_embd: [1, 65_536, 'whole'],
  dropout: [0, 0.99],
  learning_rate: [0, 100],
  max_iters: [0, 1e9, 'whole'],
  weight_decay: [0, 100],
  beta1: [0, 0.999999],
  beta2: [0, 0.999999],
  grad_clip: [0, 1e6],
  warmup_iters: [0, 1e9, 'whole'],
  lr_decay_iters: [0, 1e9, 'whole'],
  min_lr: [0, 100],
  seed: [0, 2 ** 31 - 1, 'whole'],
  lora_rank: [0, 4096, 'whole'],
  lora_alpha: [0, 65_536],
  threads: [0, 256, 'whole'],
  steps: [1, 1e6, 'whole'],
  num_samples: [1, 1e6, 'whole'],
  max_new_tokens: [1, 1e9, 'whole'],
  temperature: [0, 100],
  top_k: [1, 1e9, 'whole'],
};

/** Of settings that are words; a device may have a number behind it. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  device: ['cpu', 'webgpu', 'cuda', 'mps'],
  dtype: ['float32', 'bfloat16', 'float16'],
  backend: ['nccl', 'gloo', 'mpi', 'ucc'],
};

function readSetting(name: string, text: string, usual: string | number | boolean): string | number | boolean {
  if (typeof usual === 'string') {
    const choices = CHOICES[name];
    if (!choices || choices.includes(text.replace(/:\d+$/, ''))) return text;
    throw new LabProblem('setting-value', { name, value: text, choices: choices.join(', '), nearest: usual });
  }
  if (typeof usual === 'boolean') {
    if (/^(true|yes|1)$/i.test(text)) return true;
    if (/^(false|no|0)$/i.test(text)) return false;
    throw new LabProblem('setting-value', { name, value: text, choices: 'True, False', nearest: 'True' });
  }
  const [least, most, whole] = LIMITS[name]!;
  const value = Number(text);
  const legal = text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (legal) return value;
  const held =
    Number.isFinite(value) && text.trim() !== ''
      ? Math.min(most, Math.max(least, whole ? Math.round(value) : value))
      : usual;
  throw new LabProblem('setting-value', {
    name,
    value: text,
    least,
    most,
    ...(whole && { whole: 'yes' }),
    nearest: held,
  });
}

/** nanoGPT's learning rate: linear up, then a half cosine down to the least (Loshchilov and Hutter, arXiv:1608.03983). */
export function rateAt(iteration: number, s: Settings): number {
  if (!s.decay_lr) return s.learning_rate;
  if (iteration < s.warmup_iters) return (s.learning_rate * (iteration + 1)) / (s.warmup_iters + 1);
  if (iteration > s.lr_decay_iters) return s.min_lr;
  const done = (iteration - s.warmup_iters) / Math.max(1, s.lr_decay_iters - s.warmup_iters);
  return s.min_lr + 0.5 * (1 + Math.cos(Math.PI * done)) * (s.learning_rate - s.min_lr);
}

/** The adapters that the settings want. Throws LabProblem. */
export function loraOf({ lora_rank: rank, lora_alpha: alpha, lora_targets: words }: Settings): Lora | undefined {
  if (rank === 0) return undefined;
  const targets = words.split(',').map((word) => word.trim());
  const strange = targets.find((word, i) => !PROJECTIONS.includes(word as Projection) || targets.indexOf(word) < i);
  if (strange !== undefined)
    throw new LabProblem('setting-value', {
      name: 'lora_targets',
      value: strange,
      choices: PROJECTIONS.join(', '),
      nearest: PROJECTIONS.find((each) => each.endsWith(strange) && strange !== '') ?? PROJECTIONS[0],
    });
  return { rank, alpha, targets: targets as Projection[] };
}

/** What `lab sample` can be told: nanoGPT's sample.py. */
export interface SampleWish {
  /** resume: what is saved in `out_dir`; else a file of weights, or a size of GPT-2. */
  readonly init_from: string;
  readonly out_dir: string;
  readonly start: string;
  readonly num_samples: number;
  readonly max_new_tokens: number;
  readonly temperature: number;
  readonly top_k: number;
  readonly seed: number;
  readonly device: string;
  readonly dtype: string;
  readonly compile: boolean;
}

export const SAMPLE_DEFAULTS: SampleWish = {
  init_from: 'resume',
  out_dir: 'out-shakespeare-char',
  start: '\n',
  num_samples: 10,
  max_new_tokens: 500,
  temperature: 0.8,
  top_k: 200,
  seed: 1337,
  device: 'cpu',
  dtype: 'float32',
  compile: false,
};

/** The defaults and what was said on top, as text. Throws LabProblem. */
export function sampleWishOf(said: Readonly<Record<string, string>>): SampleWish {
  const wish: Record<string, string | number | boolean> = { ...SAMPLE_DEFAULTS };
  for (const [name, text] of Object.entries(said))
    wish[name] = readSetting(name, text, SAMPLE_DEFAULTS[name as keyof SampleWish]);
  return wish as unknown as SampleWish;
}

/** Steps that `lab bench` measures, as text. Throws LabProblem. */
export const stepsOf = (text: string): number => readSetting('steps', text, 20) as number;
