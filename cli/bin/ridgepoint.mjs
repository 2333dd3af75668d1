#!/usr/bin/env node
// The launcher: in a clone it rebuilds when a source file is newer than the bundle; then it runs the bundle.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inClone = existsSync(fileURLToPath(new URL('../src/main.ts', import.meta.url)));
if (inClone) {
  const { isStale } = await import('./stale.mjs');
  if (isStale()) await (await import('./build.mjs')).build();
}
await import('../dist/main.mjs');
