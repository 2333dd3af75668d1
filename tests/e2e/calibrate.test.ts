import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-calibrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const HEAD = 'chip,dtype,m,n,k,time_us,library';
const LINES = [
  'h100,bf16,1,4096,4096,16.2,mine',
  'h100,bf16,16,4096,4096,16.5,mine',
  'h100,bf16,64,8192,4096,29.1,mine',
  'h100,bf16,128,8192,8192,55.1,mine',
  'h100,bf16,512,4096,14336,99,mine',
  'h100,bf16,1024,4096,4096,60,mine',
  'h100,bf16,2048,8192,4096,210,mine',
  'h100,bf16,4096,8192,8192,850,mine',
  'h100,bf16,8192,8192,8192,1700,mine',
];
const rows = file('rows.csv', [HEAD, ...LINES].join('\n'));
const run = (...words: string[]) => ridgepoint(['calibrate', ...words]);

describe('ridgepoint calibrate', () => {
  it.each(['en', 'zh-CN'])('fits, prints within 80 columns and writes an overlay that is read again (%s)', (lang) => {
    const [out, json] = [join(folder, `${lang}.yaml`), join(folder, `${lang}.json`)];
    const more = file(
      'more.csv',
      [HEAD, ...LINES, 'h100,bf16,8,8192,4096,0,mine', 'b2000,bf16,8,8192,4096,9,x'].join('\n'),
    );
    const words = ['--rows', more, '--date', '2026-11-24', '--out', out, '--json', json, '--lang', lang];
    const { code, out: page } = run(...words);
    expect(code).toBe(0);
    for (const line of page.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    expect(page).toContain(lang === 'en' ? 'Rows not used' : '未采用的行');
    const written = JSON.parse(readFileSync(json, 'utf8'));
    expect(written.kernels[0]).toMatchObject({ rows: 9, shapes: 9, before: { grade: 'silicon' } });
    expect(written.kernels[0].after.error.mean).toBeLessThan(written.kernels[0].before.error.mean);
    expect(written.unused.map(({ reason }: { reason: { code: string } }) => reason.code).sort()).toEqual([
      'chip',
      'no-time',
    ]);
    expect(run(...words).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('"local":true');
    const planned = ['plan', 'train', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--gpus', '64', '--overlay', out];
    expect(ridgepoint(planned).code).toBe(0);
  });

  it('gives the same file twice, gzipped or not', () => {
    const zipped = file('rows.csv.gz', gzipSync(readFileSync(rows)));
    const texts = [rows, rows].map((path, i) => {
      const out = join(folder, `same-${i}.yaml`);
      expect(run('--rows', path, '--date', '2026-11-24', '--out', out).code).toBe(0);
      return readFileSync(out, 'utf8');
    });
    expect(texts[0]).toBe(texts[1]);
    expect(run('--rows', zipped, '--date', '2026-11-24').out).toContain('9 shapes');
  });

  it('makes a chip of the user silicon grade, with the overlay of the chip and of its fits together', () => {
    const chip = readCatalogue().chips.find(({ id }) => id === 'h100-sxm')!;
    const mine = { ...chip, id: 'acme-x1', name: 'Acme X1', aliases: [], vendor: 'Acme', architecture: 'acme' };
    const chips = file('chip.yaml', JSON.stringify({ chips: [mine] }));
    const own = file('own.csv', [HEAD, ...LINES].join('\n').replaceAll('h100,', 'acme-x1,'));
    const fits = join(folder, 'own.yaml');
    const { code, err } = run('--rows', own, '--date', '2026-11-24', '--overlay', chips, '--out', fits);
    expect([code, err]).toEqual([0, expect.stringContaining('own.yaml')]);
    const kernel = { id: 'x', kind: 'gemm', op: 'gemm', hardware: { accelerator: 'acme-x1' } };
    const asked = { ...kernel, config: { m: 256, n: 4096, k: 4096, dtype: 'bf16' }, measured: { time_us: 25 } };
    const question = file('ask.json', JSON.stringify([asked]));
    const grade = (overlay: string): string => {
      const answer = join(folder, 'answer.json');
      expect(ridgepoint(['validate', '--rows', question, '--json', answer, '--overlay', overlay]).code).toBe(0);
      return JSON.parse(readFileSync(answer, 'utf8')).rows[0].grade;
    };
    expect(grade(chips)).toBe('datasheet');
    expect(grade(`${chips},${fits}`)).toBe('silicon');
    const plan = ['estimate', 'train', '--model', 'llama-3.1-8b', '--on', 'acme-x1', '--gpus', '64', '--tokens', '1T'];
    const both = ridgepoint([...plan, '--tp', '2', '--overlay', chips, '--overlay', fits]);
    expect([both.code, both.err]).toEqual([0, '']);
    expect(both.out.replace(/\s+/g, ' ')).toMatch(
      /kernels by your own rows gemm bf16, ±\d+ % \[own\.csv, 2026-11-24\]/,
    );
    const serve = [
      'estimate',
      'serve',
      '--model',
      'llama-3.1-8b',
      '--on',
      'acme-x1',
      '--rate',
      '1/s',
      '--input',
      '1000',
      '--output',
      '200',
      '--overlay',
      chips,
    ];
    expect(ridgepoint([...serve, '--overlay', fits, '--lang', 'zh-CN']).out).toContain('按您的实测拟合的算子');
  });

  it('says which overlays use a fit together, and refuses one of them without its chip', () => {
    const chip = readCatalogue().chips.find(({ id }) => id === 'h100-sxm')!;
    const mine = { ...chip, id: 'acme-x2', name: 'Acme X2', aliases: [], vendor: 'Acme', architecture: 'acme' };
    const chips = file('x2.yaml', JSON.stringify({ chips: [mine] }));
    const own = file('x2.csv', [HEAD, ...LINES].join('\n').replaceAll('h100,', 'acme-x2,'));
    const fits = join(folder, 'x2-fits.yaml');
    const { out } = run('--rows', own, '--date', '2026-11-24', '--overlay', chips, '--out', fits);
    expect(out.replace(/\s+/g, ' ')).toContain(`--overlay ${chips} --overlay ${fits}`);
    const alone = ridgepoint(['catalogue', 'ls', 'chips', '--overlay', fits]);
    expect([alone.code, alone.err]).toEqual([2, expect.stringMatching(/acme-x2[\s\S]*--overlay/)]);
  });

  it('fits a factor of the step time to training rows and says that plans read it', () => {
    // Published runs as they would be on machines of half the speed again.
    const rows = JSON.parse(readFileSync('tests/validation/fixtures/training-rows.json', 'utf8')) as {
      readonly measured: Readonly<Record<string, number>>;
    }[];
    const slower = rows.map((row) => {
      const measured = Object.entries(row.measured).map(([key, value]) =>
        key === 'step_time_s' ? [key, value * 1.5] : key.startsWith('memory') ? [key, value] : [key, value / 1.5],
      );
      return { ...row, measured: Object.fromEntries(measured) };
    });
    const out = join(folder, 'steps.yaml');
    const { code, out: page } = run(
      '--rows',
      file('slower.json', JSON.stringify(slower)),
      '--date',
      '2026-11-24',
      '--out',
      out,
    );
    expect(code).toBe(0);
    expect(page).toContain('Plans with the overlay multiply step times');
    expect(readFileSync(out, 'utf8')).toMatch(/"id":"step-factor\.[a-z0-9.-]+"/);
    expect(ridgepoint(['catalogue', 'check', '--overlay', out]).code).toBe(0);
  });

  it.each([
    ['few shapes', [HEAD, ...LINES.slice(0, 5)].join('\n'), 'a fit needs 8'],
    ['an unknown chip', [HEAD, ...LINES].join('\n').replaceAll('h100,', 'h100-smx9,'), 'h100-sxm'],
    ['milliseconds by name', [HEAD, ...LINES].join('\n').replace('time_us', 'time_ms'), 'nearest: time_us'],
    [
      'milliseconds by size',
      [HEAD, ...LINES.map((l) => l.replace(/,([\d.]+),mine/, (_, t) => `,${t / 1000},mine`))].join('\n'),
      'look like ms',
    ],
    ['no table', 'hello', 'no known table'],
    ['nothing', '', 'holds no rows'],
  ])('refuses %s with what would work, and writes nothing', (name, text, says) => {
    const out = join(folder, 'never.yaml');
    const path = file(`bad-${name.replaceAll(' ', '-')}.csv`, text);
    const { code, out: page, err } = run('--rows', path, '--date', '2026-11-24', '--out', out);
    expect([code, page]).toEqual([2, '']);
    expect(err.replace(/\s+/g, ' ')).toContain(says);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a missing day, a missing file and one that is too large', () => {
    expect(run('--rows', rows)).toMatchObject({ code: 2, err: expect.stringContaining('--date') });
    expect(run('--rows', join(folder, 'none.csv'), '--date', '2026-11-24')).toMatchObject({ code: 2, out: '' });
    const large = file('large.csv', Buffer.alloc(33 * 2 ** 20, 'a'));
    expect(run('--rows', large, '--date', '2026-11-24')).toMatchObject({
      code: 2,
      err: expect.stringContaining('MiB'),
    });
  });
});
