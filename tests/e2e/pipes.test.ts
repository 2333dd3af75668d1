import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from './ridgepoint.ts';

const bundle = fileURLToPath(new URL('../../cli/dist/main.mjs', import.meta.url));
const PLAN = ['plan', 'train', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--gpus', '64'];

/** Runs the command line with the reading end of one of its pipes closed before a word is written. */
function withClosed(which: 'stdout' | 'stderr', words: readonly string[]) {
  const child = spawn(process.execPath, [bundle, ...words], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const pipe of ['stdout', 'stderr'] as const)
    child[pipe].setEncoding('utf8').on('data', (text) => {
      said[pipe] += text;
    });
  child[which].destroy();
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, ...said })),
  );
}

describe('a reader that has gone', () => {
  it.each([PLAN, [...PLAN, '--json'], ['--help'], ['--version']])('ends the run quietly: %s', async (...words) => {
    expect(await withClosed('stdout', words)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('of remarks only leaves the answer', async () => {
    const { code, stdout } = await withClosed('stderr', [...PLAN, '--trace', '/dev/null/x']);
    expect([code, stdout]).toEqual([2, '']);
    const answered = await withClosed('stderr', PLAN);
    expect(answered.code).toBe(0);
    expect(answered.stdout).toContain('Fits.');
  });
});
