import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { root } from './ridgepoint.ts';

const bundle = fileURLToPath(new URL('../../cli/dist/main.mjs', import.meta.url));
/** A search of several seconds: a mixture of experts on 16,384 accelerators, long sequences, every schedule, with offload. */
const LONG =
  'plan train --model qwen3-235b-a22b --on h800-sxm --gpus 16384 --seq 131072 --batch 4096 --etp 1,2,4 --schedule 1f1b,interleaved,zero-bubble,zb-v,dualpipe --offload none,optimizer';

/** Runs the search and interrupts it after so long; a busy machine may not even have started it by then. */
async function interrupted(milliseconds: number) {
  const child = spawn(process.execPath, [bundle, ...LONG.split(' ')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8' },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const timer = setTimeout(() => child.kill('SIGINT'), milliseconds);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return { code, out, err };
}

it('Ctrl-C answers with the best so far and exit code 130', async () => {
  let answer = await interrupted(1200);
  for (const later of [3500, 7000, 14_000]) if (answer.out === '') answer = await interrupted(later);
  const { code, out, err } = answer;
  expect(err).toContain('this is the best so far');
  expect(code).toBe(130);
  expect(out).toMatch(/^\n {2}Fits\./);
  expect(out).toContain('cut short');
});
