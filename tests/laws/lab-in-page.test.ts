import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOnly } from './code-only.ts';
import { importsOf } from './imports.ts';
import { read, type SourceFile } from './sources.ts';

/** What a page may take of packages, and what only Node has. */
const PACKAGES = ['pure-rand'];
const OF_NODE = /(?<![.\w$])(process|Buffer|require|__dirname)\b(?!\s*[:?=](?!=))/;

/** What of Node a file would bring into a page. */
const ofNode = (file: SourceFile): string[] => [
  ...importsOf(file)
    .filter(({ specifier, typeOnly }) => {
      if (specifier.startsWith('.') || typeOnly) return false;
      return !PACKAGES.includes(specifier.split('/')[0]!);
    })
    .map(({ specifier }) => `${file.path}: imports ${specifier}`),
  ...(OF_NODE.exec(codeOnly(file.text)) ?? []).slice(1).map((name) => `${file.path}: ${name}`),
];

/** A file and all that it leads to. */
function reachedFrom(path: string, seen = new Map<string, SourceFile>()): readonly SourceFile[] {
  if (!seen.has(path)) {
    const file = read(path);
    seen.set(path, file);
    for (const { specifier, typeOnly } of importsOf(file))
      if (specifier.startsWith('.') && !typeOnly) reachedFrom(posix.join(posix.dirname(path), specifier), seen);
  }
  return [...seen.values()];
}

describe('what a page takes of the lab', () => {
  const files = reachedFrom('lab/src/in-page.ts');

  it(`runs without Node (${files.length} files)`, () => {
    expect(files.map(({ path }) => path)).toContain('lab/src/model/program.ts');
    expect(files.flatMap(ofNode)).toEqual([]);
  });

  it.each([
    "import { readFileSync } from 'node:fs';",
    "import { load } from 'koffi';",
    'const x = Buffer.alloc(3);',
    'if (process.platform) {}',
  ])('catches %s', (text) => expect(ofNode({ path: 'lab/src/x.ts', text })).toHaveLength(1));

  it('is not all that the lab is', () => {
    expect(reachedFrom('lab/src/index.ts').flatMap(ofNode).length).toBeGreaterThan(5);
  });
});
