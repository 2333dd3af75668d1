import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ridgepoint, root } from './ridgepoint.ts';

/** Debian's Chromium brings a GPU that a processor plays (SwiftShader), and what finds it. */
const CHROMIUM = '/usr/lib/chromium';
const needed = [`${CHROMIUM}/vk_swiftshader_icd.json`, join(root, 'node_modules/webgpu')];
/** Whoever lacks one passes without; where the gate runs both must be there. */
const there = needed.every((path) => existsSync(path)) || process.env.CI !== undefined;

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-lab-gpu-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const PLAYED = {
  LD_LIBRARY_PATH: CHROMIUM,
  VK_DRIVER_FILES: `${CHROMIUM}/vk_swiftshader_icd.json`,
  XDG_RUNTIME_DIR: folder,
};
const NONE = { ...PLAYED, VK_DRIVER_FILES: join(folder, 'none.json') };

const [data, out] = [join(folder, 'data'), join(folder, 'out')];
const TRAIN = [
  ...['lab', 'train', `--dataset=${data}`, `--out_dir=${out}`, '--n_layer=1', '--n_head=2', '--n_embd=16'],
  ...['--block_size=16', '--batch_size=4', '--eval_iters=2', '--eval_interval=6', '--warmup_iters=2', '--json'],
  ...['--learning_rate=0.05', '--always_save_checkpoint=True'],
];
const events = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

interface Beside {
  readonly loss: readonly [judged: number, learned: number, plain: number];
  readonly logits: number;
  readonly gradient: Readonly<Record<string, number>>;
  readonly norm: number;
}

interface Found {
  readonly plain: Beside;
  readonly subgroups: Beside;
  readonly rounded: Beside;
  readonly overscaled: { readonly now: number; readonly skipped: number; readonly changed: readonly boolean[] };
  readonly native: readonly string[];
}

describe.skipIf(!there)('WebGPU, in Node', () => {
  beforeAll(() => {
    const text = join(root, 'CONTRIBUTING.md');
    expect(ridgepoint(['lab', 'prepare', text, '--characters', '--out', data]).code).toBe(0);
  });

  it('trains on a device, which it names, and goes on from there on the processor', () => {
    const trained = ridgepoint([...TRAIN, '--device=webgpu', '--max_iters=12'], { env: PLAYED });
    expect([trained.code, trained.err]).toEqual([0, '']);
    const [begin, first, ...later] = events(trained.out);
    expect(begin.device).toMatch(/swiftshader/i);
    expect(later.at(-1).best).toBeLessThan(first.val - 0.4);
    const went = events(ridgepoint([...TRAIN, '--init_from=resume', '--max_iters=18']).out);
    expect(went[0]).toMatchObject({ kind: 'begin', from: 12, to: 18 });
    expect(went[0].device).toBeUndefined();
    expect(went.at(-1).best).toBeLessThan(first.val - 0.4);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, string, string]>([
    ['where there is no GPU', [], NONE, 'nearest: device cpu', '最接近的可用值：device cpu'],
    [
      'a type that the device has not',
      ['--dtype=float16'],
      PLAYED,
      'multiplies no float16 through WebGPU; nearest: dtype float32',
      '最接近的可用值：dtype float32',
    ],
  ])('says so %s', (_, more, env, english, chinese) => {
    const said = ridgepoint([...TRAIN, '--device=webgpu', ...more], { env });
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err.replace(/\n\s*/g, ' ')).toContain(english);
    const again = ridgepoint([...TRAIN, '--device=webgpu', ...more, '--lang', 'zh-CN'], { env });
    expect(again.err.replace(/\n\s*/g, '')).toContain(chinese);
  });

  it('has the gradient of the plain reference by shaders of every kind, and leaves out what is not finite', {
    timeout: 300_000,
  }, () => {
    const words = [join(root, 'cli/bin/run.mjs'), 'tests/e2e/gpu/in-node.ts'];
    const env = { ...process.env, ...PLAYED };
    // What Dawn complains of comes before.
    const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', env });
    const { plain, subgroups, rounded, overscaled, native }: Found = JSON.parse(stdout.trim().split('\n').at(-1)!);
    for (const [found, most] of [
      [plain, 1e-5],
      [subgroups, 1e-5],
      // Factors of 16 bits are rounded by up to 5e-4.
      [rounded, 5e-3],
    ] as const) {
      const [judged, learned, reference] = found.loss;
      expect(Math.abs(judged / reference - 1)).toBeLessThan(most);
      expect(learned).toBe(judged);
      expect(found.logits).toBeLessThan(most);
      expect(Math.abs(found.norm - 1)).toBeLessThan(most);
      expect(Object.keys(found.gradient)).toHaveLength(16);
      expect(Object.entries(found.gradient).filter(([, off]) => !(off < most))).toEqual([]);
    }
    // Another way to add up is not the same to the digit, so both were taken.
    expect(subgroups.gradient).not.toEqual(plain.gradient);
    expect(rounded.logits).toBeGreaterThan(1e-4);
    // A loss times 2^40 overflows; half as much is tried after every update that was left out, until none is.
    const { now, skipped, changed } = overscaled;
    expect(skipped).toBeGreaterThan(5);
    expect(now).toBe(2 ** (40 - skipped));
    expect(changed).toEqual(changed.map((_, i) => i >= skipped));
    expect(changed.at(-1)).toBe(true);
    // Shaders with numbers of 16 bits: refused by a device that has none, compiled by one that has.
    expect(native[0]).toContain('is invalid');
    expect(native[1]).toBe('');
  });
});
