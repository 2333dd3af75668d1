import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../cli/src/examples.ts';
import { FITTED_SHARES, SOFTWARE_YEAR } from '../../engine/src/machine/index.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const all = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.yaml'));
const serving = all.filter((name) => name.startsWith('serve-'));
const textOf = (name: string): string => readFileSync(join(root, 'examples', name), 'utf8');
// A promise is for a simulation to keep; roles and replicas that come and go have no steady state.
const promised = serving.filter((name) => /^slo:/m.test(textOf(name)));
const steady = serving.filter((name) => !/disaggregate|scale:/.test(textOf(name)));
// Questions of other kinds have their own tests.
const files = all.filter((name) => /^train:/m.test(textOf(name)));
const owning = all.filter((name) => name.startsWith('own-'));

/** What a person may expect of each answer: outcome and the published figure it is near, in base units. */
const EXPECTED: Readonly<
  Record<string, (figures: Record<string, { value: number; low: number; high: number }>) => void>
> = {
  // 30.84 M GPU-hours over all phases (Llama 3.1 model card): the range must not be far off.
  'llama-3.1-405b.yaml': ({ acceleratorHours }) => {
    expect(acceleratorHours!.value).toBeGreaterThan(15e6);
    expect(acceleratorHours!.value).toBeLessThan(40e6);
  },
  // 2.664 M GPU-hours of pre-training (arXiv:2412.19437, table 1), on the software of late 2024; the example counts on today's.
  'deepseek-v3.yaml': ({ acceleratorHours }) => {
    expect(acceleratorHours!.low).toBeLessThan(2.664e6);
    const since = Math.exp(FITTED_SHARES['software.yearly'].value * (SOFTWARE_YEAR.hopper! - 2024.9));
    expect(since * acceleratorHours!.high).toBeGreaterThan(2.664e6);
  },
};

describe('examples', () => {
  it('are at least ten', () => expect(files.length).toBeGreaterThanOrEqual(10));

  it.each(files)('%s has an answer that fits, in 80 columns', (name) => {
    const path = join('examples', name);
    // A scenario whose strategy is one choice throughout is a given one.
    const command = name === 'deepseek-v3.yaml' ? 'estimate' : 'plan';
    const text = ridgepoint([command, 'train', path]);
    expect(text.err).toBe('');
    for (const line of text.out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    const report = JSON.parse(ridgepoint([command, 'train', path, '--json']).out);
    // A layout that was really run must not be called impossible: its memory may lie in the range around the capacity.
    if (command === 'estimate') expect(report.memory.peak.low).toBeLessThan(report.memory.capacity);
    else expect([text.code, report.outcome]).toEqual([0, 'fits']);
    expect(report.figures.wall.low).toBeLessThan(report.figures.wall.value);
    expect(report.figures.wall.high).toBeGreaterThan(report.figures.wall.value);
    EXPECTED[name]?.(report.figures);
  });

  it.each(promised)('%s is simulated and keeps what it promises, in 80 columns', (name) => {
    const path = join('examples', name);
    const text = ridgepoint(['simulate', 'serve', path]);
    expect([text.code, text.err]).toEqual([0, '']);
    for (const line of text.out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    const report = JSON.parse(ridgepoint(['simulate', 'serve', path, '--json']).out);
    expect(report.outcome).toBe(report.promises.length > 0 ? 'kept' : 'answered');
    expect(report.requests.finished).toBe(report.traffic.arrived);
    const { p99 } = report.latency.ttft;
    expect(p99.low).toBeLessThan(p99.value);
    expect(p99.high).toBeGreaterThan(p99.value);
  });

  it.each(steady)('%s has an answer about constant load, in 80 columns', (name) => {
    const path = join('examples', name);
    for (const lang of ['en', 'zh-CN']) {
      const { out, err, code } = ridgepoint(['estimate', 'serve', path, '--lang', lang]);
      expect([err, code]).toEqual(['', 0]);
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
    const report = JSON.parse(ridgepoint(['estimate', 'serve', path, '--json']).out);
    expect(report.outcome).toBe('fits');
    expect(report.figures.tpot.low).toBeLessThan(report.figures.tpot.value);
    expect(report.figures.tpot.high).toBeGreaterThan(report.figures.tpot.value);
  });

  it.each(owning)('%s says where owning wins, in 80 columns and both languages', (name) => {
    const path = join('examples', name);
    for (const lang of ['en', 'zh-CN']) {
      const { out, err, code } = ridgepoint(['compare', 'own', path, '--lang', lang]);
      expect([err, code]).toEqual(['', 0]);
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
    const { verdict } = JSON.parse(ridgepoint(['compare', 'own', path, '--json']).out);
    expect(verdict.flip.low).toBeLessThan(verdict.flip.at);
    expect(verdict.flip.high).toBeGreaterThan(verdict.flip.at);
  });

  it('begin with a question in words', () => {
    for (const name of all)
      expect(readFileSync(join(root, 'examples', name), 'utf8').split('\n')[1]).toMatch(/^# \S.{20}/);
  });
});

describe('examples of help', () => {
  const operations = [
    '',
    'plan-train',
    'estimate-train',
    'estimate-serve',
    'fit-serve',
    'explain',
    'explain-serve',
    'explain-own',
    'compare-own',
    'solve-train',
    'compare-train',
    'compare-serve',
    'crossover',
    'compare',
    'diff',
    'check',
    'simulate-serve',
    'plan-serve',
    'plan-fleet',
    'catalogue-list',
    'catalogue-show',
    'catalogue-check',
    'models-params',
    'traffic-describe',
    'traffic-generate',
    'traffic-presets',
    'worksheet',
    'explain-worksheet',
    'case-list',
    'case-show',
    'case-run',
  ];
  const lines = operations.flatMap((name) => examplesOf(name));
  // These name a file of the reader's own.
  const own = (line: string) => /\.\/config\.json|my-facts\.yaml/.test(line);

  it.each(lines.filter((line) => !own(line)))('%s', (line) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!).slice(1);
    const { code, err } = ridgepoint(words);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('every example file that help names is there', () => {
    for (const line of lines)
      for (const [path] of line.matchAll(/examples\/\S+/g)) expect(existsSync(join(root, path!))).toBe(true);
  });
});
