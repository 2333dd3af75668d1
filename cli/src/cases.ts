import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '@ridgepoint/engine/operations';
import { nearest } from '@ridgepoint/engine/units';
import { readText } from './files.ts';

/** The casebook's folder: examples/casebook in a clone, beside the bundle when installed. */
function folder(): string {
  const clone = fileURLToPath(new URL('../../examples/casebook', import.meta.url));
  return existsSync(clone) ? clone : fileURLToPath(new URL('./casebook', import.meta.url));
}

const idsIn = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();

/** Every case as plain data, by id. Throws InputError. */
export async function readCases(): Promise<unknown[]> {
  const from = folder();
  const { readYaml } = await import('./read-yaml.ts');
  return idsIn(from).map((id) => readYaml(readText(join(from, `${id}.yaml`)), `${id}.yaml`));
}

/** One case by its id in any case of letters, or a file of the reader's own. Throws InputError. */
export async function readCase(asked: string): Promise<unknown> {
  const { readYaml } = await import('./read-yaml.ts');
  if (/\.ya?ml$/.test(asked) || asked === '-') return readYaml(readText(asked), asked);
  const from = folder();
  const ids = idsIn(from);
  const id = ids.find((known) => known.toLowerCase() === asked.toLowerCase());
  if (!id) throw refuse('unknown-case', asked, { value: asked, nearest: nearestCases(asked.toUpperCase(), ids) });
  return readYaml(readText(join(from, `${id}.yaml`)), `${id}.yaml`);
}

/** Ids near to what was typed; where none is, those that begin as it does for longest. */
function nearestCases(asked: string, ids: readonly string[]): readonly string[] {
  const near = nearest(asked, ids);
  if (near.length > 0) return near;
  const shared = (id: string): number => [...id].findIndex((letter, i) => letter !== asked[i]);
  return [...ids].sort((a, b) => shared(b) - shared(a)).slice(0, 2);
}
