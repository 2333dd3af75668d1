import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-lab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [data, out] = [join(folder, 'data'), join(folder, 'out')];

const SMALL = [
  '--n_layer=1',
  '--n_head=2',
  '--n_embd=16',
  '--block_size=16',
  '--batch_size=4',
  '--eval_iters=2',
  '--warmup_iters=10',
];
const TRAIN = ['lab', 'train', `--dataset=${data}`, `--out_dir=${out}`, ...SMALL];

describe('the lab', () => {
  it('prepares a text, trains on it and writes', () => {
    const prepared = ridgepoint(['lab', 'prepare', join(root, 'CONTRIBUTING.md'), '--characters', '--out', data]);
    expect([prepared.code, prepared.err]).toEqual([0, '']);
    const characters = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').length;
    const sizes = ['train.bin', 'val.bin'].map((name) => statSync(join(data, name)).size / 2);
    expect(sizes[0]! + sizes[1]!).toBe(Array.from(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')).length);
    expect(sizes[0]! / characters).toBeCloseTo(0.9, 2);

    const trained = ridgepoint([...TRAIN, '--max_iters=40', '--eval_interval=20']);
    expect([trained.code, trained.err]).toEqual([0, '']);
    for (const line of trained.out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    for (const words of ['parameters (1 layer,', 'iter 39: loss', 'step 40: train loss', 'Best val loss', 'tokens/s'])
      expect(trained.out).toContain(words);

    const measured = ridgepoint(['lab', 'bench', ...SMALL.slice(0, 5), '--threads=2', '--steps=3', '--json']);
    const { wall, operators, flops } = JSON.parse(measured.out);
    // 16·16·12 + 65·16 + norms of 16 each; 6 times that a token and 12·16·16 for attention.
    expect(flops).toBe(64 * (6 * (12 * 256 + 65 * 16 + 48) + 12 * 256));
    const sum = operators.reduce((all: number, { milliseconds }: { milliseconds: number }) => all + milliseconds, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(wall.p90 * 1.5);

    const resumed = ridgepoint([...TRAIN, '--init_from=resume', '--max_iters=60', '--eval_interval=20', '--json']);
    const events = resumed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ kind: 'begin', from: 40, to: 60 });
    expect(events.at(-1)).toMatchObject({ kind: 'end', iteration: 60, stopped: false });

    const said = ridgepoint([
      'lab',
      'sample',
      `--out_dir=${out}`,
      '--num_samples=2',
      '--max_new_tokens=30',
      '--start=The',
    ]);
    expect(said.code).toBe(0);
    expect(said.out.split('---------------\n')).toHaveLength(3);
    expect(said.out).toMatch(/^The/);
    expect(
      ridgepoint(['lab', 'sample', `--out_dir=${out}`, '--num_samples=2', '--max_new_tokens=30', '--start=The']).out,
    ).toBe(said.out);
  });

  it('prints, when it is stopped, the command that goes on', async () => {
    const kept = join(folder, 'kept');
    const args = [...TRAIN.filter((word) => !word.startsWith('--out_dir')), `--out_dir=${kept}`, '--max_iters=1000000'];
    const child = spawn(process.execPath, [join(root, 'cli/dist/main.mjs'), ...args, '--threads=1', '--blas=off'], {
      env: { PATH: process.env.PATH ?? '' },
    });
    let [said, stopped] = ['', false];
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        said += chunk;
        if (!stopped && said.includes('iter 3:')) stopped = child.kill('SIGINT');
      });
      child.once('close', resolve);
    });
    const [, command] = /go on: ridgepoint ((?:.*\\\n)*.*)/.exec(said)!;
    const words = `${command!.replace(/\\\n/g, ' ')} --max_iters=3`;
    expect(words).not.toContain('block_size');
    const again = spawnSync('sh', ['-c', `"${process.execPath}" "${join(root, 'cli/dist/main.mjs')}" ${words}`], {
      encoding: 'utf8',
    });
    expect(again.status, again.stderr).toBe(0);
    expect(again.stdout).toContain('1 layer, 2 heads, 16 wide, 16 tokens of context');
    expect(again.stdout).toMatch(/goes on from step \d+\nNo step is left: \d+ are done and\s+max_iters is 3/);
    expect(again.stdout).not.toContain('0 tokens/s');
    // The checkpoint also says what it learned from.
    const short = ridgepoint(['lab', 'train', '--init_from=resume', `--out_dir=${kept}`, '--max_iters=1']);
    expect([short.code, short.out.includes(data)]).toEqual([0, true]);
  });

  it('says of a broken checkpoint how it is broken', () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    const whole = readFileSync(join(out, 'ckpt.safetensors'));
    const told = (bytes: Buffer, lang: string) => {
      writeFileSync(join(broken, 'ckpt.safetensors'), bytes);
      const { code, err } = ridgepoint(['lab', 'sample', `--out_dir=${broken}`, '--lang', lang]);
      expect(code).toBe(2);
      return err.replace(/\n\s*/g, lang === 'en' ? ' ' : '');
    };
    expect(told(whole.subarray(0, 5000), 'en')).toContain(`cut short: 5000 of ${whole.length} bytes`);
    expect(told(whole.subarray(0, 500), 'zh-CN')).toContain('实有 500 字节');
    expect(told(Buffer.alloc(5000, 255), 'en')).toContain('is no checkpoint of ridgepoint lab train');
  });

  it.each<[string, string[], string, string]>([
    [
      'a dataset that is not there',
      ['lab', 'train', '--dataset=nowhere'],
      'ridgepoint lab prepare FILE.txt --out data/nowhere',
      '没有数据集 nowhere',
    ],
    [
      'a dataset that is fetched by its name',
      ['lab', 'train', '--dataset=shakespeare'],
      'make it: ridgepoint lab prepare shakespeare',
      '先运行',
    ],
    [
      'a dataset of a misspelt name',
      ['lab', 'prepare', 'shakespear_char'],
      'nearest: shakespeare_char',
      '最接近的可用值：shakespeare_char',
    ],
    [
      'a rate that is no number',
      [...TRAIN, '--learning_rate=fast'],
      'learning_rate fast is no number from 0 to 100; nearest: 0.001',
      '不是 0 到 100 之间的数',
    ],
    ['a part of a layer', [...TRAIN, '--n_layer=1.5'], 'is no whole number from 1 to 1000; nearest: 2', '之间的整数'],
    [
      'heads that do not divide',
      [...TRAIN, '--n_head=3'],
      'n_head 3 does not divide n_embd 16; nearest: 2',
      '最接近的可用值：2',
    ],
    ['a preset that nobody has', ['lab', 'train', 'gpu'], 'nearest: cpu', '最接近的可用值：cpu'],
    [
      'a character that it never saw',
      ['lab', 'sample', `--out_dir=${out}`, '--start=☃'],
      'no character of the dataset',
      '没有字符',
    ],
    ['no checkpoint', ['lab', 'sample', `--out_dir=${join(folder, 'none')}`], 'ridgepoint lab train', '没有检查点'],
    [
      'a text that is not there',
      ['lab', 'prepare', 'nowhere.txt'],
      'nowhere.txt cannot be read',
      '无法读取 nowhere.txt',
    ],
  ])('refuses %s', (_, words, english, chinese) => {
    const flat = (text: string) => text.replace(/\n\s*/g, ' ');
    const said = ridgepoint(words);
    expect([said.code, said.out]).toEqual([2, '']);
    expect(flat(said.err)).toContain(english);
    expect(ridgepoint([...words, '--lang', 'zh-CN']).err.replace(/\n\s*/g, '')).toContain(chinese);
  });
});
