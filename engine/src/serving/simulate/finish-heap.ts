import type { RequestColumns } from './columns.ts';

/** Decoding requests by the tick of their last token, then by admission: a binary heap that also gives up any of its entries. */
export class FinishHeap {
  size = 0;
  #heap = new Int32Array(64);
  readonly #requests: RequestColumns;

  constructor(requests: RequestColumns) {
    this.#requests = requests;
  }

  /** Tick of the next finish; Infinity when nothing decodes. */
  get tick(): number {
    return this.size > 0 ? this.#requests.finishTick[this.#heap[0]!]! : Number.POSITIVE_INFINITY;
  }

  push(request: number): void {
    if (this.size === this.#heap.length) {
      const wide = new Int32Array(2 * this.size);
      wide.set(this.#heap);
      this.#heap = wide;
    }
    this.#rise(this.size++, request);
  }

  pop(): number {
    const top = this.#heap[0]!;
    this.remove(top);
    return top;
  }

  remove(request: number): void {
    const at = this.#requests.heapPlace[request]!;
    const last = this.#heap[--this.size]!;
    if (last === request) return;
    if (at > 0 && this.#before(last, this.#heap[(at - 1) >> 1]!)) this.#rise(at, last);
    else this.#sink(at, last);
  }

  #before(a: number, b: number): boolean {
    const { finishTick, sequence } = this.#requests;
    const d = finishTick[a]! - finishTick[b]!;
    return d !== 0 ? d < 0 : sequence[a]! < sequence[b]!;
  }

  #rise(from: number, request: number): void {
    const heap = this.#heap;
    const { heapPlace } = this.#requests;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#before(request, heap[up]!)) break;
      heap[at] = heap[up]!;
      heapPlace[heap[at]!] = at;
      at = up;
    }
    heap[at] = request;
    heapPlace[request] = at;
  }

  #sink(from: number, request: number): void {
    const heap = this.#heap;
    const { heapPlace } = this.#requests;
    let at = from;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= this.size) break;
      if (down + 1 < this.size && this.#before(heap[down + 1]!, heap[down]!)) down++;
      if (!this.#before(heap[down]!, request)) break;
      heap[at] = heap[down]!;
      heapPlace[heap[at]!] = at;
      at = down;
    }
    heap[at] = request;
    heapPlace[request] = at;
  }
}
