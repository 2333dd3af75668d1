import type { PeekableSource } from '../request.ts';
import { EventHeap } from './event-heap.ts';

/** Several sources as one, in order of arrival; requests and sessions are numbered anew. Sources that share block ids share prefixes. */
export function merged(sources: readonly PeekableSource[]): PeekableSource {
  const heap = new EventHeap<{ readonly source: number; readonly at: number }>();
  /** When each source's next request comes, as far as it is known: entries of the heap that say otherwise are out of date. */
  const entered = sources.map(() => Number.POSITIVE_INFINITY);
  const loops = sources.some((source) => source.finished);
  const owners = new Map<number, { source: number; id: number; session: number }>();
  const totals = sources.map(({ total }) => total);
  let id = 0;
  const enter = (source: number): void => {
    const at = sources[source]!.peek();
    if (at !== entered[source] && at < Number.POSITIVE_INFINITY) heap.push(at, { source, at });
    entered[source] = at;
  };
  for (let i = 0; i < sources.length; i++) enter(i);
  const peek = (): number => {
    while (heap.top && heap.top.at !== entered[heap.top.source]) heap.pop();
    return heap.first;
  };
  return {
    ...(totals.every((total) => total !== undefined) && { total: totals.reduce((sum, total) => sum! + total!, 0) }),
    peek,
    next(into) {
      if (peek() === Number.POSITIVE_INFINITY) return false;
      const { source } = heap.pop();
      entered[source] = Number.NaN;
      if (!sources[source]!.next(into)) return false;
      if (loops) owners.set(id, { source, id: into.id, session: into.session });
      into.id = id++;
      if (into.session >= 0) into.session = into.session * sources.length + source;
      enter(source);
      return true;
    },
    finished(done, _, seconds) {
      const owner = owners.get(done);
      if (!owner) return;
      owners.delete(done);
      sources[owner.source]!.finished?.(owner.id, owner.session, seconds);
      enter(owner.source);
    },
  };
}
