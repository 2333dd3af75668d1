import { floored, type KernelForm, type Limits, type Values } from './form.ts';
import { plannedBlocks } from './planned-blocks.ts';

/** `batch` requests of `tokens` new tokens each after `prefix` cached ones; heads are one rank's. */
export interface PrefillShape {
  readonly batch: number;
  readonly tokens: number;
  readonly prefix: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Tokens a query looks back at the most; 0 = all of them. */
  readonly window: number;
  /** Bytes of one element of the KV cache. */
  readonly kvBytes: number;
}

/** Rows of a query block and keys of a step: flash kernels of all vendors use 64 to 128. */
export const BLOCK = 128;

/** Work of causal attention in blocks of 128 x 128 scores: all of it, tiles (query blocks) it is cut into, and the longest tile. */
export interface BlockCount {
  readonly blocks: number;
  readonly tiles: number;
  readonly longest: number;
}

/**
 * Blocks of causal attention on one rank. Query blocks hold 128 rows: of one head, or with `packs` of all heads that share keys.
 * `extra` = key blocks that a windowed query block reads beyond the least. Sizes in tokens, `window` 0 = none.
 */
export function causalBlocks(
  { batch, tokens, prefix, heads, kvHeads, window }: Omit<PrefillShape, 'headSize' | 'kvBytes'>,
  packs = true,
  extra = 0,
  rowsOfBlock = BLOCK,
): BlockCount {
  const before = Math.ceil(prefix / BLOCK);
  const reach = window > 0 ? Math.ceil(window / BLOCK) + 1 + extra : Number.POSITIVE_INFINITY; // blocks a windowed query block reads
  if (tokens < BLOCK && packs) {
    const shared = tokens * Math.max(1, heads / kvHeads);
    const tiles = batch * kvHeads * Math.ceil(shared / BLOCK);
    const longest = Math.min(before + 1, reach);
    return { blocks: tiles * longest, tiles, longest };
  }
  if (rowsOfBlock < BLOCK) return halfBlocks(batch * heads, tokens, prefix, reach);
  const rows = Math.ceil(tokens / BLOCK);
  const growing = Math.max(0, Math.min(rows, reach - before)); // query blocks that still see everything before them
  const perHead = growing * before + (growing * (growing + 1)) / 2 + (rows > growing ? (rows - growing) * reach : 0);
  return { blocks: batch * heads * perHead, tiles: batch * heads * rows, longest: Math.min(rows + before, reach) };
}

/** The same with query blocks of 64 rows, each half a block of work: `of` of them, one a head of a request. */
function halfBlocks(of: number, tokens: number, prefix: number, reach: number): BlockCount {
  const rows = Math.ceil(tokens / HALF);
  const before = Math.ceil(prefix / HALF);
  const growing = Math.max(0, Math.min(rows, 2 * reach - before));
  const upTo = (halves: number) => Math.floor((halves + 1) ** 2 / 4); // sum of ⌈i/2⌉ to `halves`
  const perHead = upTo(before + growing) - upTo(before) + (rows > growing ? (rows - growing) * reach : 0);
  return { blocks: (of * perHead) / 2, tiles: of * rows, longest: Math.min(Math.ceil((before + rows) / 2), reach) / 2 };
}
/** Rows of FlashAttention-2's query block on a paged cache, whose kernel can split keys (flash_fwd_launch_template.h: kBlockM = 64). */
const HALF = 64;

/** Short, middle and long calls: errors differ between them. */
export const bandOfTime = (microseconds: number): number => (microseconds < 30 ? 0 : microseconds < 300 ? 1 : 2);

const SIZES = [64, 128, 192, 256] as const;

/**
 * The value of a parameter that depends on the head size: `name` + 64, 128, 192 or 256, the next size up. Zero = that size was not
 * measured: the nearest measured one stands in.
 */
export function bySize(p: Values, name: string, headSize: number): number {
  const at = Math.max(0, SIZES.findIndex((size) => headSize <= size) + (headSize > 256 ? 4 : 0));
  for (let away = 0; away < SIZES.length; away++) {
    for (const i of [at + away, at - away]) {
      const value = p[`${name}${SIZES[i]}`];
      if (value) return value;
    }
  }
  return 0;
}

/**
 * Attention of new tokens, fused, causal: 128 x 128 blocks at a share of the peak that depends on the head size, dealt to the cores in
 * tiles with a price each, no shorter than the longest tile; on top the traffic that is not hidden and the place of each token in the
 * cache: one block of up to 512 threads a token, so narrow keys leave cores idle.
 * Sizes in tokens and elements, result in microseconds.
 */
export const prefill: KernelForm<PrefillShape> = {
  kind: 'prefill',
  formula:
    't0 + max(A, X) + tail·min(A, X) + (cq·(q,o bytes) + ckv·(k,v bytes + cache write))/(BW·w) + ct·B·L·min(512, kvHeads·d)/(2048·cores) + cm·(tokens·heads whose parts are merged)/cores; A = (F/(e·peak/cores) + bq·tiles)/cores, X = the same of the longest tile, F = 4·128²·d per block of the causal band, w = 1 + (warm − 1)/(1 + (bytes/cache)¹²)',
  source: 'FlashAttention-2 (2307.08691); parameters fitted by calibration/calibrate.ts',
  parameters: [
    { name: 't0', unit: 'us', meaning: 'start and end of the kernels', start: 8, low: 0.5, high: 100 },
    {
      name: 'e64',
      unit: '1',
      meaning: 'share of the peak, head size up to 64; 0 = not measured',
      start: 0.5,
      low: 0,
      high: 1.5,
    },
    { name: 'e128', unit: '1', meaning: 'the same, head size up to 128', start: 0.65, low: 0, high: 1.5 },
    { name: 'e192', unit: '1', meaning: 'the same, head size up to 192', start: 0.65, low: 0, high: 1.5 },
    { name: 'e256', unit: '1', meaning: 'the same, larger heads', start: 0.7, low: 0, high: 1.5 },
    {
      name: 'wx',
      unit: 'block',
      meaning: 'key blocks that a windowed query block reads beyond the least',
      start: 0,
      low: 0,
      high: 8,
    },
    {
      name: 'packs',
      unit: '1',
      meaning: '1: short prompts of heads that share keys share a query block',
      start: 1,
      low: 0,
      high: 1,
      given: true,
    },
    { name: 'rows', unit: 'row', meaning: 'rows of a query block; 0 = 128', start: 0, low: 0, high: 128, given: true },
    {
      name: 'plan',
      unit: '1',
      meaning: 'blocks a core holds by the plan of FlashInfer, which cuts long keys; 0 = no such plan',
      start: 0,
      low: 0,
      high: 4,
      given: true,
    },
    {
      name: 'warm',
      unit: '1',
      meaning: 'speed-up of traffic that the kernel before left in the cache',
      start: 1.2,
      low: 1,
      high: 8,
    },
    {
      name: 'tail',
      unit: '1',
      meaning: 'share of the shorter of all tiles and the longest one that is not hidden',
      start: 0.5,
      low: 0,
      high: 1,
    },
    { name: 'bq', unit: 'us', meaning: 'start and end of one query block', start: 2, low: 0, high: 20 },
    { name: 'cq', unit: '1', meaning: 'passes over q and o that are not hidden', start: 1.5, low: 0, high: 20 },
    { name: 'ckv', unit: '1', meaning: 'passes over k, v and their place in the cache', start: 2, low: 0, high: 30 },
    {
      name: 'cm',
      unit: 'us',
      meaning: 'putting the parts of one token and head together',
      start: 0.5,
      low: 0,
      high: 5,
    },
    { name: 'ct', unit: 'us', meaning: 'finding the place of one token in the cache', start: 1, low: 0, high: 20 },
  ],
  benchParameters: [
    { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
  ],
  microseconds: prefillMicroseconds,
  coordinates: ({ batch, tokens, prefix, heads, kvHeads, headSize, window }) => [
    Math.log(batch * heads),
    Math.log(tokens + prefix),
    Math.log(batch * kvHeads),
    Math.log2(headSize) * 2,
    window > 0 ? 2 : 0,
  ],
  group: ({ heads, kvHeads, headSize }) => `${heads}/${kvHeads}x${headSize}`,
  band: (_, microseconds) => bandOfTime(microseconds),
};

function prefillMicroseconds(shape: PrefillShape, p: Values, limits: Limits, bench?: Values): number {
  const { batch, tokens, heads, kvHeads, headSize, window } = shape;
  if (batch <= 0 || tokens <= 0 || heads <= 0) return 0;
  const { blocks, tiles, longest, merged } = p.plan
    ? plannedBlocks(shape, p.plan * limits.cores)
    : { ...causalBlocks(shape, p.packs! >= 0.5, p.wx, p.rows || BLOCK), merged: 0 };
  const perBlock = (1e6 * limits.cores * 4 * BLOCK * BLOCK * headSize) / (bySize(p, 'e', headSize) * limits.peak);
  const all = (blocks * perBlock + p.bq! * tiles) / limits.cores;
  const chain = longest * perBlock + p.bq!;
  const compute = Math.max(all, chain) + p.tail! * Math.min(all, chain);
  const perByte = 1e6 / limits.bandwidth;
  const kvRead = window > 0 ? Math.min(tokens + shape.prefix, tokens + window) : tokens + shape.prefix;
  const qo = 2 * 2 * batch * tokens * heads * headSize;
  const width = kvHeads * headSize;
  const kv = 2 * batch * width * (2 * kvRead + shape.kvBytes * tokens);
  const warm = 1 + (p.warm! - 1) / (1 + ((qo + kv) / limits.cache) ** CLIFF);
  const merging = ((p.cm ?? 0) * merged) / limits.cores;
  const places = (p.ct! * batch * tokens * Math.min(THREADS, width)) / (CORE_THREADS * limits.cores);
  return floored(p.t0! + compute + ((p.cq! * qo + p.ckv! * kv) * perByte) / warm + places + merging, bench?.host ?? 0);
}
/** What outgrows the cache is gone before it is read: on an L40S 92 MB of q, k, v and o take 130 us and 184 MB 305. */
const CLIFF = 12;
const THREADS = 512; // of one block of the kernel that writes the cache: one token a block
const CORE_THREADS = 2048; // that one core holds
