import { expect, test } from 'vitest';
import { hereRemarksOf, remarksOf } from './remarks.ts';
import { presetNamed, type SettingName, sampleWishOf, settingsOf } from './settings.ts';

const remarks = (said: Partial<Record<SettingName, string>>, preset: 'cpu' | 'train_gpt2' = 'cpu') =>
  remarksOf(settingsOf(preset, said), said);

test('nobody is told anything about a run that does what it says', () =>
  expect(remarks({ max_iters: '500' })).toEqual([]));

test('settings of the model do nothing where weights decide, nor those of a schedule that is off', () => {
  expect(remarks({ init_from: 'gpt2', n_layer: '4', n_head: '4', learning_rate: '1e-4' })).toEqual([
    { code: 'no-effect', names: ['n_layer', 'n_head'], because: 'init_from=gpt2' },
  ]);
  expect(remarks({ decay_lr: 'False', min_lr: '0' })).toEqual([
    { code: 'no-effect', names: ['min_lr'], because: 'decay_lr=False' },
  ]);
});

test("a short run with train.py's own schedule never leaves its warm-up, and steps are forty batches", () => {
  const [rising, many] = remarks({ max_iters: '300', batch_size: '8', block_size: '64' }, 'train_gpt2');
  expect(rising).toMatchObject({ code: 'still-rising', wanted: 6e-4, warmup: 2000 });
  expect((rising as { highest: number }).highest).toBeCloseTo((6e-4 * 300) / 2001, 12);
  expect(many).toEqual({ code: 'many-batches', batches: 40, tokens: 40 * 8 * 64 });
});

test('what nanoGPT would do elsewhere is said before the run, and only where somebody wants it', () => {
  const wanted = { device: 'cuda:0', dtype: 'bfloat16', compile: 'True', backend: 'gloo', wandb_log: 'True' };
  expect(remarks(wanted).map((remark) => 'name' in remark && `${remark.name}=${remark.value}`)).toEqual([
    'device=cuda:0',
    'dtype=bfloat16',
    'compile=True',
    'backend=gloo',
    'wandb_log=True',
  ]);
  expect(remarks({ device: 'cpu', dtype: 'float32', compile: 'False', wandb_log: 'False' })).toEqual([]);
  expect(hereRemarksOf(sampleWishOf({ dtype: 'float16' }))).toEqual([
    { code: 'not-here', name: 'dtype', value: 'float16' },
  ]);
  expect(presetNamed('config/train_gpt2.py')).toBe('train_gpt2');
});

test('a GPU learns, in the type that is said, and has no threads; it neither writes nor is timed', () => {
  expect(remarks({ device: 'webgpu', dtype: 'float16' })).toEqual([]);
  expect(remarks({ device: 'webgpu', threads: '2', blas: 'off' })).toEqual([
    { code: 'no-effect', names: ['threads', 'blas'], because: 'device=webgpu' },
  ]);
  expect(hereRemarksOf(sampleWishOf({ device: 'webgpu' }))).toEqual([
    { code: 'not-here', name: 'device', value: 'webgpu' },
  ]);
});

test("a preset's own settings of the model count as said by nobody", () =>
  expect(remarksOf(settingsOf('finetune_shakespeare', {}), {}).map(({ code }) => code)).toEqual(['many-batches']));
