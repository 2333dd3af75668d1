/** One prefix id after all ids before it, as a plain object. */
interface Block {
  readonly above: Block | null;
  readonly key: string;
  readonly blocks: number;
  users: number;
  place: 'device' | 'host';
  /** When it was last let go or moved: the smallest goes first. */
  age: number;
}

/** What a request has of the cache. */
export interface Held {
  deepest: Block | null;
  depth: number;
}

interface Limits {
  readonly blocks: number;
  readonly blockTokens: number;
  readonly offloadBlocks: number;
  readonly swapSecondsPerBlock: number;
}

/** The prefix cache id by id, each a plain object in a map by its whole path: slow, and easy to read. */
export class PlainPrefixes {
  used = 0;
  idle = 0;
  inHost = 0;
  moveSeconds = 0;
  readonly #known = new Map<string, Block>();
  readonly #limits: Limits;
  #now = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Leading ids that are there and leave at least a token to compute. */
  find(
    ids: readonly number[],
    unit: number,
    prompt: number,
  ): { held: Held; found: number; idle: number; whole: boolean } {
    const held: Held = { deepest: null, depth: 0 };
    let found = 0;
    let idle = 0;
    for (const [at] of ids.entries()) {
      const block = this.#known.get(keyOf(ids, at + 1));
      if (!block) break;
      if ((at + 1) * unit >= prompt) return { held, found, idle, whole: true };
      held.deepest = block;
      held.depth = at + 1;
      if (block.place === 'host') continue;
      found += block.blocks;
      if (block.users === 0) idle += block.blocks;
    }
    return { held, found, idle, whole: false };
  }

  /** A request takes what it found and new blocks beside it. */
  claim({ deepest }: Held, blocks: number): void {
    let shared = 0;
    for (let block = deepest; block; block = block.above) {
      shared += block.blocks;
      if (block.place === 'host') {
        this.moveSeconds += block.blocks * this.#limits.swapSecondsPerBlock;
        this.used += block.blocks;
      }
      this.#use(block);
    }
    this.used += blocks - shared;
    this.#makeRoom();
  }

  /** The first `upTo` ids of a request have been computed. */
  share(held: Held, ids: readonly number[], unit: number, upTo: number): void {
    for (let at = held.depth; at < upTo; at++) {
      const key = keyOf(ids, at + 1);
      const known = this.#known.get(key);
      const blocks = this.#end(at + 1, unit) - this.#end(at, unit);
      if (known) {
        if (known.place === 'device') this.used -= blocks;
        this.#use(known);
        held.deepest = known;
      } else {
        held.deepest = { above: held.deepest, key, blocks, users: 1, place: 'device', age: 0 };
        this.#known.set(key, held.deepest);
      }
      held.depth = at + 1;
    }
  }

  release({ deepest }: Held, blocks: number): void {
    let shared = 0;
    for (let block = deepest; block; block = block.above) {
      shared += block.blocks;
      if (--block.users > 0) continue;
      this.idle += block.blocks;
      this.used -= block.blocks;
      block.age = this.#now++;
    }
    this.used -= blocks - shared;
  }

  #use(block: Block): void {
    if (block.place === 'host') this.inHost -= block.blocks;
    else if (block.users === 0) {
      this.idle -= block.blocks;
      this.used += block.blocks;
    }
    block.place = 'device';
    block.users++;
  }

  #makeRoom(): void {
    while (this.used + this.idle > this.#limits.blocks) {
      const block = this.#oldest('device');
      this.idle -= block.blocks;
      if (this.#limits.offloadBlocks === 0) {
        this.#known.delete(block.key);
        continue;
      }
      block.place = 'host';
      block.age = this.#now++;
      this.inHost += block.blocks;
      while (this.inHost > this.#limits.offloadBlocks) {
        const oldest = this.#oldest('host');
        this.inHost -= oldest.blocks;
        this.#known.delete(oldest.key);
      }
    }
  }

  #oldest(place: Block['place']): Block {
    return [...this.#known.values()]
      .filter((block) => block.users === 0 && block.place === place)
      .reduce((a, b) => (b.age < a.age ? b : a));
  }

  #end(ids: number, unit: number): number {
    return Math.floor((ids * unit) / this.#limits.blockTokens);
  }
}

const keyOf = (ids: readonly number[], count: number): string => ids.slice(0, count).join();
