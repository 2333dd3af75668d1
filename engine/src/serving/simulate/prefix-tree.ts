/** Where a run's blocks are. */
export const DEVICE = 1;
export const HOST = 2;
export const DISK = 3;

/** Numbers of a row; a run is the place of its first one. */
const ROW = 16;
/** Rings of unused runs by age: those on the device, in host memory and on disk. Their ends are rows of the table too. */
export const DEVICE_RING = 0;
export const HOST_RING = ROW;
export const DISK_RING = 2 * ROW;
/** No run: the root's place is that of the device's ring. */
export const ROOT = 0;

export const PARENT = 0;
/** Its first prefix id. */
const ID = 1;
/** Ids that come before it on its path, its own ids, tokens that one id stands for. */
export const FROM = 2;
export const LENGTH = 3;
export const UNIT = 4;
/** Blocks of all its ids. */
export const BLOCKS = 5;
export const WHERE = 6;
/** Requests that use it. */
export const USERS = 7;
export const CHILDREN = 8;
/** The newest child: in a conversation the only one, found without hashing. */
const NEWEST = 9;
/** Neighbours in its ring. */
const OLDER = 10;
export const YOUNGER = 11;

const NONE = new Int32Array(0);

/**
 * Prefixes as a tree of runs: a run is some prefix ids one after the other that nobody has told apart yet, after all ids before it. All its
 * ids have the same users and lie together in a ring, the last one oldest, so that whatever holds of one by one holds of the run; it is
 * split where a prompt leaves it. A run is a row of integers; children are found by hashing (parent, first id).
 */
export class PrefixTree {
  rows = new Int32Array(256 * ROW);
  /** Ids of a whole path that a run lies on, by its row. */
  readonly #texts: Int32Array[] = [];
  readonly #blockTokens: number;
  #size = 3 * ROW;
  #free: number[] = [];
  #table = new Int32Array(1024);
  #count = 0;

  constructor(blockTokens: number) {
    this.#blockTokens = blockTokens;
    this.rows[HOST_RING + OLDER] = this.rows[HOST_RING + YOUNGER] = HOST_RING;
    this.rows[DISK_RING + OLDER] = this.rows[DISK_RING + YOUNGER] = DISK_RING;
  }

  /** Blocks of the ids from..to of a path: full ones that end in them. */
  blocksBetween(from: number, to: number, unit: number): number {
    return Math.floor((to * unit) / this.#blockTokens) - Math.floor((from * unit) / this.#blockTokens);
  }

  /** The run that goes on from `parent` with this id; the root = none. */
  find(parent: number, id: number): number {
    const { rows } = this;
    const newest = rows[parent + NEWEST]!;
    // A row that was used again has another parent or another id.
    if (newest !== ROOT && rows[newest + ID] === id && rows[newest + PARENT] === parent) return newest;
    const table = this.#table;
    const mask = table.length - 1;
    for (let i = hash(parent, id) & mask; ; i = (i + 1) & mask) {
      const run = table[i]!;
      if (run === ROOT || (rows[run + PARENT] === parent && rows[run + ID] === id)) return run;
    }
  }

  /** How far the ids of a path agree with a run whose first id does, as a place on the path: at most its end, and at most `most`. */
  agrees(run: number, ids: Int32Array, offset: number, most: number): number {
    const { rows } = this;
    const text = this.#texts[run / ROW]!;
    const end = Math.min(most, rows[run + FROM]! + rows[run + LENGTH]!);
    let at = rows[run + FROM]! + 1;
    // The turns of a conversation lead with the same array.
    if (text === ids && offset === 0) return Math.max(at, end);
    while (at < end && text[at] === ids[offset + at]) at++;
    return at;
  }

  /** A new run on the device with one user: the ids from..to of a path. */
  add(parent: number, ids: Int32Array, from: number, to: number, unit: number): number {
    const run = this.#free.pop() ?? this.#size;
    if (run === this.#size) {
      this.#size += ROW;
      if (this.#size > this.rows.length) this.#widen();
    }
    const { rows } = this;
    this.#texts[run / ROW] = ids;
    rows[run + PARENT] = parent;
    rows[run + ID] = ids[from]!;
    rows[run + FROM] = from;
    rows[run + LENGTH] = to - from;
    rows[run + UNIT] = unit;
    rows[run + BLOCKS] = this.blocksBetween(from, to, unit);
    rows[run + WHERE] = DEVICE;
    rows[run + USERS] = 1;
    rows[run + CHILDREN] = 0;
    rows[run + NEWEST] = ROOT;
    rows[parent + CHILDREN]!++;
    this.#enter(run);
    return run;
  }

  /** Lets a run go on to `to` along a path that it lies on. */
  extend(run: number, ids: Int32Array, to: number): void {
    const { rows } = this;
    this.#texts[run / ROW] = ids;
    rows[run + LENGTH] = to - rows[run + FROM]!;
    rows[run + BLOCKS] = this.blocksBetween(rows[run + FROM]!, to, rows[run + UNIT]!);
  }

  /** Parts a run at a place on its path. The rest keeps its row, its users and its children; the new run before it is given back. */
  split(run: number, at: number): number {
    const { rows } = this;
    const parent = rows[run + PARENT]!;
    const from = rows[run + FROM]!;
    const text = this.#texts[run / ROW]!;
    this.#leave(run);
    const first = this.add(parent, text, from, at, rows[run + UNIT]!);
    // Rows may have been widened.
    const now = this.rows;
    now[parent + CHILDREN]!--;
    now[first + WHERE] = now[run + WHERE]!;
    now[first + USERS] = now[run + USERS]!;
    now[first + CHILDREN] = 1;
    now[run + PARENT] = first;
    now[run + ID] = text[at]!;
    now[run + LENGTH]! -= at - from;
    now[run + FROM] = at;
    now[run + BLOCKS]! -= now[first + BLOCKS]!;
    this.#enter(run);
    if (now[run + USERS] === 0) {
      const younger = now[run + YOUNGER]!;
      now[run + YOUNGER] = first;
      now[first + OLDER] = run;
      now[first + YOUNGER] = younger;
      now[younger + OLDER] = first;
    }
    return first;
  }

  /** Cuts the last id off an unused run without children, and forgets the run with its only id. Its blocks. */
  shorten(run: number): number {
    const { rows } = this;
    const end = rows[run + FROM]! + rows[run + LENGTH]!;
    const blocks = this.blocksBetween(end - 1, end, rows[run + UNIT]!);
    rows[run + BLOCKS]! -= blocks;
    if (--rows[run + LENGTH]! === 0) {
      this.unlink(run);
      this.#leave(run);
      rows[rows[run + PARENT]! + CHILDREN]!--;
      rows[run + PARENT] = -1;
      this.#texts[run / ROW] = NONE;
      this.#free.push(run);
    }
    return blocks;
  }

  /** Oldest of a ring; the ring itself when it is empty. */
  oldest(ring: number): number {
    return this.rows[ring + YOUNGER]!;
  }

  append(ring: number, run: number): void {
    const { rows } = this;
    const last = rows[ring + OLDER]!;
    rows[last + YOUNGER] = run;
    rows[run + OLDER] = last;
    rows[run + YOUNGER] = ring;
    rows[ring + OLDER] = run;
  }

  unlink(run: number): void {
    const { rows } = this;
    const older = rows[run + OLDER]!;
    const younger = rows[run + YOUNGER]!;
    rows[older + YOUNGER] = younger;
    rows[younger + OLDER] = older;
  }

  /** Makes a run known under its parent and first id. */
  #enter(run: number): void {
    this.rows[this.rows[run + PARENT]! + NEWEST] = run;
    if (2 * ++this.#count > this.#table.length) this.#rehash();
    this.#put(run);
  }

  #put(run: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let i = this.#home(run) & mask;
    while (table[i] !== ROOT) i = (i + 1) & mask;
    table[i] = run;
  }

  /** Removal from an open table: what follows moves up where its own place allows (Knuth, TAOCP 6.4, algorithm R). */
  #leave(run: number): void {
    this.#count--;
    const table = this.#table;
    const mask = table.length - 1;
    let hole = this.#home(run) & mask;
    while (table[hole] !== run) hole = (hole + 1) & mask;
    for (let i = (hole + 1) & mask; table[i] !== ROOT; i = (i + 1) & mask) {
      const home = this.#home(table[i]!) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i]!;
        hole = i;
      }
    }
    table[hole] = ROOT;
  }

  #home(run: number): number {
    return hash(this.rows[run + PARENT]!, this.rows[run + ID]!);
  }

  #rehash(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    for (const run of old) if (run !== ROOT) this.#put(run);
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
