import type { Request } from '../traffic/request.ts';

const NONE = new Int32Array(0);

/** Where a request of a replica stands. */
export const FREE = 0;
export const WAITING = 1;
/** Its prompt is being computed. */
export const PROMPT = 2;
export const DECODING = 3;
/** Finished here, its blocks wait to be fetched by another replica. */
export const HELD = 4;

/**
 * The requests that one replica holds, as columns. A request is a place in them; the place of one that has left is used again, so that
 * memory follows the requests held at once, not those that ever came.
 */
export class RequestColumns {
  capacity = 0;
  count = 0;
  state = new Uint8Array(0);
  id = new Int32Array(0);
  arrival = new Float64Array(0);
  input = new Int32Array(0);
  output = new Int32Array(0);
  session = new Int32Array(0);
  priority = new Int32Array(0);
  adapter = new Int32Array(0);
  /** Seconds of the first step and of the first token; -1 before. */
  scheduled = new Float64Array(0);
  firstToken = new Float64Array(0);
  /** Seconds of the newest token: for the gap after a preemption. */
  lastToken = new Float64Array(0);
  preemptions = new Int32Array(0);
  retries = new Int32Array(0);
  cached = new Int32Array(0);
  /** Tokens to be computed before the next one is generated: the prompt, and after a preemption all tokens there are. */
  prompt = new Int32Array(0);
  /** Tokens of the whole request, and of the prompt computed or given to a step so far. */
  total = new Int32Array(0);
  done = new Int32Array(0);
  /** While the prompt is computed, and always where all is reserved ahead: tokens that blocks are held for. */
  held = new Int32Array(0);
  /** Decoding: context = base + the replica's tick; the tick after which the last token is there. */
  base = new Int32Array(0);
  finishTick = new Int32Array(0);
  /** Order of admission. */
  sequence = new Float64Array(0);
  /** Its cache lies elsewhere and is fetched rather than computed: seconds a block, -1 = no. */
  fetch = new Float64Array(0);
  /** Index among the decoding, and in the heap of finishes. */
  place = new Int32Array(0);
  heapPlace = new Int32Array(0);
  /** Deepest shared run of the prefix cache, 0 = none, and how many ids there are to its end. */
  node = new Int32Array(0);
  nodeDepth = new Int32Array(0);
  prefix: Int32Array[] = [];
  /** How many of those ids are its own: an array that stays as it is may be longer. */
  prefixCount = new Int32Array(0);
  prefixTokens = new Int32Array(0);
  /** Prefix ids are kept only where a cache reads them. */
  readonly #keepsPrefix: boolean;
  #free = new Int32Array(0);

  constructor(keepsPrefix: boolean, capacity = 64) {
    this.#keepsPrefix = keepsPrefix;
    this.#grow(capacity);
  }

  /** Takes a request in and gives its place. */
  add(request: Readonly<Request>): number {
    if (this.count === this.capacity) this.#grow(2 * this.capacity);
    const at = this.#free[this.capacity - 1 - this.count]!;
    this.count++;
    this.state[at] = WAITING;
    this.id[at] = request.id;
    this.arrival[at] = request.arrival;
    this.input[at] = request.input;
    this.output[at] = request.output;
    this.session[at] = request.session;
    this.priority[at] = request.priority;
    this.adapter[at] = request.adapter;
    this.scheduled[at] = -1;
    this.firstToken[at] = -1;
    this.lastToken[at] = -1;
    this.preemptions[at] = 0;
    this.retries[at] = 0;
    this.cached[at] = 0;
    this.prompt[at] = request.input;
    this.total[at] = request.input + request.output;
    this.done[at] = 0;
    this.held[at] = 0;
    this.fetch[at] = -1;
    this.node[at] = 0;
    this.nodeDepth[at] = 0;
    if (this.#keepsPrefix) {
      const { prefixIds, prefixFrom, prefixTo, prefixStays } = request;
      const count = prefixTo - prefixFrom;
      this.prefix[at] = count <= 0 ? NONE : prefixStays ? prefixIds : prefixIds.slice(prefixFrom, prefixTo);
      this.prefixCount[at] = Math.max(0, count);
      this.prefixTokens[at] = request.prefixTokens;
    }
    return at;
  }

  remove(at: number): void {
    this.state[at] = FREE;
    if (this.#keepsPrefix) this.prefix[at] = NONE;
    this.count--;
    this.#free[this.capacity - 1 - this.count] = at;
  }

  #grow(capacity: number): void {
    const from = this.capacity;
    const columns = this as unknown as Record<string, unknown>;
    for (const name of Object.keys(columns)) {
      const old = columns[name];
      if (old instanceof Int32Array) columns[name] = widened(new Int32Array(capacity), old);
      else if (old instanceof Float64Array) columns[name] = widened(new Float64Array(capacity), old);
      else if (old instanceof Uint8Array) columns[name] = widened(new Uint8Array(capacity), old);
    }
    if (this.#keepsPrefix) for (let i = from; i < capacity; i++) this.prefix[i] = NONE;
    const free = new Int32Array(capacity);
    // All old places are taken when it grows: the new ones are free, the lowest first.
    for (let i = 0; i < capacity - from; i++) free[i] = capacity - 1 - i;
    this.#free = free;
    this.capacity = capacity;
  }
}

function widened<T extends Int32Array | Float64Array | Uint8Array>(wide: T, old: ArrayLike<number>): T {
  wide.set(old);
  return wide;
}
