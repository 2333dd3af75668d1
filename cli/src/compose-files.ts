import { basename, dirname } from 'node:path';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { type Field, type Operation, refuse } from '@ridgepoint/engine/operations';
import type { NamedData } from '@ridgepoint/engine/operations/link/scenario-text';
import { compose } from './compose.ts';

/** Several scenario files, each under a name of its own, with what flags say beside them. */
export interface SaidFiles {
  readonly data: Readonly<Record<string, unknown>>;
  readonly scenarios: readonly { readonly name: string; readonly data: Readonly<Record<string, unknown>> }[];
  readonly nameOf: (path: string) => string;
}

/** Reads the scenario files that an operation takes. Throws InputError where there are too few or too many. */
export async function composeFiles(
  catalogue: Catalogue,
  { files: wanted, command }: Pick<Operation, 'files' | 'command'>,
  files: readonly (string | NamedData)[],
  flags: ReadonlyMap<Field, string>,
): Promise<SaidFiles> {
  const { least, most } = wanted!;
  const words = command.join(' ');
  if (files.length < least)
    throw refuse('missing-argument', '', {
      value: Array.from({ length: least }, (_, i) => `<${'abcdef'[i]}.yaml>`).join(' '),
      values: { command: words },
    });
  if (files.length > most)
    throw refuse('excess-argument', '', { value: wordOf(files[most]!), values: { command: words } });
  const names = namesOf(files.map(wordOf));
  const scenarios = [];
  for (const [i, file] of files.entries()) {
    const { data } =
      typeof file === 'string' ? await compose(catalogue, { file, flags: new Map(), asserts: [], at: '' }) : file;
    scenarios.push({ name: typeof file === 'string' ? names[i]! : file.name, data });
  }
  const said = Object.fromEntries([...flags].map(([field, value]) => [field.path, value]));
  const flagOf = new Map([...flags].map(([field]) => [field.path, `--${field.flag}`]));
  return { data: { ...said, scenarios }, scenarios, nameOf: (path) => flagOf.get(path) ?? path };
}

const wordOf = (file: string | NamedData): string => (typeof file === 'string' ? file : file.name);

/** A file is known by its name; where two have one name, by its folder too. */
function namesOf(files: readonly string[]): string[] {
  const short = files.map((file) => (file === '-' ? '-' : basename(file).replace(/\.(ya?ml|json)$/i, '')));
  return short.map((name, i) => {
    const same = short.flatMap((other, j) => (other === name ? [j] : []));
    if (same.length === 1) return name;
    const folder = basename(dirname(files[i]!));
    const apart = new Set(same.map((j) => basename(dirname(files[j]!)))).size === same.length;
    return apart ? `${folder}/${name}` : `${name} (${same.indexOf(i) + 1})`;
  });
}
