import { refuse } from '../input-error.ts';

export const MAX_DEPTH = 64;
export const MAX_NODES = 100_000;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Walks parsed data before any schema sees it: at most 64 deep, at most 100,000 nodes, no key that reaches into
 * JavaScript's prototypes. Throws InputError. Works without recursion, so depth cannot exhaust the stack.
 */
export function checkPlainData(data: unknown): void {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: data, path: '', depth: 1 }];
  let nodes = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    if (++nodes > MAX_NODES) throw refuse('too-many-nodes', '', { values: { max: MAX_NODES } });
    const { value, path, depth } = node;
    if (value === null || typeof value !== 'object') continue;
    if (depth > MAX_DEPTH) throw refuse('too-deep', '', { values: { max: MAX_DEPTH } });
    for (const key of Object.keys(value)) {
      const inner = path === '' ? key : `${path}.${key}`;
      if (FORBIDDEN_KEYS.has(key)) throw refuse('forbidden-key', inner.slice(0, 80), { value: key });
      open.push({ value: (value as Record<string, unknown>)[key], path: inner, depth: depth + 1 });
    }
  }
}

/** More dashes in a row than may nest, wherever in a line they begin (after `---`, a tag, a byte order mark). */
const RUN = /(?:[-?:][ \t]+){65}/;

/**
 * Deepest nesting a YAML or JSON text can have, found without parsing: open brackets plus block levels by indentation
 * and runs of `- - -`. Quotes are not understood on purpose, so no quote can hide a bracket. Stops counting above `limit`.
 */
export function deeperThan(text: string, limit: number): boolean {
  let brackets = 0;
  const columns: number[] = [];
  for (const line of text.split('\n')) {
    if (RUN.test(line)) return true;
    const lead = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? '';
    // Dashes nest with nothing after them, too: `- - -`.
    if (/[-?:]/.test(lead) || (lead.length < line.length && line[lead.length] !== '#')) {
      const start = Math.max(0, lead.search(/[^ \t]|$/));
      while (columns.length > 0 && columns.at(-1)! >= start) columns.pop();
      for (let column = start; column <= lead.length; column++)
        if (column === lead.length || /[-?:]/.test(lead[column]!)) columns.push(column);
    }
    for (let i = lead.length; i < line.length; i++) {
      const c = line.charCodeAt(i);
      if (c === 0x5b || c === 0x7b) brackets++;
      else if ((c === 0x5d || c === 0x7d) && brackets > 0) brackets--;
      if (brackets + columns.length > limit) return true;
    }
    if (brackets + columns.length > limit) return true;
  }
  return false;
}
