// Runs a TypeScript script of the repository: node cli/bin/run.mjs FILE [arguments]
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build } from './build.mjs';
import { isStale, root } from './stale.mjs';

const [file, ...rest] = process.argv.slice(2);
if (!file) throw new Error('usage: node cli/bin/run.mjs FILE [arguments]');
if (isStale()) await build();
const outfile = join(root, 'cli/dist/scripts', `${file.replace(/[^a-z0-9]+/gi, '-')}.mjs`);
await esbuild({
  entryPoints: [resolve(file)],
  outfile,
  bundle: true,
  external: ['highs'],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  banner: { js: "import { createRequire as r_ } from 'node:module'; const require = r_(import.meta.url);" },
});
process.argv = [process.argv[0], outfile, ...rest];
await import(pathToFileURL(outfile).href);
