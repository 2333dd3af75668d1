// Compiles the kernels (AssemblyScript) to wasm, with relaxed SIMD and without, where their sources are newer.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./assembly/', import.meta.url));
const out = fileURLToPath(new URL('./dist/', import.meta.url));
const KINDS = { kernels: [], 'kernels-relaxed': ['--enable', 'relaxed-simd'] };

export async function buildKernels() {
  const newest = Math.max(...readdirSync(sources).map((name) => statSync(sources + name).mtimeMs));
  for (const [name, more] of Object.entries(KINDS)) {
    const file = `${out}${name}.wasm`;
    if (existsSync(file) && statSync(file).mtimeMs > newest) continue;
    mkdirSync(out, { recursive: true });
    const { main } = await import('assemblyscript/asc');
    const { error, stderr } = await main([
      `${sources}index.ts`,
      ...['--outFile', file, '--baseDir', sources, '--runtime', 'stub', '--noAssert', '-O3', '--converge'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--noExportMemory'],
      ...['--enable', 'threads', '--enable', 'simd', ...more],
    ]);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
