import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type * as Program from './whole.ts';

/**
 * Bytes of bytecode a function runs before V8 looks whether to optimise it: more than Node 20's 67,584. A first answer is half a
 * second of code that is run for the first time, and optimising it took as much processor time again as running it. Later V8s
 * wait by themselves, and know no such flag.
 */
const PATIENT = '--interrupt-budget=500000';

/**
 * Garbage is marked when memory is short, not little by little beside the work: a first answer ends before any has to be. What runs
 * for long marks as Node does: a simulated week takes a tenth more processor time otherwise.
 */
const WHOLE_MARKING = '--no-incremental-marking';
const FIRST_ANSWER = 'start';

/**
 * The program beside this file, compiled from what V8 kept of an earlier run where there is such: 150 ms less to the first answer.
 * The cache is of this very script and this very Node: its name holds a hash of the one and the version of the other (V8 compares
 * no more of the script than its length).
 */
export function loadProgram(): typeof Program {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(PATIENT);
  if (process.argv[2] === FIRST_ANSWER) setFlagsFromString(WHOLE_MARKING);
  const url = new URL(`./${PROGRAM}`, import.meta.url).href;
  const file = fileURLToPath(url);
  const cache = `${file}.${process.version}-${process.arch}.cache`;
  // The build writes nothing but ASCII, which is read fastest as Latin-1.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: kept(cache),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  // A script from V8's cache cannot import by itself.
  const importBeside = (name: string): Promise<unknown> => import(new URL(name, import.meta.url).href);
  (script.runInThisContext() as Run)(module.exports, createRequire(url), module, url, importBeside);
  if (isMainThread && script.cachedDataRejected !== false) process.once('exit', () => keep(cache, script));
  return module.exports as typeof Program;
}

type Run = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  bundleUrl: string,
  importBeside: (name: string) => Promise<unknown>,
) => void;

/** Its name, put in by the build. */
declare const PROGRAM: string;

function kept(cache: string): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** After a run, so that what it has compiled is in it. Where nothing may be written each run compiles for itself. */
function keep(cache: string, script: Script): void {
  const half = `${cache}.${process.pid}`;
  try {
    writeFileSync(half, script.createCachedData(), { flag: 'wx' });
    renameSync(half, cache);
  } catch {
    rmSync(half, { force: true });
  }
}
