import { extname } from 'node:path';
import { refuse } from '@ridgepoint/engine/operations';
import type { Format } from './render.ts';

/** What a file holds whose name ends so; without an ending it is a page of text, as on the terminal. */
const FORMS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.md': 'md',
  '.markdown': 'md',
  '.xlsx': 'xlsx',
  '.txt': 'text',
  '': 'text',
};

/** What the file is to hold: as its name ends, or as was said where the name says nothing else. Throws InputError. */
export function formOf(out: string, said: Exclude<Format, 'text' | 'xlsx'> | undefined): Format {
  const ending = extname(out).toLowerCase();
  const named = Object.hasOwn(FORMS, ending) ? FORMS[ending]! : undefined;
  const base = out.slice(0, out.length - ending.length);
  if (said === undefined) {
    if (named === undefined) throw refuseEnding('--out', out, ['.json', '.csv', '.md', '.xlsx', '.txt']);
    return named;
  }
  // A page under the name of a table would be opened by what cannot read it.
  if (named !== undefined && named !== 'text' && named !== said)
    throw refuse('two-ways', 'format', { value: `--${said}, --out ${out}`, nearest: [`--out ${base}.${said}`] });
  return said;
}

/** A name whose ending promises what is not written. */
export const refuseEnding = (option: string, path: string, endings: readonly string[]) =>
  refuse('out-ending', option, {
    value: path,
    values: { endings: endings.join(', ') },
    nearest: [`${path.slice(0, path.length - extname(path).length)}${endings[0]}`],
  });

/** Refuses a file that would be written in another form than its name says; any name without an ending goes. Throws InputError. */
export function checkEnding(option: string, path: string | undefined, endings: readonly string[]): void {
  const ending = path === undefined ? '' : extname(path).toLowerCase();
  if (ending !== '' && !endings.includes(ending)) throw refuseEnding(option, path!, endings);
}
