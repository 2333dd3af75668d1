import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-out-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const estimate = ['estimate', 'train', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--gpus', '8', '--tp', '8'];
const written = (name: string, ...more: string[]): Buffer => {
  const path = join(folder, name);
  const said = ridgepoint([...estimate, ...more, '--out', path]);
  expect(said.code, said.err).toBe(0);
  return readFileSync(path);
};

describe('a file that is written', () => {
  it('is what its name says', () => {
    expect(JSON.parse(String(written('a.json'))).question.modelName).toBe('Llama 3.1 8B');
    expect(String(written('a.csv'))).toMatch(/\r\nmemory,peak,\d/);
    expect(String(written('a.MD'))).toMatch(/^# /);
    expect(String(written('a.txt'))).toBe(String(written('none')));
    expect(String(written('b.txt', '--csv'))).toBe(String(written('a.csv')));
  });

  it('is a workbook of the same numbers where its name says so', () => {
    const parts = unzipSync(new Uint8Array(written('a.xlsx')));
    const part = (name: string) => strFromU8(parts[name]!);
    const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(['figures', 'strategies', 'Sources']);
    expect(part('xl/sharedStrings.xml')).toContain('ridgepoint estimate train --model llama-3.1-8b');
    const [, peak] = /memory,peak,([\d.]+)/.exec(String(written('a.csv')))!;
    expect(part('xl/worksheets/sheet1.xml')).toContain(`<v>${peak}`);
  });

  it.each([
    ['a name that promises something else', [...estimate, '--out', 'x.parquet'], ['x.parquet', '.xlsx', 'x.json']],
    ['a form against the name', [...estimate, '--json', '--out', 'x.csv'], ['--json', 'x.csv', '--out x.json']],
    [
      'requests as a workbook',
      ['simulate', 'serve', '--model', 'llama-3.1-8b', '--on', 'l40s', '--rate', '1/s', '--requests-out', 'r.xlsx'],
      ['r.xlsx', '.parquet', 'r.csv'],
    ],
    ['a timeline as a table', [...estimate, '--trace', 't.csv'], ['--trace', 't.csv', 't.json']],
  ])('is refused under %s', (_, words, told) => {
    for (const lang of ['en', 'zh-CN']) {
      const { code, err, out } = ridgepoint([...words, '--lang', lang]);
      expect([code, out]).toEqual([2, '']);
      for (const word of told) expect(err.replace(/\s*\n\s*/g, ' ')).toContain(word);
    }
    expect(readdirSync('.').filter((name) => /^[xrt]\.(parquet|csv|xlsx|json)$/.test(name))).toEqual([]);
  });
});
