/** Things in order of their time, equal times in the order in which they were put in. */
export class EventHeap<T> {
  readonly #entries: { at: number; order: number; item: T }[] = [];
  #put = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** Time of the first; Infinity when there is none. */
  get first(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** The first thing, left in; undefined when there is none. */
  get top(): T | undefined {
    return this.#entries[0]?.item;
  }

  push(at: number, item: T): void {
    const entries = this.#entries;
    const entry = { at, order: this.#put++, item };
    let i = entries.length;
    entries.push(entry);
    while (i > 0) {
      const above = (i - 1) >> 1;
      if (!before(entry, entries[above]!)) break;
      entries[i] = entries[above]!;
      i = above;
    }
    entries[i] = entry;
  }

  pop(): T {
    const entries = this.#entries;
    const top = entries[0]!;
    const last = entries.pop()!;
    if (entries.length > 0) {
      let i = 0;
      for (;;) {
        let below = 2 * i + 1;
        if (below >= entries.length) break;
        if (below + 1 < entries.length && before(entries[below + 1]!, entries[below]!)) below++;
        if (!before(entries[below]!, last)) break;
        entries[i] = entries[below]!;
        i = below;
      }
      entries[i] = last;
    }
    return top.item;
  }
}

const before = (a: { at: number; order: number }, b: { at: number; order: number }): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);
