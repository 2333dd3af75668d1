// Tells whether sources are newer than what was built of them: asked before every answer in a clone, so no more than that is loaded.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bundle = `${root}cli/dist/main.mjs`;
export const json = `${root}catalogue/dist/catalogue.json`;
/** Written by `npm run accuracy` and shipped, so that an installed copy says what it is worth. */
export const accuracy = `${root}docs/accuracy.json`;
const SOURCES = ['engine/src', 'catalogue', 'cli/src', 'cli/bin', 'lab/src', 'lab/assembly'];

/** True when a source file is newer than what was built from it. */
export function isStale() {
  if (!existsSync(bundle) || !existsSync(json)) return true;
  const built = statSync(bundle).mtimeMs;
  if (statSync(accuracy).mtimeMs > built) return true;
  return SOURCES.some((folder) => newerThan(root + folder, built));
}

export function newerThan(folder, time) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (name === 'dist' || name === 'node_modules' || name.endsWith('.test.ts')) continue;
    const path = `${folder}/${name}`;
    if (entry.isDirectory() ? newerThan(path, time) : statSync(path).mtimeMs > time) return true;
  }
  return false;
}
