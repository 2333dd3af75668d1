import { rateAt, type SampleWish, type SettingName, type Settings } from './settings.ts';

/** What somebody who sets something should know before the run begins. Worded by the faces. */
export type Remark =
  | { readonly code: 'no-effect'; readonly names: readonly SettingName[]; readonly because: string }
  | { readonly code: 'still-rising'; readonly highest: number; readonly wanted: number; readonly warmup: number }
  | { readonly code: 'many-batches'; readonly batches: number; readonly tokens: number }
  /** Adapters of weights that nobody has trained. */
  | { readonly code: 'adapts-nothing' }
  /** What nanoGPT would do differently by it, and the lab does not. */
  | { readonly code: 'not-here'; readonly name: Elsewhere; readonly value: string };

/** Settings of nanoGPT that do nothing here. */
type Elsewhere = 'device' | 'dtype' | 'compile' | 'backend' | 'wandb_log';

/** What a checkpoint decides of the model, and so of the command that goes on from it. */
export const RESUMED: readonly SettingName[] = [
  'n_layer',
  'n_head',
  'n_embd',
  'bias',
  'block_size',
  'lora_rank',
  'lora_alpha',
  'lora_targets',
];
/** What weights from elsewhere decide, too: of these the context may be cut. */
const OF_THE_MODEL: readonly SettingName[] = ['n_layer', 'n_head', 'n_embd', 'bias'];
const OF_ADAPTERS: readonly SettingName[] = ['lora_rank', 'lora_alpha', 'lora_targets'];
const OF_A_PROCESSOR: readonly SettingName[] = ['threads', 'blas'];
const OF_THE_SCHEDULE: readonly SettingName[] = ['warmup_iters', 'lr_decay_iters', 'min_lr'];

/** Settings that were `said` and do nothing, a run that never leaves its warm-up, steps of many batches that nobody asked for. */
export function remarksOf(
  settings: Settings,
  said: Readonly<Partial<Record<SettingName, unknown>>>,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const idle = (names: readonly SettingName[], because: string): void => {
    const found = names.filter((name) => said[name] !== undefined);
    if (found.length > 0) remarks.push({ code: 'no-effect', names: found, because });
  };
  // A GPU learns in the type that is said, or says that it cannot.
  const gpu = settings.device === 'webgpu';
  remarks.push(...elsewhere(gpu ? { ...settings, device: 'cpu', dtype: 'float32' } : settings, said));
  if (gpu) idle(OF_A_PROCESSOR, 'device=webgpu');
  if (settings.init_from !== 'scratch') idle(OF_THE_MODEL, `init_from=${settings.init_from}`);
  if (settings.lora_rank === 0 && settings.init_from !== 'resume') idle(['lora_alpha', 'lora_targets'], 'lora_rank=0');
  if (settings.init_from === 'resume') idle(['block_size', ...OF_ADAPTERS], 'init_from=resume');
  if (settings.init_from === 'scratch' && settings.lora_rank > 0) remarks.push({ code: 'adapts-nothing' });
  if (!settings.decay_lr) idle(OF_THE_SCHEDULE, 'decay_lr=False');
  const {
    max_iters,
    warmup_iters,
    learning_rate,
    gradient_accumulation_steps: batches,
    batch_size,
    block_size,
  } = settings;
  if (settings.decay_lr && max_iters > 0 && max_iters < warmup_iters)
    remarks.push({
      code: 'still-rising',
      highest: rateAt(max_iters - 1, settings),
      wanted: learning_rate,
      warmup: warmup_iters,
    });
  if (batches > 1 && said.gradient_accumulation_steps === undefined)
    remarks.push({ code: 'many-batches', batches, tokens: batches * batch_size * block_size });
  return remarks;
}

/** Of sampling and of timing; see `remarksOf`. */
export const hereRemarksOf = ({
  device,
  dtype,
  compile,
}: Pick<SampleWish, 'device' | 'dtype' | 'compile'>): readonly Remark[] => elsewhere({ device, dtype, compile }, {});

function elsewhere(
  settings: Pick<Settings, 'device' | 'dtype' | 'compile'> & Partial<Pick<Settings, 'backend' | 'wandb_log'>>,
  said: Readonly<Partial<Record<SettingName, unknown>>>,
): readonly Remark[] {
  const { device, dtype, compile, backend = '', wandb_log = false } = settings;
  const wanted: readonly (readonly [Elsewhere, string, boolean])[] = [
    ['device', device, device !== 'cpu'],
    ['dtype', dtype, dtype !== 'float32'],
    ['compile', 'True', compile],
    ['backend', backend, said.backend !== undefined],
    ['wandb_log', 'True', wandb_log],
  ];
  return wanted.flatMap(([name, value, so]) => (so ? [{ code: 'not-here' as const, name, value }] : []));
}
