import { refuse } from '../input-error.ts';
import { deeperThan, MAX_DEPTH, MAX_NODES } from './plain-data.ts';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** What of the package `yaml` is needed; whoever reads files brings it along. */
export interface YamlLibrary {
  readonly LineCounter: new () => { linePos(offset: number): { readonly line: number } };
  parseDocument(text: string, options: object): YamlDocument;
  visit(of: never, visitor: (key: unknown, node: unknown) => void): void;
  isAlias(node: unknown): boolean;
  isMap(node: unknown): boolean;
  isScalar(node: unknown): boolean;
}

interface YamlDocument {
  readonly errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly pos: readonly [number, number];
  }[];
  toJS(options: { readonly maxAliasCount: number }): unknown;
}

/**
 * One YAML document (or JSON, which is YAML) as plain data. Size was checked while reading; depth is checked on the text,
 * since the parser takes a second for 20,000 brackets. No aliases, no keys that reach into prototypes. Throws InputError.
 */
export function yamlData(text: string, file: string, yaml: YamlLibrary): unknown {
  if (text.trim() === '') throw refuse('text-empty', file);
  if (deeperThan(text, MAX_DEPTH)) throw refuse('too-deep', file, { values: { max: MAX_DEPTH } });
  // Every value but the first follows a comma or a new line in practice; the parser takes a second for 200,000.
  if ((text.match(/[,\n]/g)?.length ?? 0) > MAX_NODES)
    throw refuse('too-many-nodes', file, { values: { max: MAX_NODES } });
  const lines = new yaml.LineCounter();
  const parsed = yaml.parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const error = parsed.errors[0];
  if (error)
    throw refuse('yaml-syntax', file, {
      values: { line: lines.linePos(error.pos[0]).line, code: error.code, reason: oneLine(error.message) },
    });
  yaml.visit(parsed as never, (_, node) => {
    if (yaml.isAlias(node)) throw refuse('yaml-alias', file, { value: (node as { source: string }).source });
    if (!yaml.isMap(node)) return;
    for (const { key } of (node as { items: readonly { key: unknown }[] }).items) {
      const name = yaml.isScalar(key) ? String((key as { value: unknown }).value) : '';
      if (FORBIDDEN.has(name)) throw refuse('forbidden-key', file, { value: name });
    }
  });
  const data: unknown = parsed.toJS({ maxAliasCount: 0 });
  if (data === null || data === undefined) throw refuse('text-empty', file);
  return data;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);
