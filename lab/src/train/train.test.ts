import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint } from '../checkpoint/checkpoint.ts';
import { sample } from '../sample/sample.ts';
import { SAMPLE_DEFAULTS, type SettingName, settingsOf } from '../settings.ts';
import { prepare } from '../tokens/prepare.ts';
import { train } from './train.ts';
import type { Event } from './train-on.ts';

const kernels = new URL('../../dist/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-lab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');

beforeAll(async () => {
  const text = join(folder, 'words.txt');
  writeFileSync(text, 'the cat sat on the mat and the dog sat on the log; '.repeat(80));
  await prepare({ names: [text], out: data, characters: true });
});

async function run(out: string, said: Partial<Record<SettingName, string>>, stop?: () => boolean): Promise<Event[]> {
  const events: Event[] = [];
  const small = {
    n_layer: '2',
    n_head: '2',
    n_embd: '16',
    block_size: '16',
    batch_size: '4',
    eval_iters: '4',
    warmup_iters: '2',
    threads: '1',
    blas: 'off',
  };
  const where = { dataset: data, out_dir: join(folder, out) };
  const settings = settingsOf('cpu', {
    ...small,
    ...where,
    always_save_checkpoint: 'True',
    lr_decay_iters: '12',
    ...said,
  });
  await train(settings, { kernels, tell: (event) => events.push(event), stop });
  return events;
}
const saved = (out: string) => readFileSync(join(folder, out, 'ckpt.safetensors'));
const judged = (events: readonly Event[]) => events.filter((e) => e.kind === 'judged');

describe('training', () => {
  test('learns, and writes what it has learned', async () => {
    const events = await run('learns', {
      max_iters: '400',
      eval_interval: '200',
      lr_decay_iters: '400',
      learning_rate: '0.01',
      dropout: '0.1',
    });
    const [before, , after] = judged(events);
    expect(before!.val).toBeGreaterThan(2.5); // of 17 characters, all as likely: ln 17 = 2.8
    expect(after!.val).toBeLessThan(0.6);
    const texts = [];
    const wish = {
      ...SAMPLE_DEFAULTS,
      out_dir: join(folder, 'learns'),
      start: 'the ',
      num_samples: 2,
      max_new_tokens: 60,
    };
    for await (const { text } of sample(wish, kernels)) texts.push(text);
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toMatch(/^the .{60}$/);
    expect(texts.join()).toMatch(/ (cat|mat|dog|log|sat) /);
  });

  test('that is resumed ends bit for bit like one that was not interrupted', async () => {
    const kept = { max_iters: '12', eval_interval: '6', dropout: '0.2', gradient_accumulation_steps: '2' };
    await run('whole', kept);
    await run('parts', { ...kept, max_iters: '6', threads: '2' });
    await run('parts', { ...kept, init_from: 'resume' });
    expect(saved('parts').equals(saved('whole'))).toBe(true);
    // Stopped in between, by hand, at a step at which nothing is judged.
    let steps = 0;
    const events = await run('stopped', kept, () => ++steps > 9);
    expect(events.at(-1)).toMatchObject({ kind: 'end', stopped: true, iteration: 9 });
    await run('stopped', { ...kept, init_from: 'resume' });
    const [one, other] = [saved('stopped'), saved('whole')];
    expect(one.equals(other)).toBe(true);
  });

  test('of adapters changes nothing else, is resumed bit for bit, and writes as one model', async () => {
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'the dog sat on the cat and the mat sat on the log; '.repeat(80));
    await prepare({ names: [other], out: join(folder, 'other'), characters: true });
    const shared = { eval_interval: '6', dataset: join(folder, 'other'), lr_decay_iters: '60' };
    await run('base', { max_iters: '60', eval_interval: '60', learning_rate: '0.01', lr_decay_iters: '60' });
    const from = join(folder, 'base', 'ckpt.safetensors');
    const adapted = { ...shared, learning_rate: '0.02', lora_rank: '4', lora_targets: 'attn.c_attn, mlp.c_fc' };
    const whole = await run('adapted', { ...adapted, init_from: from, max_iters: '12' });
    await run('pieces', { ...adapted, init_from: from, max_iters: '6' });
    await run('pieces', { ...shared, learning_rate: '0.02', init_from: 'resume', max_iters: '12' });
    expect(saved('pieces').equals(saved('adapted'))).toBe(true);
    const [before, after] = ['base', 'adapted'].map((out) => readCheckpoint(join(folder, out)));
    for (const [name, { values }] of before!.tensors)
      if (!name.startsWith('adamw.')) expect(after!.tensors.get(name)!.values, name).toEqual(values);
    expect([...after!.tensors.keys()].filter((name) => name.startsWith('adamw.first.'))).toHaveLength(2 * 2 * 2);
    expect(judged(whole).at(-1)!.val).toBeLessThan(judged(whole)[0]!.val);
    // As one model it says what it said with its adapters beside it: where another run begins, it goes on.
    const [one] = judged(
      await run('merged', { ...shared, init_from: join(folder, 'adapted', 'ckpt.safetensors'), max_iters: '0' }),
    );
    const [beside] = judged(
      await run('adapted', { ...shared, init_from: 'resume', max_iters: '0', eval_interval: '1' }),
    );
    expect(Math.abs(one!.val - beside!.val)).toBeLessThan(0.3);
    const wish = { ...SAMPLE_DEFAULTS, out_dir: join(folder, 'adapted'), start: 'the ', num_samples: 1 };
    for await (const { text } of sample({ ...wish, max_new_tokens: 20 }, kernels)) expect(text).toMatch(/^the .{20}$/);
    await expect(run('wrong', { ...adapted, init_from: from, lora_targets: 'c_fc' })).rejects.toThrow(
      /^setting-value .*"nearest":"mlp.c_fc"/,
    );
  });

  test('whose loss is no number stops and keeps the last checkpoint', async () => {
    await run('breaks', { max_iters: '2', eval_interval: '1' });
    const before = saved('breaks');
    const asked = run('breaks', {
      init_from: 'resume',
      max_iters: '50',
      learning_rate: '100',
      decay_lr: 'False',
      grad_clip: '0',
      eval_interval: '50',
    });
    await expect(asked).rejects.toThrow(/^loss-not-a-number .*"iteration":/);
    expect(saved('breaks').equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'breaks'))).toEqual(['ckpt.safetensors']);
  });

  test.each<[string, Partial<Record<SettingName, string>>, RegExp]>([
    ['no dataset', { dataset: join(folder, 'none') }, /^no-dataset/],
    ['a block longer than the data', { block_size: '600' }, /^dataset-short .*"nearest":407/],
    ['nothing to resume', { init_from: 'resume' }, /^no-checkpoint/],
    ['weights that nobody fetched', { init_from: 'gpt2' }, /^weights-not-fetched/],
    ['weights that are not there', { init_from: 'nowhere.safetensors' }, /^weights-missing/],
    ['a batch that fits nowhere', { batch_size: '65536', block_size: '400', n_embd: '1024' }, /^memory/],
  ])('refuses %s', async (_, said, why) => {
    await expect(run('refused', { max_iters: '1', ...said })).rejects.toThrow(why);
  });
});
