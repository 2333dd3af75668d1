import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { SampleWish } from '../settings.ts';
import type { Coder } from '../tokens/coder.ts';
import type { Reader } from './reader.ts';

/**
 * Texts that go on from the tokens in `begun`, one after another. nanoGPT reads the last block_size tokens anew for every token; here
 * each is read once, and when the context is full the newer half is kept.
 */
export function* writeOn(
  reader: Reader,
  block: number,
  coder: Coder,
  begun: readonly number[],
  wish: Pick<SampleWish, 'num_samples' | 'max_new_tokens' | 'temperature' | 'top_k' | 'seed'>,
): Generator<{ readonly text: string; readonly tokens: number }> {
  const random = xoroshiro128plus(wish.seed);
  for (let i = 0; i < wish.num_samples; i++) {
    const tokens = [...begun];
    let logits = reader.begin(tokens.slice(-block));
    for (let n = 0; n < wish.max_new_tokens; n++) {
      const word = pick(logits, wish, uniformFloat64(random));
      tokens.push(word);
      if (n + 1 === wish.max_new_tokens) break;
      logits = reader.read < block ? reader.next(word) : reader.begin(tokens.slice(-Math.ceil(block / 2)));
    }
    yield { text: coder.decode(tokens), tokens: wish.max_new_tokens };
  }
}

/** A token by its probability among the `top_k` likeliest; `chance` from 0 up to 1. Temperature 0 takes the likeliest. */
export function pick(
  logits: ArrayLike<number>,
  { temperature, top_k }: Pick<SampleWish, 'temperature' | 'top_k'>,
  chance: number,
): number {
  const best = likeliest(logits, Math.max(1, temperature === 0 ? 1 : top_k));
  if (temperature === 0) return best[0]!;
  const shares = best.map((i) => Math.exp((logits[i]! - logits[best[0]!]!) / temperature));
  let left = chance * shares.reduce((a, b) => a + b, 0);
  for (const [i, share] of shares.entries()) {
    left -= share;
    if (left < 0) return best[i]!;
  }
  return best.at(-1)!;
}

/** Places of the `count` largest, the largest first, of equal ones the first. Most of fifty thousand words are passed over at one glance. */
function likeliest(logits: ArrayLike<number>, count: number): readonly number[] {
  const best: number[] = [];
  for (let i = 0; i < logits.length; i++) {
    const value = logits[i]!;
    if (best.length === count && !(value > logits[best.at(-1)!]!)) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (logits[best[middle]!]! >= value) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}
