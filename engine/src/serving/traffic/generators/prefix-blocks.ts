import type { Request } from '../request.ts';

/** Block ids are counted below this and then again from the start: by then the first ones have long been evicted. */
const IDS = 2 ** 30;

/** Ids of conversations that begin one after the other lie in one buffer of so many. */
const SHARED_IDS = 2 ** 14;
const NOTHING = new ArrayBuffer(0);

/** Tokens of one block where traffic is made here: four of vLLM's blocks of 16, and one of most paged caches. */
export const BLOCK_TOKENS = 64;

export interface BlockRange {
  /** Ids that this source may use: from..to. Sources that are merged must not share any. */
  readonly from: number;
  readonly to: number;
}

/**
 * Gives prompts their prefix blocks: first those of a beginning that all share (a system prompt), then those of their own conversation.
 * Only full blocks have an id; a prompt that grows keeps the ids it had.
 */
export class PrefixBlocks {
  readonly #tokens: number;
  readonly #range: BlockRange;
  readonly #shared: number;
  readonly #beginning: Int32Array;
  #next: number;
  #buffer = NOTHING;
  #used = SHARED_IDS;

  constructor(sharedTokens: number, tokens = BLOCK_TOKENS, range: BlockRange = { from: 0, to: IDS }) {
    this.#tokens = tokens;
    this.#range = range;
    this.#shared = Math.floor(sharedTokens / tokens);
    this.#next = range.from + this.#shared;
    this.#beginning = Int32Array.from({ length: this.#shared }, (_, k) => range.from + k);
  }

  /** Sets aside ids for a conversation that grows to this many tokens; gives the first. */
  reserve(tokens: number): number {
    const need = Math.max(0, Math.floor(tokens / this.#tokens) - this.#shared);
    if (this.#next + need > this.#range.to) this.#next = this.#range.from + this.#shared;
    const first = this.#next;
    this.#next += need;
    return first;
  }

  /** All ids of a conversation that grows to this many tokens, its own ones from `own` on: each of its prompts leads with some of them. */
  write(own: number, tokens: number): Int32Array {
    const ids = this.#room(Math.floor(tokens / this.#tokens));
    const shared = Math.min(this.#shared, ids.length);
    for (let k = 0; k < shared; k++) ids[k] = this.#beginning[k]!;
    for (let k = shared, id = own; k < ids.length; k++) ids[k] = id++;
    return ids;
  }

  /** An array of its own in a buffer that several share: a buffer for each would take longer than writing it. */
  #room(count: number): Int32Array {
    if (count > SHARED_IDS / 8) return new Int32Array(count);
    if (this.#used + count > SHARED_IDS) {
      this.#buffer = new ArrayBuffer(4 * SHARED_IDS);
      this.#used = 0;
    }
    const room = new Int32Array(this.#buffer, 4 * this.#used, count);
    this.#used += count;
    return room;
  }

  /** Gives a prompt of `input` tokens the blocks it leads with: of its conversation, or of the beginning alone if nothing else is asked for again. */
  lead(into: Request, input: number, ids = this.#beginning): void {
    into.prefixIds = ids;
    into.prefixFrom = 0;
    into.prefixTo = Math.min(ids.length, Math.floor(input / this.#tokens));
    into.prefixTokens = this.#tokens;
    into.prefixStays = true;
  }
}
