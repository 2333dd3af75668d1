/** Things in order of their time, equal times in the order in which they were put in. Columns, so that comparing reads numbers that lie together. */
export class EventHeap<T> {
  readonly #times: number[] = [];
  readonly #orders: number[] = [];
  readonly #items: T[] = [];
  #put = 0;

  get size(): number {
    return this.#items.length;
  }

  /** Time of the first; Infinity when there is none. */
  get first(): number {
    return this.#items.length > 0 ? this.#times[0]! : Number.POSITIVE_INFINITY;
  }

  /** The first thing, left in; undefined when there is none. */
  get top(): T | undefined {
    return this.#items[0];
  }

  push(at: number, item: T): void {
    const times = this.#times;
    let i = times.length;
    // The newest goes behind all of its time: it rises past later ones alone.
    times.push(at);
    this.#orders.push(this.#put);
    this.#items.push(item);
    while (i > 0) {
      const above = (i - 1) >> 1;
      if (!(at < times[above]!)) break;
      this.#move(above, i);
      i = above;
    }
    this.#set(i, at, this.#put++, item);
  }

  pop(): T {
    const times = this.#times;
    const orders = this.#orders;
    const items = this.#items;
    const top = items[0]!;
    const at = times.pop()!;
    const order = orders.pop()!;
    const item = items.pop()!;
    const size = items.length;
    if (size === 0) return top;
    let i = 0;
    for (;;) {
      let below = 2 * i + 1;
      if (below >= size) break;
      if (below + 1 < size && before(times[below + 1]!, orders[below + 1]!, times[below]!, orders[below]!)) below++;
      if (!before(times[below]!, orders[below]!, at, order)) break;
      this.#move(below, i);
      i = below;
    }
    this.#set(i, at, order, item);
    return top;
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#times[from]!, this.#orders[from]!, this.#items[from]!);
  }

  #set(to: number, at: number, order: number, item: T): void {
    this.#times[to] = at;
    this.#orders[to] = order;
    this.#items[to] = item;
  }
}

const before = (at: number, order: number, otherAt: number, otherOrder: number): boolean =>
  at < otherAt || (at === otherAt && order < otherOrder);
