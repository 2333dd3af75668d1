import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCheckpoint } from '../../lab/src/checkpoint/checkpoint.ts';
import { prepare } from '../../lab/src/tokens/prepare.ts';
import { FRESH_SEED, inputs } from '../effort.ts';
import { root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const KILLS = inputs(3, 2);
const [data, out] = [join(folder, 'data'), join(folder, 'out')];

/** Trains, saving at every step, and is killed at some moment after its first checkpoint of this life. */
async function killed(resumed: boolean, milliseconds: number): Promise<void> {
  const words = ['lab', 'train', `--dataset=${data}`, `--out_dir=${out}`, '--eval_interval=1', '--eval_iters=1'];
  const model = resumed ? ['--init_from=resume'] : ['--n_layer=2', '--n_head=2', '--n_embd=64'];
  const more = ['--always_save_checkpoint=True', '--max_iters=1000000', '--threads=1', '--blas=off', '--json'];
  const how = [...words, ...model, '--block_size=16', '--batch_size=2', ...more];
  const child = spawn(process.execPath, [join(root, 'cli/bin/ridgepoint.mjs'), ...how]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('"saved"')) resolve();
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.once('exit', () => reject(new Error(said)));
  });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await ended;
}

it(
  `killed at any moment, a run has a checkpoint that loads (seed ${FRESH_SEED})`,
  async () => {
    const text = join(folder, 'words.txt');
    writeFileSync(text, 'the cat sat on the mat and the dog sat on the log; '.repeat(20));
    await prepare({ names: [text], out: data, characters: true });
    let reached = 0;
    for (let i = 0; i < KILLS; i++) {
      // Spread by the golden ratio over the time that a few saves take.
      await killed(i > 0, ((FRESH_SEED + i) * 0.618034 * 40) % 40);
      const { iteration, tensors } = readCheckpoint(out);
      expect(iteration).toBeGreaterThan(reached);
      expect(tensors.size).toBeGreaterThan(30);
      reached = iteration;
      // What was not finished is beside, at most one, and goes when the next run saves.
      const names = readdirSync(out).filter((name) => name !== 'ckpt.safetensors');
      for (const name of names) expect(name).toMatch(/^ckpt\.safetensors\.\d+\.half$/);
      expect(names.length).toBeLessThan(2);
    }
  },
  KILLS * 30_000,
);
