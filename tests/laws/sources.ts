import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Tests run from the repository's root. */
export const ROOT = process.cwd();

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache']);

/** Paths of every file under `folder` that is not installed or built. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.isSymbolicLink()) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [relative(ROOT, join(ROOT, path)).split(sep).join('/')];
  });
}

export const read = (path: string): SourceFile => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

export const isTest = (path: string): boolean => path.endsWith('.test.ts');
export const isGenerated = (path: string): boolean => /\.generated\.|\/fixtures\//.test(path);

/** Hand-written TypeScript without tests. */
export const handWritten = (folders: readonly string[]): SourceFile[] =>
  folders
    .flatMap(filesUnder)
    .filter((path) => /\.tsx?$/.test(path) && !isTest(path) && !isGenerated(path))
    .map(read);
