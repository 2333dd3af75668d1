// Builds catalogue/dist/catalogue.json from the YAML files, then bundles the command line into cli/dist.
// Usage: node cli/bin/build.mjs            (run by `npm run build`, by `prepare`, and by the launcher when sources changed)
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildKernels } from '../../lab/build.mjs';
import { accuracy, bundle, json, root } from './stale.mjs';

export async function build() {
  const { build: esbuild } = await import('esbuild');
  // HiGHS looks for its WebAssembly beside its own file, so it stays where it was installed.
  const external = ['highs', 'koffi'];
  const shared = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', external };
  const require =
    "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);";
  const builder = join(root, 'catalogue/dist/build.mjs');
  await esbuild({
    ...shared,
    entryPoints: [join(root, 'catalogue/src/build.ts')],
    outfile: builder,
    banner: { js: require },
  });
  const { buildCatalogue } = await import(`${pathToFileURL(builder).href}?${Date.now()}`);
  buildCatalogue(join(root, 'catalogue'), json);
  const out = dirname(bundle);
  mkdirSync(out, { recursive: true });
  // Half the text to read is half the time before the first answer.
  const small = { ...shared, minify: true, sourcemap: 'linked' };
  const { metafile } = await esbuild({
    ...small,
    format: 'cjs',
    charset: 'ascii',
    entryPoints: { program: join(root, 'cli/src/whole.ts') },
    outdir: out,
    entryNames: '[name]-[hash]',
    metafile: true,
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: '(function (exports, require, module, bundleUrl, importBeside) {"use strict";' },
    footer: { js: '})' },
  });
  const program = Object.keys(metafile.outputs)
    .map((path) => basename(path))
    .find((name) => name.endsWith('.js'));
  escapeRest(join(out, program));
  await esbuild({
    ...small,
    entryPoints: [join(root, 'cli/src/main.ts')],
    outfile: bundle,
    define: { PROGRAM: JSON.stringify(program) },
  });
  removeOld(out, program);
  await buildKernels();
  // Loaded when they are asked for: of the lab GPT-2's table of tokens alone is as large as everything else.
  await esbuild({
    ...small,
    entryPoints: { lab: join(root, 'lab/src/index.ts'), workbook: join(root, 'cli/src/workbook/write-sheets.ts') },
    outdir: out,
    splitting: true,
    chunkNames: 'lab/[name]-[hash]',
  });
  for (const name of ['kernels.wasm', 'kernels-relaxed.wasm'])
    copyFileSync(join(root, 'lab/dist', name), join(out, name));
  for (const name of ['catalogue.json', 'kernels.json'])
    copyFileSync(join(dirname(json), name), join(dirname(bundle), name));
  copyFileSync(accuracy, join(dirname(bundle), 'accuracy.json'));
  // A clone reads examples/casebook itself; an installed copy has no examples.
  rmSync(join(dirname(bundle), 'casebook'), { recursive: true, force: true });
  cpSync(join(root, 'examples/casebook'), join(dirname(bundle), 'casebook'), { recursive: true });
  utimesSync(bundle, new Date(), new Date());
  // The first run leaves what it compiled for those that follow.
  if (!readdirSync(out).some((name) => name.startsWith(`${program}.${process.version}-`)))
    spawnSync(process.execPath, [bundle, 'start'], { stdio: 'ignore' });
}

/** esbuild escapes what is not ASCII in strings and leaves it in regular expressions, where \uXXXX means the same. */
function escapeRest(file) {
  const text = readFileSync(file, 'utf8');
  const plain = text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (plain !== text) writeFileSync(file, plain);
}

/** What earlier builds left; what was written in the last minutes may still be read by a process that is running. */
function removeOld(folder, program) {
  for (const name of readdirSync(folder)) {
    if (!/\.(m?js|map|cache)$/.test(name) || /^main\.mjs/.test(name) || name.startsWith(program)) continue;
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > 600_000) rmSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
