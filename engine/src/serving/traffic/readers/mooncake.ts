import { fromObjects, hasNames } from './by-columns.ts';
import type { JsonlReader } from './reader.ts';

/**
 * Mooncake's traces (arXiv 2407.00079, github.com/kvcache-ai/Mooncake): timestamp in ms, input_length, output_length, hash_ids = one id
 * for each 512 tokens of the prompt, the last perhaps not full; equal ids are equal tokens from the start on.
 */
export const mooncake: JsonlReader = {
  format: 'mooncake',
  open(first, to) {
    const names = Object.keys(first);
    if (!hasNames(names, ['timestamp', 'input_length', 'output_length'])) return null;
    to.builder.blockTokens = to.options.blockTokens ?? 512;
    return fromObjects(first, to, 'ms');
  },
};
