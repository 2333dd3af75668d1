import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { halves } from '../../bench/gpu/split.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-gpu-'));
const file = join(folder, 'rows.json');
const steps = join(folder, 'rows-steps.json');
const python = (words: readonly string[], command = 'python3') =>
  spawnSync(command, ['-B', ...words], { cwd: join(root, 'bench/gpu'), encoding: 'utf8', maxBuffer: 2 ** 26 });
const compare = (...paths: readonly string[]) =>
  spawnSync(process.execPath, ['cli/bin/run.mjs', 'bench/gpu/compare.ts', ...paths], { cwd: root, encoding: 'utf8' });
const here = python(['--version']).status === 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  readonly id: string;
  readonly kind?: string;
  readonly notes: string;
  readonly config: Readonly<Record<string, string | number>>;
  readonly measured: Readonly<Record<string, number>>;
}

describe.skipIf(!here)('bench/gpu, dry (needs python3)', () => {
  it('compiles', () => {
    const files = readdirSync(join(root, 'bench/gpu')).filter((name) => name.endsWith('.py'));
    expect(files).toContain('measure.py');
    const { status, stderr } = python(['-c', `for f in ${JSON.stringify(files)}: compile(open(f).read(), f, "exec")`]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('lists the shapes without torch and marks every row as made up', () => {
    const { status, stdout, stderr } = python(['measure.py', '--dry-run', '--out', file]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/made up, nothing was measured/);
    const rows = [file, steps].flatMap((path) => JSON.parse(readFileSync(path, 'utf8')) as Row[]);
    expect(stdout.trim().split('\n')).toEqual(rows.map((row) => row.id));
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.filter((row) => row.kind === 'gemm' && row.config.dtype === 'bf16')).toHaveLength(300);
    expect(rows.every((row) => row.notes === 'made up')).toBe(true);
  });

  it('says what is missing where there is no GPU', () => {
    const { status, stderr } = python(['measure.py', '--out', join(folder, 'none.json')]);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/No module named 'torch'|no CUDA device/);
  });

  it('fits one half, judges by the other, and gains by it', () => {
    const { status, stdout } = compare(file, steps);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MADE-UP ROWS/);
    for (const kind of ['gemm bf16', 'gemm fp8', 'prefill bf16', 'decode bf16']) {
      const line = stdout.split('\n').find((one) => one.startsWith(kind))!;
      const [, fitted, judged] = line.match(/ (\d+) +(\d+) /)!.map(Number);
      const [before, , , after] = [...line.matchAll(/(-?[\d.]+) %/g)].map((m) => Number(m[1]));
      expect(fitted! + judged!, kind).toBeGreaterThan(40);
      expect(after!, kind).toBeLessThan(12);
      expect(after!, kind).toBeLessThan(before!);
    }
    expect(stdout).toMatch(/memory copy/);
    expect(stdout).toMatch(/training step, step_time_s/);
  });

  it('shows an error where the rows lie: times that follow no shape cannot be fitted', () => {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
    const wild = rows
      .filter((row) => row.kind === 'gemm')
      .map((row, i) => ({ ...row, measured: { time_us: row.measured.time_us! * 8 ** (((i * 7919) % 13) / 12) } }));
    const path = join(folder, 'wild.json');
    writeFileSync(path, JSON.stringify(wild));
    const line = compare(path)
      .stdout.split('\n')
      .find((one) => one.startsWith('gemm bf16'))!;
    const [, , , after] = [...line.matchAll(/(-?[\d.]+) %/g)].map((m) => Number(m[1]));
    expect(after!).toBeGreaterThan(30);
  });

  it('times the same calls on a processor, few of them, and says whose figures they are (needs torch)', (context) => {
    const path = join(folder, 'host.json');
    const words = ['--device', 'cpu', '--quick', '--budget', '6', '--only', 'gemm bf16', '--accelerator', 'NVIDIA H20'];
    // Debian's package installs PyTorch for its own Python alone.
    const command = ['python3', '/usr/bin/python3'].find((one) => python(['-c', 'import torch'], one).status === 0);
    if (!command) return context.skip('no torch for python3');
    const { status, stderr } = python(['measure.py', ...words, '--out', path], command);
    expect(status, stderr).toBe(0);
    const rows = JSON.parse(readFileSync(path, 'utf8')) as Row[];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.notes).toMatch(/^on a processor, as a trial of the script/);
      expect(row.measured.time_us).toBeGreaterThan(0);
    }
  });

  it('writes rows that both commands take', () => {
    const validated = ridgepoint(['validate', '--rows', file]);
    expect(validated.err).toBe('');
    expect(validated.code).toBe(0);
    expect(validated.out).toMatch(/H200/);
    const some = join(folder, 'some.json');
    const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
    writeFileSync(some, JSON.stringify(rows.filter((row) => row.kind !== 'attention' && row.config?.dtype !== 'fp8')));
    const calibrated = ridgepoint(['calibrate', '--rows', some, '--out', join(folder, 'own.yaml')]);
    expect(calibrated.code).toBe(0);
    expect(readFileSync(join(folder, 'own.yaml'), 'utf8')).toMatch(/h200-sxm/);
  });
});

describe('the halves', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ shape: `${i % 10}`, call: `${i}` }));
  const split = (list: typeof rows) =>
    halves(
      list,
      ({ shape }) => shape,
      ({ call }) => call,
    );

  it('share no shape, lose no row, and do not depend on the order', () => {
    const { fitted, judged } = split(rows);
    expect(fitted.length + judged.length).toBe(rows.length);
    const shapes = new Set(fitted.map(({ shape }) => shape));
    expect(judged.length).toBeGreaterThan(20);
    expect(judged.filter(({ shape }) => shapes.has(shape))).toEqual([]);
    const back = split(rows.toReversed());
    expect(new Set(back.fitted)).toEqual(new Set(fitted));
  });
});
