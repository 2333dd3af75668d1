import type { Limits, Values } from './form.ts';
import { BLOCK, bySize, causalBlocks, type PrefillShape } from './prefill.ts';

/**
 * Microseconds that requests which decode add to a call of attention that reads prompts too. FlashAttention-2 packs the heads that share keys
 * and cuts long contexts only where no request has more than one query (flash_api.cpp: seqlenq_ngroups_swapped, num_splits); else each head
 * of each request is a tile of its own, its rows filled up with nothing, at the pace of prompts. Answers whose keys come from memory wait
 * for that pace, so no traffic is added. `p` = the kernel's values for prompts. Checked on LLMServingSim's tables of mixed calls, 34,951 of
 * four networks on two cards, none of them in a fit: median 11 to 14 %, where answers as by themselves are 60 % too quick.
 */
export function answersBeside(
  { batch, tokens, prefix, heads, kvHeads, headSize, window }: Omit<PrefillShape, 'kvBytes'>,
  p: Values,
  limits: Limits,
): number {
  const { blocks, tiles } = causalBlocks({ batch, tokens, prefix, heads, kvHeads, window }, false, p.wx, p.rows);
  const perBlock = (1e6 * 4 * BLOCK * BLOCK * headSize) / (bySize(p, 'e', headSize) * limits.peak);
  return blocks * perBlock + (p.bq! * tiles) / limits.cores;
}
