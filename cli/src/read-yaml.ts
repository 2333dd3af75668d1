import { deeperThan, MAX_DEPTH, MAX_NODES, refuse } from '@ridgepoint/engine/operations';
import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * One YAML document (or JSON, which is YAML) as plain data. Size was checked while reading; depth is checked on the text,
 * since the parser takes a second for 20,000 brackets. No aliases, no keys that reach into prototypes. Throws InputError.
 */
export function readYaml(text: string, file: string): unknown {
  if (text.trim() === '') throw refuse('text-empty', file);
  if (deeperThan(text, MAX_DEPTH)) throw refuse('too-deep', file, { values: { max: MAX_DEPTH } });
  // Every value but the first follows a comma or a new line in practice; the parser takes a second for 200,000.
  if ((text.match(/[,\n]/g)?.length ?? 0) > MAX_NODES)
    throw refuse('too-many-nodes', file, { values: { max: MAX_NODES } });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const error = document.errors[0];
  if (error)
    throw refuse('yaml-syntax', file, {
      values: { line: lines.linePos(error.pos[0]).line, reason: oneLine(error.message) },
    });
  visit(document, (_, node) => {
    if (isAlias(node)) throw refuse('yaml-alias', file, { value: node.source });
    if (!isMap(node)) return;
    for (const { key } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (FORBIDDEN.has(name)) throw refuse('forbidden-key', file, { value: name });
    }
  });
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  if (data === null || data === undefined) throw refuse('text-empty', file);
  return data;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);
