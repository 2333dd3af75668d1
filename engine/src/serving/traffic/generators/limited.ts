import type { PeekableSource } from '../request.ts';

/**
 * At most so many requests of a source under way: later ones wait at the client and arrive when one is done, as under `--max-concurrency`
 * of benchmarks. Their wait is no part of what the engine is timed for.
 */
export function limited(source: PeekableSource, concurrency: number): PeekableSource {
  let unused = Math.max(1, Math.floor(concurrency));
  const freed: number[] = [];
  let head = 0;
  const peek = (): number => {
    if (unused > 0) return source.peek();
    return head < freed.length ? Math.max(source.peek(), freed[head]!) : Number.POSITIVE_INFINITY;
  };
  return {
    ...(source.total !== undefined && { total: source.total }),
    peek,
    next(into) {
      const at = peek();
      if (at === Number.POSITIVE_INFINITY || !source.next(into)) return false;
      into.arrival = at;
      if (unused > 0) unused--;
      else if (++head > 1024) {
        freed.splice(0, head);
        head = 0;
      }
      return true;
    },
    finished(id, session, seconds) {
      freed.push(seconds);
      source.finished?.(id, session, seconds);
    },
  };
}
