import type { BlockCount, PrefillShape } from './prefill.ts';

/** What FlashInfer's plan makes of a call; `merged` = tokens x heads whose partial results are put together afterwards. */
export interface PlannedBlocks extends BlockCount {
  readonly merged: number;
}

/**
 * Blocks of a kernel whose host plans before it launches (FlashInfer: FA2DetermineCtaTileQ in utils.cuh, PrefillPlan in scheduler.cuh).
 * All heads that share keys lie in one query block, of 128, 64 or 16 rows by how many there are; where all query blocks are fewer than
 * run at once (`atOnce`), keys are cut into parts as equal as pages allow and their results merged. Counted in blocks of 128 x 128
 * scores, sizes in tokens.
 */
export function plannedBlocks(shape: Omit<PrefillShape, 'kvBytes'>, atOnce: number): PlannedBlocks {
  const { batch, tokens, prefix, heads, kvHeads, headSize, window } = shape;
  const group = Math.max(1, heads / kvHeads);
  const packed = tokens * group;
  const rows = rowsOf(packed, headSize);
  const tiles = Math.ceil(packed / rows);
  const span = Math.min(tokens, rows / group); // new tokens that one query block covers
  const keys = prefix + tokens;
  const seen = window > 0 ? Math.min(keys, window + rows) : keys; // as the plan reckons
  const parts = Math.floor(Math.floor(atOnce / kvHeads) / (batch * tiles));
  const part = parts > 1 ? Math.max(LEAST_PART, PAGE * Math.ceil(seen / PAGE / parts)) : seen;
  const split = part < seen;
  const read = keysOfAll(tiles, span, tokens, prefix, window) + tiles * (ROUNDING * Math.max(0, STEP - span));
  const cost = COST[rows];
  return {
    blocks: (batch * kvHeads * cost * read) / WIDTH,
    tiles: batch * kvHeads * tiles * (split ? Math.ceil(seen / part) : 1),
    longest: (cost * STEP * Math.ceil(Math.min(part, seen) / STEP)) / WIDTH,
    merged: split ? batch * tokens * heads : 0,
  };
}

/** Keys that all query blocks of one request read: each those up to its last token, and no further back than the window. */
function keysOfAll(tiles: number, span: number, tokens: number, prefix: number, window: number): number {
  const most = window > 0 ? window + span : Number.POSITIVE_INFINITY;
  const growing = Math.max(0, Math.min(tiles - 1, Math.floor((most - prefix) / span)));
  return (
    growing * prefix +
    (span * growing * (growing + 1)) / 2 +
    (tiles - 1 - growing) * Math.min(most, prefix + tokens) +
    Math.min(most, prefix + tokens)
  );
}

const rowsOf = (packed: number, headSize: number): Rows =>
  packed > 64 && headSize < 256 ? 128 : packed > 16 ? 64 : 16;

type Rows = 16 | 64 | 128;

/** Work of a step against one of 128 rows: bringing keys up to 16 bits costs the same for 64; of 16 rows four warps share the keys. */
const COST: Readonly<Record<Rows, number>> = { 16: 0.25, 64: 1, 128: 1 };
const WIDTH = 128;
const STEP = 64; // keys of one step
const ROUNDING = 0.5; // of a step that the last key lies in, on average
const PAGE = 16; // tokens of a page of vLLM's cache
const LEAST_PART = 128; // keys
