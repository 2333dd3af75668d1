import type { Request } from './request.ts';

/** What a cache that forgets nothing finds. */
export interface PrefixStats {
  /** Blocks found of all blocks, and tokens found of all tokens of prompts. */
  readonly hitRate: number;
  readonly hitTokens: number;
  readonly blockTokens: number;
  readonly blocks: number;
  /** Blocks that differ: what such a cache would hold. */
  readonly distinct: number;
}

/** Above this, ids are few and far apart: they go into a set. */
const DENSE = 2 ** 30;

/** Counts which leading blocks of prompts were seen before: one bit for each id. */
export class PrefixTally {
  #bits = new Uint32Array(1024);
  readonly #sparse = new Set<number>();
  #blocks = 0;
  #hits = 0;
  #distinct = 0;
  #hitTokens = 0;
  #tokens = 0;
  #blockTokens = 0;

  take({ prefixIds, prefixFrom, prefixTo, prefixTokens, input }: Request): void {
    this.#tokens += input;
    if (prefixTo <= prefixFrom) return;
    this.#blockTokens = prefixTokens;
    let leading = true;
    let hits = 0;
    for (let i = prefixFrom; i < prefixTo; i++) {
      const seen = this.#mark(prefixIds[i]!);
      leading &&= seen;
      if (leading) hits++;
    }
    this.#blocks += prefixTo - prefixFrom;
    this.#hits += hits;
    // The last block of a prompt may not be full.
    this.#hitTokens += Math.min(input, hits * prefixTokens);
  }

  #mark(id: number): boolean {
    if (id >= DENSE || id < 0) {
      if (this.#sparse.has(id)) return true;
      this.#sparse.add(id);
      this.#distinct++;
      return false;
    }
    const word = id >>> 5;
    if (word >= this.#bits.length) {
      const more = new Uint32Array(Math.min(DENSE >>> 5, Math.max(word + 1, 2 * this.#bits.length)));
      more.set(this.#bits);
      this.#bits = more;
    }
    const bit = 1 << (id & 31);
    if ((this.#bits[word]! & bit) !== 0) return true;
    this.#bits[word]! |= bit;
    this.#distinct++;
    return false;
  }

  stats(): PrefixStats | null {
    if (this.#blocks === 0) return null;
    return {
      hitRate: this.#hits / this.#blocks,
      hitTokens: this.#tokens > 0 ? this.#hitTokens / this.#tokens : 0,
      blockTokens: this.#blockTokens,
      blocks: this.#blocks,
      distinct: this.#distinct,
    };
  }
}
