import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('bench measures, prints within 80 columns and writes what it measured', () => {
  const file = join(folder, 'bench.json');
  const { code, out } = ridgepoint(['bench', '--json', file, '--lang', 'zh-CN']);
  expect(code).toBe(0);
  for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  expect(out).toContain('本机');
  const measures = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | number | null>[];
  for (const measure of measures) {
    expect(Object.keys(measure)).toEqual(['name', 'value', 'unit', 'peer', 'peer_value', 'ratio']);
    expect(measure.value).toBeGreaterThan(0);
    const [value, peer] = [Number(measure.value), Number(measure.peer_value)];
    if (measure.peer === null) expect([measure.peer_value, measure.ratio]).toEqual([null, null]);
    else expect(measure.ratio).toBeCloseTo(measure.unit === 's' ? peer / value : value / peer, 6);
  }
  // The cold start is there only where the launcher was found.
  expect(measures.map(({ name }) => name)).toContainEqual(expect.stringMatching(/cold/));
  expect(measures.filter(({ unit }) => unit === 'strategies/CPU s').length).toBeGreaterThanOrEqual(2);
  expect(measures.filter(({ unit }) => unit === 'requests/CPU s').length).toBeGreaterThanOrEqual(1);
  // A million requests that were kept would be a hundred megabytes and more.
  expect(Number(measures.find(({ unit }) => unit === 'MB')!.value)).toBeLessThan(100);
}, 480_000);

it('bench refuses a folder that is not there before it measures', () => {
  const { code, out, err, milliseconds } = ridgepoint(['bench', '--json', join(folder, 'no', 'x.json')]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('x.json');
  expect(milliseconds).toBeLessThan(5000);
});

it('npm run bench is the command', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.bench).toBe('ridgepoint bench');
});
