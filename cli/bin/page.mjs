// Builds the page (web/dist) of a clone where its sources are newer, and says so on a line of its own before it begins.
// Usage: node cli/bin/page.mjs             (run by `ridgepoint web` and `ridgepoint start --page`)
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newerThan, root } from './stale.mjs';

const web = join(root, 'web');
const built = join(web, 'dist');
/** What the page is made of. */
const SOURCES = ['web/src', 'web/public', 'engine/src', 'lab/src', 'lab/assembly', 'catalogue', 'examples'];
/** A folder of an earlier build that was broken off is older. */
const HALF_AN_HOUR_MS = 1_800_000;

function isStale() {
  const page = join(built, 'index.html');
  if (!existsSync(page)) return true;
  const time = statSync(page).mtimeMs;
  if (['index.html', 'vite.config.ts'].some((name) => statSync(join(web, name)).mtimeMs > time)) return true;
  return SOURCES.some((folder) => newerThan(join(root, folder), time));
}

/** Built beside the old page and put in its place at once: whoever is served the old one keeps it to the end. */
async function buildPage() {
  const { build } = await import('vite');
  const half = mkdtempSync(join(web, '.page-'));
  try {
    await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'error', build: { outDir: half } });
    const old = `${half}-old`;
    if (existsSync(built)) renameSync(built, old);
    renameSync(half, built);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(half, { recursive: true, force: true });
    removeBroken();
  }
}

function removeBroken() {
  for (const name of readdirSync(web)) {
    const path = join(web, name);
    if (name.startsWith('.page-') && Date.now() - statSync(path).mtimeMs > HALF_AN_HOUR_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

if (isStale()) {
  console.log('building');
  await buildPage();
}
