import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Batch {
  readonly tokens: Int32Array;
  readonly targets: Int32Array;
}

/** What a batch is for: every use has an order of its own. */
const USES = { learn: 1, train: 2, val: 3 } as const;

/**
 * Sequences from random places of the data. Which ones is a function of seed, use and number and of nothing that came before, so a run
 * that is resumed sees what it would have seen.
 */
export function batchOf(
  data: Uint16Array,
  { batch, block }: { readonly batch: number; readonly block: number },
  { seed, use, number }: { readonly seed: number; readonly use: keyof typeof USES; readonly number: number },
): Batch {
  const random = xoroshiro128plus(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b) ^ (USES[use] << 29));
  const tokens = new Int32Array(batch * block);
  const targets = new Int32Array(batch * block);
  for (let b = 0; b < batch; b++) {
    const from = uniformInt(random, 0, data.length - block - 1);
    for (let t = 0; t < block; t++) {
      tokens[b * block + t] = data[from + t]!;
      targets[b * block + t] = data[from + t + 1]!;
    }
  }
  return { tokens, targets };
}
