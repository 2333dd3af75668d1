/** Where a node's blocks are. */
export const GONE = 0;
export const DEVICE = 1;
export const HOST = 2;

/**
 * Prefixes as a tree: a node is one prefix id after all ids before it. Nodes are columns of integers; 0 is the root, children are found by
 * hashing (parent, id). Two rings keep unused nodes by age: those on the device and those in host memory.
 */
export class PrefixTree {
  parent = new Int32Array(1024);
  id = new Int32Array(1024);
  depth = new Int32Array(1024);
  blocks = new Int32Array(1024);
  users = new Int32Array(1024);
  where = new Uint8Array(1024);
  children = new Int32Array(1024);
  /** Older and younger neighbour in its ring; the ring's own ends are at 0 (device) and 1 (host), so that nodes begin at 2. */
  older = new Int32Array(1024);
  younger = new Int32Array(1024);
  #size = 2;
  #free: number[] = [];
  #table = new Int32Array(4096);
  #count = 0;

  constructor() {
    this.older[1] = this.younger[1] = 1;
  }

  find(parent: number, id: number): number {
    const mask = this.#table.length - 1;
    for (let i = hash(parent, id) & mask; ; i = (i + 1) & mask) {
      const node = this.#table[i]!;
      if (node === 0 || (this.parent[node] === parent && this.id[node] === id)) return node;
    }
  }

  add(parent: number, id: number, blocks: number): number {
    const node = this.#free.pop() ?? this.#size++;
    if (node === this.parent.length) this.#widen();
    this.parent[node] = parent;
    this.id[node] = id;
    this.depth[node] = this.depth[parent]! + 1;
    this.blocks[node] = blocks;
    this.users[node] = 0;
    this.where[node] = GONE;
    this.children[node] = 0;
    this.children[parent]!++;
    if (2 * ++this.#count > this.#table.length) this.#rehash();
    this.#put(node);
    return node;
  }

  /** Forgets a node without blocks, users and children, and its ancestors that have become such. */
  prune(from: number): void {
    let node = from;
    while (node > 1 && this.where[node] === GONE && this.users[node] === 0 && this.children[node] === 0) {
      const up = this.parent[node]!;
      this.#take(node);
      this.#count--;
      this.#free.push(node);
      this.children[up]!--;
      node = up;
    }
  }

  /** Oldest of a ring (0 or 1); the ring's own number when it is empty. */
  oldest(ring: number): number {
    return this.younger[ring]!;
  }

  append(ring: number, node: number): void {
    const last = this.older[ring]!;
    this.younger[last] = node;
    this.older[node] = last;
    this.younger[node] = ring;
    this.older[ring] = node;
  }

  unlink(node: number): void {
    const older = this.older[node]!;
    const younger = this.younger[node]!;
    this.younger[older] = younger;
    this.older[younger] = older;
  }

  #put(node: number): void {
    const mask = this.#table.length - 1;
    let i = hash(this.parent[node]!, this.id[node]!) & mask;
    while (this.#table[i] !== 0) i = (i + 1) & mask;
    this.#table[i] = node;
  }

  /** Removal from an open table: what follows moves up where its own place allows (Knuth, TAOCP 6.4, algorithm R). */
  #take(node: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let hole = hash(this.parent[node]!, this.id[node]!) & mask;
    while (table[hole] !== node) hole = (hole + 1) & mask;
    for (let i = (hole + 1) & mask; table[i] !== 0; i = (i + 1) & mask) {
      const home = hash(this.parent[table[i]!]!, this.id[table[i]!]!) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i]!;
        hole = i;
      }
    }
    table[hole] = 0;
  }

  #rehash(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    for (const node of old) if (node !== 0) this.#put(node);
  }

  #widen(): void {
    const n = 2 * this.parent.length;
    this.parent = wide(this.parent, n);
    this.id = wide(this.id, n);
    this.depth = wide(this.depth, n);
    this.blocks = wide(this.blocks, n);
    this.users = wide(this.users, n);
    this.children = wide(this.children, n);
    this.older = wide(this.older, n);
    this.younger = wide(this.younger, n);
    const where = new Uint8Array(n);
    where.set(this.where);
    this.where = where;
  }
}

const hash = (parent: number, id: number): number => {
  const h = Math.imul(parent, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
};

function wide(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(length);
  result.set(column);
  return result;
}
