import type { Because } from '../because/index.ts';
import { nearest } from '../units/index.ts';

/** Paths of an answer that are near to what was typed, else where its reasons begin. */
export function nearestPaths(tree: Because, wanted: string): string[] {
  const paths: string[] = [];
  /** Numbers with reasons of their own, by their name; of those alike the first in the tree. */
  const named = new Map<string, string>();
  const walk = (node: Because, at: string): void => {
    for (const inner of node.inputs ?? []) {
      const here = at === '' ? inner.name : `${at}.${inner.name}`;
      paths.push(here);
      if (inner.inputs && !named.has(inner.name)) named.set(inner.name, here);
      if (paths.length < 5000) walk(inner, here);
    }
  };
  for (const part of tree.inputs ?? []) walk(part, '');
  // One word means a number by its own name, wherever it stands.
  const byName = wanted.includes('.') ? [] : nearest(wanted, [...named.keys()]).map((name) => named.get(name)!);
  const near = byName.length > 0 ? byName : nearest(wanted, paths);
  return near.length > 0 ? near : paths.filter((p) => !p.includes('.')).slice(0, 4);
}
