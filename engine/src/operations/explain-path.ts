import type { Because } from '../because/index.ts';
import { nearest } from '../units/index.ts';

/** Paths of an answer that are near to what was typed, else where its reasons begin. */
export function nearestPaths(tree: Because, wanted: string): string[] {
  const paths: string[] = [];
  const walk = (node: Because, at: string): void => {
    for (const inner of node.inputs ?? []) {
      const here = at === '' ? inner.name : `${at}.${inner.name}`;
      paths.push(here);
      if (paths.length < 5000) walk(inner, here);
    }
  };
  for (const part of tree.inputs ?? []) walk(part, '');
  const near = nearest(wanted, paths);
  return near.length > 0 ? near : paths.filter((p) => !p.includes('.')).slice(0, 4);
}
