import { posix } from 'node:path';
import type { SourceFile } from './sources.ts';

export interface Import {
  /** As written: `../facts/index.ts`, `yaml`, `node:fs`. */
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const STATIC = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)(\s*\.\s*[A-Z])?/g;

/** Every import, re-export and dynamic import of a file. `import('./x.ts').Type` counts as a type. */
export function importsOf(file: SourceFile): Import[] {
  const text = file.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [
    ...[...text.matchAll(STATIC)].map((m) => ({ specifier: m[2]!, typeOnly: m[1] !== undefined })),
    ...[...text.matchAll(DYNAMIC)].map((m) => ({ specifier: m[1]!, typeOnly: m[2] !== undefined })),
  ];
}

/** The room or entry file of engine/src that an import leads to; undefined when it leads elsewhere. */
export function engineRoom(from: string, specifier: string): string | undefined {
  if (specifier === '@ridgepoint/engine') return 'index.ts';
  if (specifier.startsWith('@ridgepoint/engine/')) return specifier.split('/')[2];
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return path.startsWith('engine/src/') ? path.split('/')[2] : undefined;
}
