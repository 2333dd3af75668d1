import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { WIDTHS } from '../../engine/src/trust/index.ts';
import { displayWidth } from '../../engine/src/units/index.ts';

const FIXTURE = 'tests/validation/fixtures/training-rows.json';
const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, ['cli/bin/ridgepoint.mjs', 'validate', ...words], { encoding: 'utf8' });

describe('ridgepoint validate', () => {
  it('prints tables of at most 80 columns and writes one prediction a measured quantity', () => {
    const out = join(folder, 'out.json');
    const { status, stdout } = run('--rows', FIXTURE, '--json', out, '--worst', '3');
    expect(status).toBe(0);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    const written = JSON.parse(readFileSync(out, 'utf8')) as { rows: { id: string }[]; summary: unknown[] };
    const rows = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { id: string }[];
    expect(new Set(written.rows.map((row) => row.id))).toEqual(new Set(rows.map((row) => row.id)));
    expect(written.summary.length).toBeGreaterThan(20);
  });

  it.each(['en', 'zh-CN'] as const)('words its tables in %s, within 80 columns', (lang) => {
    const words = messagesFor(lang).face.validate;
    for (const [key, width] of Object.entries(WIDTHS))
      expect(displayWidth(words[key as keyof typeof WIDTHS]), key).toBeLessThan(width + (key === 'what' ? 1 : 0));
    const { status, stdout } = run('--rows', FIXTURE, '--worst', '2', '--lang', lang);
    expect(status).toBe(0);
    for (const line of stdout.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    const [head = ''] = stdout.split('\n');
    expect(head.split(/ +/)).toEqual((Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]).map((key) => words[key]));
    for (const word of [words.chip, words.refusals, words.repairs, words.ratio]) expect(stdout).toContain(word);
    if (lang === 'zh-CN') expect(stdout).not.toMatch(/^(?:family|chip|row|refused|rows left out) /m);
  });

  it('reads gzip, and keeps only the families asked for', () => {
    const zipped = join(folder, 'rows.json.gz');
    writeFileSync(zipped, gzipSync(readFileSync(FIXTURE)));
    const { status, stdout } = run('--rows', zipped, '--family', 'korthikanti');
    expect(status).toBe(0);
    expect(stdout).toContain('korthikanti-2022/a100');
    expect(stdout).not.toContain('vtrain');
  });

  it('refuses what is no corpus, in one sentence', () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"rows": 1}');
    for (const path of [bad, join(folder, 'none.json'), 'package.json'])
      expect(run('--rows', path)).toMatchObject({ status: 2, stdout: '' });
  });

  it.each([
    ['en', 'not JSON at line 2, column 6', 'an array of rows is wanted', 'gzip data end'],
    ['zh-CN', '第 2 行第 6 列', '应为行的数组', 'gzip 数据不完整'],
  ])('says in %s where a file stops being JSON, and what is wrong with what is none', (lang, place, noRows, cut) => {
    const said = (name: string, content: string | Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return run('--rows', path, '--lang', lang).stderr.replace(/\s+/g, ' ');
    };
    expect(said('cut.json', '[{"a":1},\n{"b" 2}]')).toContain(place);
    expect(said('one.json', '{"rows": 1}')).toContain(noRows);
    expect(said('rows.gz', gzipSync('[1, 2, 3, 4, 5, 6, 7, 8]').subarray(0, 20))).toContain(cut);
  });
});
