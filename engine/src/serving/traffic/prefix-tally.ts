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

/** Ids of one page of bits. */
const PAGE = 2 ** 15;

/** Counts which leading blocks of prompts were seen before: one bit for each id, in pages of those that occur. */
export class PrefixTally {
  readonly #pages = new Map<number, Uint32Array>();
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
    const number = Math.floor(id / PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE >>> 5);
      this.#pages.set(number, page);
    }
    const within = id - number * PAGE;
    const bit = 1 << (within & 31);
    if ((page[within >>> 5]! & bit) !== 0) return true;
    page[within >>> 5]! |= bit;
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
