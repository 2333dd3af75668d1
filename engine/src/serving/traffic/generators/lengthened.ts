import type { PeekableSource } from '../request.ts';

/** Prompts with so many tokens more at their end, as pictures are that nobody sent before. */
export const lengthened = (source: PeekableSource, tokens: number): PeekableSource => ({
  ...source,
  next(into) {
    if (!source.next(into)) return false;
    into.input += tokens;
    return true;
  },
});
