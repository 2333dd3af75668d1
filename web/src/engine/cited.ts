import type { Because } from '@ridgepoint/engine/because';

/** More than these nobody reads. */
const MOST = 400;

/** The leaves of a tree of reasons that have a source, each once, in the order in which a reader would meet them. */
export function citedIn(tree: Because | null): readonly Because[] {
  const found = new Map<string, Because>();
  const walk = (node: Because): void => {
    if (found.size >= MOST) return;
    const { inputs = [], ...leaf } = node;
    for (const inner of inputs) walk(inner);
    if ((node.kind === 'fact' || node.kind === 'assumption') && node.source)
      found.set(`${node.name} ${node.value} ${node.source}`, leaf);
  };
  if (tree) walk(tree);
  return [...found.values()];
}
