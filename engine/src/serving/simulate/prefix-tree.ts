/** Where a node's blocks are. */
export const GONE = 0;
export const DEVICE = 1;
export const HOST = 2;

/** Rings of unused nodes by age: those on the device and those in host memory. Their ends are rows of the table too. */
export const DEVICE_RING = 0;
/** Numbers of a row; a node is the place of its first one. */
const ROW = 8;
export const HOST_RING = ROW;
/** No node: the root's place is that of the device's ring. */
export const ROOT = 0;

export const PARENT = 0;
/** Its prefix id. */
export const ID = 1;
/** Its blocks, and in the lowest two bits where they are. */
export const BLOCKS = 2;
export const WHERE_BITS = 2;
export const WHERE = 3;
/** Requests that use it. */
export const USERS = 3;
const CHILDREN = 4;
/** The newest child: in a conversation the only one, found without hashing. */
const NEWEST = 5;
/** Neighbours in its ring. */
const OLDER = 6;
export const YOUNGER = 7;

/**
 * Prefixes as a tree: a node is one prefix id after all ids before it. A node is a row of eight integers, for one of them is seldom read
 * without the others: half a line of the processor's cache. Children are found by hashing (parent, id).
 */
export class PrefixTree {
  rows = new Int32Array(1024 * ROW);
  #size = 2 * ROW;
  #free: number[] = [];
  #table = new Int32Array(4096);
  #count = 0;

  constructor() {
    this.rows[HOST_RING + OLDER] = this.rows[HOST_RING + YOUNGER] = HOST_RING;
  }

  blocksOf(node: number): number {
    return this.rows[node + BLOCKS]! >> WHERE_BITS;
  }

  find(parent: number, id: number): number {
    const { rows } = this;
    const newest = rows[parent + NEWEST]!;
    // A row that was used again has another parent or another id.
    if (newest !== ROOT && rows[newest + ID] === id && rows[newest + PARENT] === parent) return newest;
    const table = this.#table;
    const mask = table.length - 1;
    for (let i = hash(parent, id) & mask; ; i = (i + 1) & mask) {
      const node = table[i]!;
      if (node === ROOT || (rows[node + PARENT] === parent && rows[node + ID] === id)) return node;
    }
  }

  add(parent: number, id: number, blocks: number): number {
    const node = this.#free.pop() ?? this.#size;
    if (node === this.#size) {
      this.#size += ROW;
      if (this.#size > this.rows.length) this.#widen();
    }
    const { rows } = this;
    rows[node + PARENT] = parent;
    rows[node + ID] = id;
    rows[node + BLOCKS] = (blocks << WHERE_BITS) | GONE;
    rows[node + USERS] = 0;
    rows[node + CHILDREN] = 0;
    rows[node + NEWEST] = ROOT;
    rows[parent + CHILDREN]!++;
    rows[parent + NEWEST] = node;
    if (2 * ++this.#count > this.#table.length) this.#rehash();
    this.#put(node);
    return node;
  }

  /** Says where a node's blocks are from now on. */
  move(node: number, where: number): void {
    this.rows[node + BLOCKS] = (this.rows[node + BLOCKS]! & ~WHERE) | where;
  }

  /** Forgets a node without blocks, users and children, and its ancestors that have become such. */
  prune(from: number): void {
    const { rows } = this;
    let node = from;
    while (
      node > HOST_RING &&
      (rows[node + BLOCKS]! & WHERE) === GONE &&
      rows[node + USERS] === 0 &&
      rows[node + CHILDREN] === 0
    ) {
      const up = rows[node + PARENT]!;
      this.#take(node);
      this.#count--;
      this.#free.push(node);
      rows[node + PARENT] = -1;
      rows[up + CHILDREN]!--;
      node = up;
    }
  }

  /** Oldest of a ring; the ring itself when it is empty. */
  oldest(ring: number): number {
    return this.rows[ring + YOUNGER]!;
  }

  append(ring: number, node: number): void {
    const { rows } = this;
    const last = rows[ring + OLDER]!;
    rows[last + YOUNGER] = node;
    rows[node + OLDER] = last;
    rows[node + YOUNGER] = ring;
    rows[ring + OLDER] = node;
  }

  unlink(node: number): void {
    const { rows } = this;
    const older = rows[node + OLDER]!;
    const younger = rows[node + YOUNGER]!;
    rows[older + YOUNGER] = younger;
    rows[younger + OLDER] = older;
  }

  #put(node: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let i = this.#home(node) & mask;
    while (table[i] !== ROOT) i = (i + 1) & mask;
    table[i] = node;
  }

  /** Removal from an open table: what follows moves up where its own place allows (Knuth, TAOCP 6.4, algorithm R). */
  #take(node: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let hole = this.#home(node) & mask;
    while (table[hole] !== node) hole = (hole + 1) & mask;
    for (let i = (hole + 1) & mask; table[i] !== ROOT; i = (i + 1) & mask) {
      const home = this.#home(table[i]!) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i]!;
        hole = i;
      }
    }
    table[hole] = ROOT;
  }

  #home(node: number): number {
    return hash(this.rows[node + PARENT]!, this.rows[node + ID]!);
  }

  #rehash(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    for (const node of old) if (node !== ROOT) this.#put(node);
  }

  #widen(): void {
    const wide = new Int32Array(2 * this.rows.length);
    wide.set(this.rows);
    this.rows = wide;
  }
}

const hash = (parent: number, id: number): number => {
  const h = Math.imul(parent, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
};
