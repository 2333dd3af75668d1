import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = fileURLToPath(new URL('../../cli/dist/main.mjs', import.meta.url));

/** The day on which every command of a test is run: ages of prices do not change with the calendar. */
export const TODAY = '2026-11-29';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

/** Runs the built command line as a user would, without colours, in English unless the words say otherwise. */
export function ridgepoint(words: readonly string[], { input = '', env = {} as Record<string, string> } = {}): Ran {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...words], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8', RIDGEPOINT_TODAY: TODAY, ...env },
  });
  return { code: status, out: stdout, err: stderr, milliseconds: performance.now() - started };
}
