import type { PeekableSource } from '../request.ts';
import { BLOCK_TOKENS } from './prefix-blocks.ts';

/**
 * Prompts whose beginning is in the cache: a share of every prompt that says nothing of its prefix begins like all the others. A stand-in
 * for hits that were measured and not recorded: a cache holds that beginning once, where real ones hold many.
 */
export function cachedBeginning(source: PeekableSource, share: number): PeekableSource {
  let ids = counted(1024);
  return {
    ...source,
    next(into) {
      if (!source.next(into)) return false;
      if (into.prefixTo > into.prefixFrom) return true;
      const blocks = Math.floor((share * into.input) / BLOCK_TOKENS);
      if (blocks > ids.length) ids = counted(2 * blocks);
      into.prefixIds = ids;
      into.prefixFrom = 0;
      into.prefixTo = blocks;
      into.prefixTokens = BLOCK_TOKENS;
      into.prefixStays = true;
      return true;
    },
  };
}

const counted = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
