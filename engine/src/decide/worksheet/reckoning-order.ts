import { nearest } from '../../units/index.ts';
import { WorksheetError } from './worksheet-error.ts';

/**
 * The lines in an order in which each comes after what it uses; among those that are free, in the order written.
 * Throws WorksheetError for a name that is no line and for lines that use each other, with the ring of names.
 */
export function reckoningOrder(names: readonly string[], uses: (name: string) => readonly string[]): string[] {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  // Without recursion: a worksheet may be one long chain.
  for (const start of names) {
    const path: { name: string; rest: string[] }[] = [];
    const open = (name: string) => {
      state.set(name, 'open');
      path.push({ name, rest: [...uses(name)] });
    };
    if (!state.has(start)) open(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        state.set(top.name, 'done');
        order.push(top.name);
        path.pop();
        continue;
      }
      if (!names.includes(next))
        throw new WorksheetError('unknown-line', { name: next }, top.name, nearest(next, names));
      if (state.get(next) === 'done') continue;
      if (state.get(next) === 'open') {
        const ring = [...path.slice(path.findIndex(({ name }) => name === next)).map(({ name }) => name), next];
        throw new WorksheetError('cycle', { ring: ring.join(' → ') }, top.name);
      }
      open(next);
    }
  }
  return order;
}
