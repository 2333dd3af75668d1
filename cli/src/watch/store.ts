import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { type Decision, refuse } from '@ridgepoint/engine/operations';
import { nearest } from '@ridgepoint/engine/units';
import { readText, writeWhole } from '../files.ts';

/** Beside the scenarios, so that it is kept with them. */
export const FOLDER = '.ridgepoint';
/** Findings that feeds remember. */
const REMEMBERED = 100;

/** A saved decision with the facts on which it stood when it was last looked at. */
export interface Saved {
  readonly decision: Decision;
  /** Hash of the facts: `facts-<hash>.json.gz` beside. */
  readonly facts: string;
  readonly added: string;
}

/** One thing that was told, as feeds tell it. */
export interface Told {
  readonly id: string;
  readonly date: string;
  readonly title: string;
  readonly text: string;
  readonly finding: unknown;
}

interface Kept {
  readonly version: 1;
  readonly decisions: readonly Saved[];
  readonly told: readonly Told[];
}

/** What is kept in a folder; nothing where nothing was. Throws InputError for a file that is no list of ours. */
export function readStore(folder: string): Kept {
  const path = join(folder, 'watch.json');
  if (!existsSync(path)) return { version: 1, decisions: [], told: [] };
  const text = readText(path);
  try {
    const kept = JSON.parse(text) as Kept;
    if (kept.version === 1 && Array.isArray(kept.decisions) && Array.isArray(kept.told)) return kept;
  } catch {
    // told below
  }
  throw refuse('wrong-type', path, { value: text.slice(0, 40), values: { expected: 'watch.json' } });
}

/** Writes the list whole, and takes away facts that nothing refers to any more. */
export function writeStore(folder: string, kept: Kept, before: Kept): void {
  mkdirSync(folder, { recursive: true });
  const { decisions, told } = kept;
  writeWhole(
    join(folder, 'watch.json'),
    `${JSON.stringify({ version: 1, decisions, told: told.slice(0, REMEMBERED) }, null, 1)}\n`,
  );
  const used = new Set(decisions.map(({ facts }) => facts));
  for (const { facts } of before.decisions) if (!used.has(facts)) rmSync(factsFile(folder, facts), { force: true });
}

/** Keeps facts under the hash of what they say. */
export function keepFacts(folder: string, catalogue: Catalogue): string {
  const text = JSON.stringify(catalogue);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const path = factsFile(folder, hash);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, gzipSync(text));
  }
  return hash;
}

/** Facts as they were. Throws InputError where they are not there any more. */
export function factsOf(folder: string, hash: string): Catalogue {
  const path = factsFile(folder, hash);
  if (!existsSync(path)) throw refuse('file-missing', path);
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Catalogue;
}

const factsFile = (folder: string, hash: string): string =>
  join(folder, `facts-${hash.replace(/[^0-9a-f]/g, '')}.json.gz`);

/** The decision of a name. Throws InputError with the names that are near. */
export function savedOf(kept: Kept, name: string): Saved {
  const found = kept.decisions.find(({ decision }) => decision.name === name);
  if (found) return found;
  const names = kept.decisions.map(({ decision }) => decision.name);
  const near = nearest(name, names);
  throw refuse('no-watch', name, { value: name, nearest: near.length > 0 ? near : names.slice(0, 3) });
}
