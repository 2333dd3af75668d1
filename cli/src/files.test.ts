import { spawn, spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@ridgepoint/engine/operations';
import { afterAll, describe, expect, it } from 'vitest';
import { checkWritable, writeWhole } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

describe('checkWritable', () => {
  it('refuses what writeWhole would, and writes nothing', () => {
    const refused = (path: string) => {
      try {
        checkWritable(path);
      } catch (error) {
        return (error as InputError).problem.code;
      }
      return undefined;
    };
    expect(refused(folder)).toBe('file-folder');
    expect(refused(at('none/x.json'))).toBe('file-unwritable');
    expect(refused(at('x.json'))).toBeUndefined();
    expect(readdirSync(folder)).not.toContain('x.json');
    expect(refused('/dev/null')).toBeUndefined();
  });
});

describe('writeWhole', () => {
  it('makes and replaces a file and leaves nothing beside it', () => {
    writeWhole(at('a.txt'), 'one');
    writeWhole(at('a.txt'), 'two');
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('two');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('follows a link and leaves it a link', () => {
    writeFileSync(at('real.txt'), 'old');
    symlinkSync(at('real.txt'), at('link.txt'));
    writeWhole(at('link.txt'), 'new');
    expect(lstatSync(at('link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('real.txt'), 'utf8')).toBe('new');
  });

  it('writes into a pipe and never puts a file in its place', async () => {
    const pipe = at('pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.setEncoding('utf8').on('data', (text) => {
      read += text;
    });
    const text = 'x'.repeat(200_000); // more than a pipe holds
    writeWhole(pipe, text);
    await new Promise((resolve) => reader.once('close', resolve));
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(read).toBe(text);
  });

  it.each(['', 'none/x.txt', 'a.txt/x', 'x\0y'])('refuses "%s" by an InputError', (name) => {
    expect(() => writeWhole(at(name), 'text')).toThrow(InputError);
  });
});
