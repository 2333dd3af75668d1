import type { Request } from '../request.ts';

/** Block ids are counted below this and then again from the start: by then the first ones have long been evicted. */
const IDS = 2 ** 30;

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
  #next: number;
  #ids = new Int32Array(1024);

  constructor(sharedTokens: number, tokens = BLOCK_TOKENS, range: BlockRange = { from: 0, to: IDS }) {
    this.#tokens = tokens;
    this.#range = range;
    this.#shared = Math.floor(sharedTokens / tokens);
    this.#next = range.from + this.#shared;
  }

  /** Sets aside ids for a conversation that grows to this many tokens; gives the first. */
  reserve(tokens: number): number {
    const need = Math.max(0, Math.floor(tokens / this.#tokens) - this.#shared);
    if (this.#next + need > this.#range.to) this.#next = this.#range.from + this.#shared;
    const first = this.#next;
    this.#next += need;
    return first;
  }

  /** Writes the blocks of a prompt of `input` tokens whose own ids begin at `own`; -1 = nothing of its own is ever asked for again. */
  fill(into: Request, input: number, own: number): void {
    const blocks =
      own < 0 ? Math.min(this.#shared, Math.floor(input / this.#tokens)) : Math.floor(input / this.#tokens);
    if (blocks > this.#ids.length) this.#ids = new Int32Array(2 * blocks);
    const shared = Math.min(this.#shared, blocks);
    for (let k = 0; k < shared; k++) this.#ids[k] = this.#range.from + k;
    for (let k = shared; k < blocks; k++) this.#ids[k] = own + k - this.#shared;
    into.prefixIds = this.#ids;
    into.prefixFrom = 0;
    into.prefixTo = blocks;
    into.prefixTokens = this.#tokens;
  }
}
