import type { RequestColumns } from './columns.ts';

/** Places of waiting requests in the order in which they are to run: a ring that grows. */
export class WaitingLine {
  length = 0;
  #ring = new Int32Array(64);
  #first = 0;
  readonly #requests: RequestColumns;
  readonly #byPriority: boolean;

  constructor(requests: RequestColumns, byPriority: boolean) {
    this.#requests = requests;
    this.#byPriority = byPriority;
  }

  at(index: number): number {
    return this.#ring[(this.#first + index) & (this.#ring.length - 1)]!;
  }

  /** Joins the end; where priorities count, behind all that are as urgent or more. */
  join(request: number): void {
    let index = this.length;
    if (this.#byPriority) while (index > 0 && this.#before(request, this.at(index - 1))) index--;
    this.#insert(index, request);
  }

  /** Comes back to the front; where priorities count, before all that are as urgent or less. */
  rejoin(request: number): void {
    let index = 0;
    if (this.#byPriority) while (index < this.length && this.#before(this.at(index), request)) index++;
    this.#insert(index, request);
  }

  removeAt(index: number): void {
    const ring = this.#ring;
    const mask = ring.length - 1;
    if (index === 0) this.#first = (this.#first + 1) & mask;
    else
      for (let i = index; i < this.length - 1; i++)
        ring[(this.#first + i) & mask] = ring[(this.#first + i + 1) & mask]!;
    this.length--;
  }

  #before(a: number, b: number): boolean {
    const { priority, arrival, id } = this.#requests;
    if (priority[a] !== priority[b]) return priority[a]! > priority[b]!;
    return arrival[a] !== arrival[b] ? arrival[a]! < arrival[b]! : id[a]! < id[b]!;
  }

  #insert(index: number, request: number): void {
    if (this.length === this.#ring.length) this.#grow();
    const ring = this.#ring;
    const mask = ring.length - 1;
    if (index === 0) {
      this.#first = (this.#first - 1) & mask;
    } else {
      for (let i = this.length; i > index; i--) ring[(this.#first + i) & mask] = ring[(this.#first + i - 1) & mask]!;
    }
    ring[(this.#first + index) & mask] = request;
    this.length++;
  }

  #grow(): void {
    const wide = new Int32Array(2 * this.#ring.length);
    for (let i = 0; i < this.length; i++) wide[i] = this.at(i);
    this.#ring = wide;
    this.#first = 0;
  }
}
